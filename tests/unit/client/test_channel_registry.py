"""The client and the registry: which version it follows, what rides along with a refusal, which answers it does not believe."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest

from services.client import channel as channel_module
from services.client.channel import Channel
from services.client.check_answer import read_refusal
from services.client.errors import Refusal, Unproven
from services.edge import registry_rpc
from services.membership.anchor import Anchor
from services.membership.errors import RegistryError
from services.membership.layout import FederationFiles
from services.membership.provision import add_key, revoke, sign_and_publish
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.fakes.hub import INLINE, REGISTRY, build, running
from tests.fakes.liar import Leaving, lying, resigned
from tests.fakes.world.keys import key_of


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other without a pause worth waiting for."""
    monkeypatch.setattr(channel_module, "PAUSE_S", 0.01)


def second_version(files: FederationFiles) -> None:
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    sign_and_publish(files)


def forgets(files: FederationFiles, agency: str, newest: int = 2) -> None:
    """An agency that was offline when version 2 came, and those up to ``newest``."""
    for version in range(2, newest + 1):
        (files.node(agency).registry / f"{version}.signed").unlink()


async def test_behind_the_hub_it_fetches_and_asks_once_more(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        assert channel.registries.current().version == 1
        exchange = await channel.call(INLINE, b"question", live.token(of=files))
        assert (exchange.proven.body, exchange.proven.header.registry_version) == (b"answer to question", 2)
        assert channel.registries.current().version == 2
        assert (files.agency(live.FIA).registry / "2.signed").exists()
        assert hub.log.kinds()[0] == "REFUSAL"


async def test_asking_for_the_registry_itself_it_learns_the_hubs_key_from_the_answer(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        assert (await channel.fetch_registry()).version == 2
        assert hub.log.opened().method == REGISTRY
        assert (await channel.fetch_registry()).version == 2, "and again adds nothing"


async def test_a_refusal_to_give_the_registry_brings_what_proves_it(tmp_path: Path) -> None:
    """Under a version that the client does not hold yet, and which it could not fetch either."""
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        with pytest.raises(Refusal) as caught:
            await channel.fetch_registry()
        assert caught.value.reason == "AUDIT_UNAVAILABLE"
        assert channel.registries.current().version == 2
        assert (files.agency(live.FIA).registry / "2.signed").exists()


async def test_many_versions_ride_along_as_far_as_they_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than gRPC's usual metadata holds; and what does not fit comes with the next refusal."""
    files = live.copied(tmp_path)
    for _ in range(5):
        second_version(files)
    forgets(files, live.FIA, 6)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        two = sum(len(signed) + 10 for signed in hub.registries.versions(2, 2))
        monkeypatch.setattr(registry_rpc, "RIDING_BYTES", two)
        with pytest.raises(Unproven) as caught:
            await channel.fetch_registry()
        assert (caught.value.step, channel.registries.current().version) == ("signer", 3)
        monkeypatch.undo()
        assert sum(map(len, hub.registries.versions(4, 9))) > 16_384
        with pytest.raises(Refusal):
            await channel.fetch_registry()
        assert channel.registries.current().version == 6


async def test_any_refusal_under_a_newer_version_is_told_as_what_it_is(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        with pytest.raises(Refusal) as caught:
            await channel.call("/rabta.audit.v1.AuditService/GetReceipts", b"")
        assert caught.value.reason == "AUDIT_UNAVAILABLE"
        assert channel.registries.current().version == 2


async def test_versions_that_ride_along_prove_themselves_or_nothing(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        forged = replace(hub.registries.current(), raw=b"forged")
        hub.registries._chain = (*hub.registries.chain()[:-1], forged)
        with pytest.raises(Unproven) as caught:
            await channel.fetch_registry()
        assert caught.value.step == "registry"
        assert channel.registries.current().version == 1


async def test_who_holds_the_newest_version_is_sent_none(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        outcome = await channel.outcome(REGISTRY, GetRegistryRequest().SerializeToString())
        assert read_refusal(outcome.proven.details).reason == "AUDIT_UNAVAILABLE"
        assert channel.registries.current().version == 1


async def test_a_tokenless_answer_under_a_newer_version_is_judged_by_that_version(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.call("/rabta.audit.v1.AuditService/GetReceipts", b"")
        assert exchange.proven.header.registry_version == 2
        assert hub.log.kinds() == ["READ", "READ"]


async def test_ahead_of_the_hub_it_is_told_so_and_takes_no_answer_under_the_older(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    older = live.registry(files)
    second_version(files)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        hub.registry = older
        hub.log.registry_version = 1
        with pytest.raises(Refusal) as caught:
            await channel.call(INLINE, b"question", live.token(of=files))
        assert caught.value.reason == "REGISTRY_STALE"
        assert hub.ran == []


async def test_a_hub_behind_has_no_version_to_offer_and_that_is_no_error(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    hub = build(files)
    second_version(files)
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        assert (await channel.fetch_registry()).version == 2


async def test_an_ok_answer_under_an_older_registry_is_unproven(tmp_path: Path) -> None:
    """A hub that goes on as if the newer version were not there: signed, chained, and still worth nothing."""
    files = live.copied(tmp_path)
    older = live.registry(files)
    second_version(files)
    hub = build(files)

    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:

        def under_the_older(leaving: Leaving) -> Leaving:
            return resigned(hub, leaving, lambda said: said, registry_version=1, registry_sha256=older.digest)

        liar.alter = under_the_older
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token(of=files))
        assert caught.value.step == "registry"


async def test_a_version_that_nobody_has_is_unproven(tmp_path: Path) -> None:
    hub = build()
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        liar.alter = lambda leaving: resigned(hub, leaving, lambda said: said, registry_version=9)
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "signer"


async def test_a_registry_that_governance_did_not_sign_is_unproven(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    second_version(files)
    forgets(files, live.FIA)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        forged = replace(hub.registries.current(), raw=b"forged")
        hub.registries._chain = (*hub.registries.chain()[:-1], forged)
        with pytest.raises(Unproven) as caught:
            await channel.fetch_registry()
        assert caught.value.step == "registry"
        assert channel.registries.current().version == 1


async def test_a_hub_key_that_was_revoked_since_is_unproven(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    hub = build(files)
    revoke(files, key_of(files, live.HUB, "message").kid, live.now_ms())
    sign_and_publish(files)
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token(of=files))
        assert caught.value.step == "signer"


async def test_a_registry_under_other_governance_keys_is_not_believed(tmp_path: Path) -> None:
    """The profile's anchor and nothing else: a folder that somebody filled founds no federation."""
    strangers = tmp_path / "anchor.pem"
    strangers.write_bytes(Anchor.of(PrivateKey.generate().spki for _ in range(3)).pem())
    with pytest.raises(RegistryError):
        Channel(live.profile(live.files(), live.FIA, 1, tmp_path / "state", governance=strangers))
