"""Two federations side by side on one machine share nothing by accident: each refuses whatever is the other's."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest
from rabta.records.v1.records_service_pb2 import GetHistoryResponse

from audit.cosign import encode_submission
from services.client.channel import Channel
from services.client.errors import Unproven
from services.client.profile import load_profile
from services.client.receipt import quorum_checkpoint
from services.membership.errors import RegistryError
from services.membership.registry import load_registry
from services.node.local import write_agency_profile
from services.signing.keyfile import replace_private
from tests.e2e import planted
from tests.e2e.attacks.judging import answered, dropped, put, refused, unauthenticated
from tests.e2e.attacks.test_hidden_log import RECEIPTS
from tests.e2e.attacks.test_pages import resigned
from tests.e2e.bodies import GET_REGISTRY, HISTORY, SUBMIT, history_of, submission
from tests.e2e.federation import Pair
from tests.e2e.people import FIA, FIA_CASE, INVESTIGATOR, RECORDERS
from tests.e2e.planted import KNOWN, ref
from tests.e2e.processes import until
from tests.e2e.world import World, running
from tests.fakes import record_maker as make
from tests.proc import opened
from tests.shared import PATIENCE_S

ONLY_HERE = make.cnic(72_001)


class Two(NamedTuple):
    """Two federations of the same agencies, under the same names."""

    one: World
    two: World


@pytest.fixture(scope="module")
def both(plain_world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """The one that attacks share, and another with its open records; one man only the first knows."""
    with running(tmp_path_factory.mktemp("two"), processes=1) as two:
        two.plant(planted.open_records())
        man, case = make.person(ONLY_HERE, name="Only Here"), ref("FIA/LAHORE/AHTC/701/2024")
        plain_world.plant(
            [
                make.case_file("fia-only-case", agency=FIA, officers=(INVESTIGATOR.id,), case_references=case),
                make.party("fia-only-here", agency=FIA, subject=man, case_references=case),
            ]
        )
        yield Two(plain_world, two)


def honest(world: World, number: str = KNOWN) -> int:
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(number)))
    return len(GetHistoryResponse.FromString(answered(world, seen)).history.timeline)


def test_nothing_in_common(both: Two) -> None:
    """No port, key, certificate, secret, registry or federation id."""
    one, two = both
    assert one.registry.federation_id != two.registry.federation_id
    secrets = []
    for world in both:
        folder = world.files.folder
        found = [path.read_bytes() for path in sorted(folder.rglob("*.key")) + sorted(folder.rglob("*.crt"))]
        secrets.append(set(found) - {world.files.hub.ca_crt.read_bytes()} | {world.files.hub.ca_crt.read_bytes()})
        assert len(found) > 40
    assert secrets[0].isdisjoint(secrets[1])
    urls = [{row.url for row in world.registry.witness_policy.witnesses} for world in both]
    assert one.local.port != two.local.port
    assert urls[0].isdisjoint(urls[1])


def test_no_open_file_in_the_other(both: Two) -> None:
    """No process of one has a file or socket of the other's folder."""
    for mine, other in (both, both[::-1]):
        own = [mine.run[name].pid for name in mine.run.names()] + [*mine.edges(), mine.writer()]
        seen = [path for pid in own for path in opened(pid)]
        assert any(str(mine.files.folder) in path for path in seen)
        assert not [path for path in seen if str(other.files.folder) in path]


def test_records_of_one_alone(both: Two) -> None:
    assert (honest(both.one, ONLY_HERE), honest(both.two, ONLY_HERE)) == (2, 0)


def test_question_of_the_other(both: Two) -> None:
    """Well signed for one, over the other's own connection: another federation, other keys."""
    one, two = both
    unauthenticated(put(two, one.ask(GET_REGISTRY), two.line(FIA)))
    same = one.ask(GET_REGISTRY, federation_id=two.registry.federation_id, registry_sha256=two.registry.digest)
    unauthenticated(put(two, same, two.line(FIA)))
    unauthenticated(put(two, two.ask(GET_REGISTRY, federation_id=one.registry.federation_id)))


