"""The client over a real connection: the registry it follows, what it tries again, what it keeps, whom it trusts as hub."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.membership.v1.membership_service_pb2 import GetRegistryRequest

from audit.client import Refusal as LogRefusal
from services.client import channel as channel_module
from services.client.channel import Channel, pinned_roots
from services.client.check_answer import read_refusal
from services.client.errors import HubNotPinned, NoConnection, Refusal, Unproven
from services.edge import registry_rpc
from services.edge.call import Call
from services.membership.anchor import Anchor
from services.membership.errors import RegistryError
from services.membership.layout import FederationFiles
from services.membership.provision import add_key, revoke, sign_and_publish
from services.signing.es256 import PrivateKey
from services.signing.header import SigHeader
from services.signing.keyfile import UnsafeFile
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, REGISTRY, WRITE, Hub, build, running
from tests.fakes.liar import Leaving, lying, resigned
from tests.unit.edge.bodies import broken, malformed, missing


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other without a pause worth waiting for."""
    monkeypatch.setattr(channel_module, "PAUSE_S", 0.01)


def nonces(hub: Hub) -> list[bytes]:
    return [item.nonce for frame in hub.log.frames for item in frame if item.nonce]


async def test_each_kind_of_call_is_proven_and_promised(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        for method in (INLINE, ALONE, WRITE):
            exchange = await channel.call(method, b"question", live.token())
            assert exchange.proven.body == b"answer to question"
            assert (exchange.method, exchange.request_body) == (method, b"question")
        kept = channel.promises.open()
        assert [promise.method for promise in kept] == [INLINE, ALONE, WRITE]
        assert [promise.index for promise in kept] == [1, 2, 4]
        for promise in kept:
            assert hub.log.leaves[promise.index].data.endswith(promise.commitment)
            assert SigHeader.FromString(promise.header).audit_index == promise.index


async def test_a_refusal_is_raised_with_its_reason_and_promised_too(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        for body, reason in ((malformed, "INVALID_ARGUMENT"), (missing, "NOT_FOUND"), (broken, "INTERNAL")):
            hub.bodies[INLINE] = body
            with pytest.raises(Refusal) as caught:
                await channel.call(INLINE, b"question", live.token())
            assert caught.value.reason == reason
        assert len(channel.promises.open()) == 3


async def test_an_outcome_is_handed_over_even_where_it_is_a_refusal(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[INLINE] = missing
        exchange = await channel.outcome(INLINE, b"question", live.token())
        assert (exchange.proven.header.grpc_status, exchange.proven.body) == (5, b"")


async def test_an_approver_is_sent_along(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await channel.call(WRITE, b"question", live.token(), live.approval(b"question", method=WRITE))
        assert hub.log.opened().approver == "officer-2"


async def test_what_passes_is_tried_again_each_time_with_a_fresh_nonce(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        left = iter((LogRefusal.UNAVAILABLE, LogRefusal.CLOCK, None))
        hub.log.refuse = lambda _item: next(left)
        exchange = await channel.call(INLINE, b"question", live.token())
        assert exchange.proven.body == b"answer to question"
        assert len(set(nonces(hub))) == 3


async def test_three_times_and_no_more(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        with pytest.raises(Refusal) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.reason == "AUDIT_UNAVAILABLE"
        assert len(hub.log.frames) == 3
        assert channel.promises.open() == []


async def test_what_will_not_pass_is_not_tried_again(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[INLINE] = missing
        with pytest.raises(Refusal):
            await channel.call(INLINE, b"question", live.token())
        assert hub.ran == [INLINE]


async def test_a_hub_that_is_not_there_is_tried_again_and_unproven(tmp_path: Path) -> None:
    hub = build()
    hub.port = 9
    async with hub.channel(tmp_path / "state") as channel:
        with pytest.raises(NoConnection) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "transport"
        assert str(caught.value) == f"no connection to the hub at {channel.profile.endpoint} (transport)"


async def test_a_hub_that_comes_back_meanwhile_answers(tmp_path: Path) -> None:
    hub = build()
    async with lying(hub) as liar, hub.channel(tmp_path / "state") as channel:
        left = iter((Leaving(14, b"", ()), Leaving(14, b"", ())))
        liar.alter = lambda leaving: next(left, leaving)
        assert (await channel.call(INLINE, b"question", live.token())).proven.body
        assert len(liar.left) == 3
        assert len(set(nonces(hub))) == 3


async def test_an_answer_that_never_comes_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_module, "TIMEOUT_S", 0.2)

    async def never(_call: Call, _raw: bytes) -> bytes:
        await asyncio.Event().wait()
        return b""

    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[ALONE] = never
        with pytest.raises(Unproven) as caught:
            await channel.call(ALONE, b"question", live.token())
        assert caught.value.step == "transport"


def second_version(files: FederationFiles) -> None:
    add_key(files, live.FIA, "TOKEN", live.now_ms())
    sign_and_publish(files)


def forgets(files: FederationFiles, agency: str, newest: int = 2) -> None:
    """An agency that was offline when version 2 came, and those up to ``newest``."""
    for version in range(2, newest + 1):
        (live.node(files, agency).registry / f"{version}.signed").unlink()


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
    revoke(files, live.key(files, live.HUB, "message").kid, live.now_ms())
    sign_and_publish(files)
    async with lying(hub), hub.channel(tmp_path / "state") as channel:
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token(of=files))
        assert caught.value.step == "signer"


def test_only_registered_certificates_of_the_hub_are_roots(tmp_path: Path) -> None:
    files, registry = live.files(), live.registry()
    own, other = files.hub.tls_crt.read_bytes(), files.agency(live.PUNJAB).tls_crt.read_bytes()
    both = tmp_path / "both.crt"
    both.write_bytes(other + own)
    profile = live.profile(files, live.FIA, 1, tmp_path / "state", hub_certificates=both)
    assert pinned_roots(profile, registry).count(b"BEGIN CERTIFICATE") == 1
    both.write_bytes(other)
    with pytest.raises(HubNotPinned):
        pinned_roots(profile, registry)


@pytest.mark.parametrize(
    "content", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_holds_no_certificate_pins_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hub.crt"
    path.write_bytes(content)
    with pytest.raises(HubNotPinned):
        pinned_roots(live.profile(live.files(), live.FIA, 1, tmp_path, hub_certificates=path), live.registry())


def test_a_revoked_certificate_of_the_hub_is_no_root(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    profile = live.profile(files, live.FIA, 1, tmp_path / "state")
    assert pinned_roots(profile, live.registry(files))
    revoke(files, live.thumbprint(files, live.HUB), live.now_ms())
    sign_and_publish(files)
    with pytest.raises(HubNotPinned):
        pinned_roots(profile, live.registry(files))


@pytest.mark.parametrize("name", ["message_key", "tls_key"])
async def test_keys_that_others_may_read_are_refused(name: str, tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    profile = live.profile(files, live.FIA, 1, tmp_path / "state")
    getattr(profile, name).chmod(0o644)
    with pytest.raises(UnsafeFile):
        async with Channel(profile):
            pass


async def test_two_channels_share_nothing_but_the_hub(tmp_path: Path) -> None:
    async with (
        running() as hub,
        hub.channel(tmp_path / "one") as one,
        hub.channel(tmp_path / "two", live.PUNJAB) as two,
    ):
        await asyncio.gather(one.call(INLINE, b"one", live.token()), two.call(INLINE, b"two", live.token(live.PUNJAB)))
        assert {hub.log.opened(index).agency for index in (1, 2)} == {live.FIA, live.PUNJAB}
        assert len(one.promises.open()) == len(two.promises.open()) == 1


@pytest.mark.parametrize("lanes", [1, 4])
async def test_calls_go_over_as_many_connections_as_there_are_lanes(tmp_path: Path, lanes: int) -> None:
    peers: list[str] = []

    async def where_from(call: Call, _raw: bytes) -> bytes:
        peers.append(call.peer)
        return b"seen"

    async with running() as hub, hub.channel(tmp_path / "state") as one:
        hub.bodies[WRITE] = where_from
        async with Channel(replace(one.profile, state=tmp_path / "lanes"), lanes=lanes) as channel:
            await asyncio.gather(*(channel.call(WRITE, b"question", live.token()) for _ in range(2 * lanes)))
            assert len(channel.promises.open()) == 2 * lanes
    assert sorted(Counter(peers).values()) == [2] * lanes


async def test_which_process_answered_decides_over_which_connection_the_next_call_goes(tmp_path: Path) -> None:
    """One connection learns that its process is busy: the other takes what comes meanwhile."""
    release = asyncio.Event()
    peers: dict[bytes, str] = {}

    async def slow(call: Call, raw: bytes) -> bytes:
        peers[raw] = call.peer
        if raw == b"long":
            await release.wait()
        return b"done"

    async with running() as hub, hub.channel(tmp_path / "state") as one:
        hub.bodies[WRITE] = slow
        async with Channel(replace(one.profile, state=tmp_path / "lanes"), lanes=2) as channel:
            for process, raw in (("a", b"first"), ("b", b"second")):
                hub.edge.process = process
                await channel.call(WRITE, raw, live.token())
            assert len(set(peers.values())) == 2
            long = asyncio.create_task(channel.call(WRITE, b"long", live.token()))
            while b"long" not in peers:
                await asyncio.sleep(0.01)
            hub.edge.process = "b"
            for raw in (b"third", b"fourth"):
                await channel.call(WRITE, raw, live.token())
            release.set()
            await long
    assert peers[b"long"] == peers[b"first"]
    assert peers[b"third"] == peers[b"fourth"] == peers[b"second"]


async def test_a_registry_under_other_governance_keys_is_not_believed(tmp_path: Path) -> None:
    """The profile's anchor and nothing else: a folder that somebody filled founds no federation."""
    strangers = tmp_path / "anchor.pem"
    strangers.write_bytes(Anchor.of(PrivateKey.generate().spki for _ in range(3)).pem())
    with pytest.raises(RegistryError):
        Channel(live.profile(live.files(), live.FIA, 1, tmp_path / "state", governance=strangers))
