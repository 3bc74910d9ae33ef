"""The client over a real connection: what it tries again, what it keeps, whom it trusts as hub."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from audit.client import Refusal as LogRefusal
from services.client import channel as channel_module
from services.client.channel import Channel, pinned_roots
from services.client.errors import HubNotPinned, NoConnection, Refusal, TimeOver
from services.edge.call import Call
from services.linkage.errors import QuestionBusy
from services.membership.provision import revoke, sign_and_publish
from services.signing.header import SigHeader
from services.signing.keyfile import UnsafeFile
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, Hub, build, running
from tests.fakes.liar import Leaving, lying
from tests.fakes.world.keys import thumbprint_of
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
        with pytest.raises(TimeOver) as caught:
            await channel.call(ALONE, b"question", live.token())
        assert caught.value.step == "transport"
        assert len(hub.log.frames) <= 1, "what took all its time is not asked again"


@pytest.mark.parametrize(("long_s", "asked"), [(60.0, 3), (0.0, 1)])
async def test_who_had_a_turn_and_no_more_time_does_not_ask_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long_s: float, asked: int
) -> None:
    monkeypatch.setattr(channel_module, "LONG_S", long_s)
    turns = 0

    async def busy(_call: Call, _raw: bytes) -> bytes:
        nonlocal turns
        turns += 1
        raise QuestionBusy(retry_after_s=60)

    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[INLINE] = busy
        with pytest.raises(Refusal) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert (caught.value.reason, turns) == ("TOO_BUSY", asked)


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
    revoke(files, thumbprint_of(files.node(live.HUB)), live.now_ms())
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


@pytest.mark.parametrize("connections", [1, 4])
async def test_calls_go_over_as_many_connections_as_asked_for(tmp_path: Path, connections: int) -> None:
    peers: list[str] = []

    async def where_from(call: Call, _raw: bytes) -> bytes:
        peers.append(call.peer)
        return b"seen"

    async with running() as hub, hub.channel(tmp_path / "state") as one:
        hub.bodies[WRITE] = where_from
        async with Channel(replace(one.profile, state=tmp_path / "connections"), connections=connections) as channel:
            await asyncio.gather(*(channel.call(WRITE, b"question", live.token()) for _ in range(2 * connections)))
            assert len(channel.promises.open()) == 2 * connections
    assert sorted(Counter(peers).values()) == [2] * connections


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
        async with Channel(replace(one.profile, state=tmp_path / "connections"), connections=2) as channel:
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