def test_certificate_of_the_other(both: Two) -> None:
    one, two = both
    seen = put(two, two.ask(GET_REGISTRY), two.line_of(Pair.of(one.node(FIA))), timeout=PATIENCE_S)
    dropped(two, seen)


def test_token_of_the_other(both: Two) -> None:
    """The same officer of the same agency, by the other issuer; and by the right key for the other federation."""
    one, two = both
    body = history_of(KNOWN)
    refused(two, put(two, two.ask(HISTORY, body, one.token(INVESTIGATOR))), "TOKEN_INVALID", rule="key")
    foreign = one.claims(INVESTIGATOR)["fed"]
    refused(
        two, put(two, two.ask(HISTORY, body, two.token(INVESTIGATOR, fed=foreign))), "TOKEN_INVALID", rule="audience"
    )


def test_page_of_the_other(both: Two) -> None:
    """Signed by the other's page key, or for the other federation."""
    one, two = both
    man = make.person(make.cnic(700))
    page = one.page(FIA, [make.party("fia-stray", agency=FIA, subject=man, case_references=ref(FIA_CASE))])
    body = submission(page, "stray-page-1")
    refused(two, put(two, two.asking(RECORDERS[FIA], SUBMIT, body)), "PAGE_INVALID", rule="page-key", leaves=2)
    key = two.key(FIA, "page")
    body = submission(resigned(page, key, kid=key.kid), "stray-page-2")
    refused(two, put(two, two.asking(RECORDERS[FIA], SUBMIT, body)), "PAGE_INVALID", rule="page-federation", leaves=2)


def test_registry_of_the_other(both: Two) -> None:
    """Put where the next version would lie: refused; nor does a client take it for a later one."""
    one, two = both
    path = two.files.hub.registry / "2.signed"
    replace_private(path, one.registry.raw)
    try:
        until(lambda: "registry refused" in two.run.said("hub"), "the alarm is told")
        assert honest(two) > 0
    finally:
        path.unlink()
    with pytest.raises(RegistryError):
        load_registry(one.registry.raw, previous=two.registry)


def test_client_of_the_other(both: Two, tmp_path: Path) -> None:
    """A profile with the other's address: not the pinned certificate, no connection."""
    one, two = both
    profile = load_profile(write_agency_profile(one.local, FIA))

    async def ask() -> None:
        astray = replace(profile, endpoint=two.local.endpoint, state=tmp_path / "state")
        async with Channel(astray) as channel:
            with pytest.raises(Unproven, match="transport"):
                await channel.call(GET_REGISTRY, GetRegistryRequest().SerializeToString())

    asyncio.run(ask())


def head(world: World) -> bytes:
    """The newest head with a quorum."""
    found = b""

    def there() -> bool:
        nonlocal found
        question = world.ask(RECEIPTS, GetReceiptsRequest().SerializeToString())
        raw = world.proven(question, world.line().send(question)).body
        found = GetReceiptsResponse.FromString(raw).checkpoint
        return bool(found)

    until(there, "a head is cosigned")
    return found


def test_checkpoint_of_the_other(both: Two) -> None:
    """Of another log, by other witnesses, though both are called alike."""
    one, two = both
    note = head(one)
    assert quorum_checkpoint(note, one.registry, one.registry.hub).checkpoint.size > 0
    with pytest.raises(Unproven, match="checkpoint"):
        quorum_checkpoint(note, two.registry, two.registry.hub)


def test_witness_of_the_other(both: Two) -> None:
    """It knows one log's key and cosigns no other, whatever its origin is called."""
    one, two = both
    (row,) = two.registry.witness_policy.witnesses
    request = urllib.request.Request(
        f"{row.url}/add-checkpoint", data=encode_submission(head(one), 0, []), method="POST"
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=PATIENCE_S)
    assert caught.value.code in (403, 404)


def test_one_goes_the_other_stays(both: Two) -> None:
    one, two = both
    two.run.kill_group("hub")
    assert honest(one) > 0
    two.start_node()
    two.ready()
    assert honest(one) > 0
    assert GET_REGISTRY
