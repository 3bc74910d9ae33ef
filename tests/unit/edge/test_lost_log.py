"""The log away, refusing, stale or lost in the middle; keys that fail: what leaves the hub then."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from audit.client import Item, Refusal
from services.client.errors import Unproven
from services.edge import answering
from services.edge.call import Call
from services.signing.es256 import PrivateKey
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, RECEIPTS, REGISTRY, WRITE, running
from tests.fakes.raw_caller import calling
from tests.unit.edge.answers import info_of, is_bare, reason_of, retry_of
from tests.unit.edge.bodies import EVERY, noted


@pytest.mark.parametrize("method", EVERY)
async def test_without_the_log_no_data_leaves(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.down = True
        answer = await caller.proven(caller.ask(method, token=live.token()))
        info = info_of(answer.details)
        assert (info.reason, info.metadata["cause"]) == ("AUDIT_UNAVAILABLE", "UNAVAILABLE")
        assert (answer.header.no_leaf, answer.body, answer.header.grpc_status) == (True, b"", 14)
        assert hub.log.kinds() == []
        assert hub.ran == ([] if method == WRITE else [method])


@pytest.mark.parametrize(
    "refusal", [Refusal.CLOCK, Refusal.LOG_ROLLED_BACK, Refusal.UNAVAILABLE, Refusal.REGISTRY_STALE]
)
async def test_what_the_writer_cannot_log_is_unavailable_and_says_why(refusal: Refusal) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.refuse = lambda _item: refusal
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        info = info_of(answer.details)
        assert (info.reason, info.metadata["cause"]) == ("AUDIT_UNAVAILABLE", refusal.value)
        assert (answer.header.no_leaf, answer.body) == (True, b"")


@pytest.mark.parametrize(("refusal", "span_s"), [(Refusal.CALLS_LIMITED, 3600), (Refusal.SHARE_USED, 86_400)])
async def test_who_is_over_a_bound_is_told_so_and_until_when(refusal: Refusal, span_s: int) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.refuse = lambda _item: refusal
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert (reason_of(answer), dict(info_of(answer.details).metadata)) == (refusal.value, {})
        assert (answer.header.no_leaf, answer.body, answer.header.grpc_status) == (True, b"", 8)
        assert 0 < retry_of(answer.details) <= span_s


@pytest.mark.parametrize("method", EVERY)
@pytest.mark.parametrize("offset_ms", [-3_600_000, -60_000, 45_000, 100_000, 3_600_000])
async def test_a_hub_whose_clock_is_off_says_so_and_is_believed(method: str, offset_ms: int) -> None:
    """By its own time no request fits its window, and no answer would: it refuses under the time of the request."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.offset_ms, hub.log.clock_off, hub.log.refuse = offset_ms, True, lambda _item: Refusal.CLOCK
        question = caller.ask(method, token=live.token())
        answer = await caller.proven(question)
        info = info_of(answer.details)
        assert (info.reason, info.metadata["cause"]) == ("AUDIT_UNAVAILABLE", "CLOCK")
        assert (answer.header.no_leaf, answer.body) == (True, b"")
        assert hub.log.kinds() == []
        assert not hub.log.nonces


async def test_where_the_clock_is_not_known_to_be_off_a_window_that_does_not_fit_is_nobodys() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.offset_ms = 3_600_000
        assert is_bare(*await caller.send(caller.ask(INLINE, token=live.token())))
        assert hub.edge.counts.steps["window"] == 1


async def test_a_clock_that_is_off_lets_no_stranger_be_answered() -> None:
    """Signature and connection are checked as ever: who fails there gets nothing signed."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.offset_ms, hub.log.clock_off = 3_600_000, True
        question = caller.ask(INLINE, token=live.token())
        spoilt = replace(question, signature=question.signature[:-1] + bytes([question.signature[-1] ^ 1]))
        assert is_bare(*await caller.send(spoilt))
        assert hub.edge.counts.steps["signature"] == 1


@pytest.mark.parametrize("method", EVERY)
@pytest.mark.parametrize("refusal", [Refusal.REPLAYED, Refusal.EXPIRED])
async def test_a_replay_leaves_no_leaf_and_runs_nothing_that_changes(method: str, refusal: Refusal) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.refuse = lambda _item: refusal
        answer = await caller.proven(caller.ask(method, token=live.token()))
        assert (reason_of(answer), answer.header.no_leaf, answer.body) == ("REPLAYED", True, b"")
        assert WRITE not in hub.ran
        assert hub.log.kinds() == []


@pytest.mark.parametrize("method", EVERY)
async def test_a_question_sent_twice_is_answered_once(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(method, token=live.token())
        first = await caller.proven(question)
        second = await caller.proven(question)
        assert (first.body, reason_of(second)) == (b"answer to question", "REPLAYED")
        assert len(hub.log.nonces) == 1


def limited(item: Item) -> Refusal | None:
    return Refusal.RATE_LIMITED if item.quota else None


async def test_over_the_limit_the_refusal_is_logged_and_says_when_to_come_back() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE], hub.log.refuse = noted, limited
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert (reason_of(answer), retry_of(answer.details)) == ("RATE_LIMITED", 3600)
        assert (answer.body, answer.header.no_leaf, answer.header.audit_index) == (b"", False, 1)
        entry = hub.log.opened()
        assert (entry.kind, entry.reason, entry.records) == ("REFUSAL", "RATE_LIMITED", ())
        assert hub.log.frames[-1][0].nonce


@pytest.mark.parametrize("method", EVERY)
async def test_with_stale_witnesses_only_the_refusal_is_logged(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.stale = True
        answer = await caller.proven(caller.ask(method, token=live.token()))
        if method == ALONE:
            assert (reason_of(answer), answer.header.witness_stale) == ("", True)
            return
        assert (reason_of(answer), answer.header.witness_stale) == ("WITNESS_STALE", True)
        assert hub.log.kinds() == ["REFUSAL"]
        assert WRITE not in hub.ran


async def test_with_stale_witnesses_registry_and_receipts_still_answer() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.stale = True
        for method in (REGISTRY, RECEIPTS):
            answer = await caller.proven(caller.ask(method, body=b""))
            assert (reason_of(answer), answer.header.witness_stale) == ("", True)


async def test_an_open_break_glass_session_reads_while_the_witnesses_are_stale() -> None:
    async def glass(call: Call, raw: bytes) -> bytes:
        call.trail.break_glass = "bg-1"
        return raw

    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.log.stale, hub.bodies[INLINE] = True, glass
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert (answer.body, answer.header.witness_stale) == (b"question", True)
        assert hub.log.opened().break_glass == "bg-1"


async def test_log_and_refusal_both_refused_it_is_unavailable() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        answers = iter((Refusal.WITNESS_STALE, Refusal.UNAVAILABLE))
        hub.log.refuse = lambda _item: next(answers)
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert (reason_of(answer), answer.header.no_leaf) == ("AUDIT_UNAVAILABLE", True)


async def test_an_outcome_that_is_lost_is_unavailable_without_the_body() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:

        async def and_then_the_log_dies(_call: Call, _raw: bytes) -> bytes:
            hub.log.down = True
            return b"changed"

        hub.bodies[WRITE] = and_then_the_log_dies
        answer = await caller.proven(caller.ask(WRITE, token=live.token()))
        assert (reason_of(answer), answer.header.no_leaf, answer.body) == ("AUDIT_UNAVAILABLE", True, b"")
        assert hub.log.kinds() == ["INTENT"]


async def test_an_outcome_is_logged_although_a_registry_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer refuses whatever cites the older version; the change was made, so it must be written down."""
    monkeypatch.setattr(answering, "OUTCOME_PAUSE_S", 0.01)
    async with running() as hub, calling(hub.files, hub.port) as caller:
        older, newer = hub.registry, replace(hub.registry, version=2, digest=bytes(32))

        async def while_it_changes(_call: Call, _raw: bytes) -> bytes:
            await hub.log.append_registry(2, newer.digest)
            asyncio.get_running_loop().call_later(0.05, setattr, hub, "registry", newer)
            return b"changed"

        hub.bodies[WRITE] = while_it_changes
        answer = await caller.proven(caller.ask(WRITE, token=live.token()))
        assert (answer.body, answer.header.registry_version) == (b"changed", older.version)
        assert hub.log.kinds() == ["INTENT", "OUTCOME"]
        assert hub.log.opened().registry_version == older.version
        assert hub.log.frames[-1][0].registry_version == 2


class Refusing(PrivateKey):
    """A key whose hardware has gone."""

    __slots__ = ()

    def sign(self, message: bytes) -> bytes:
        raise OSError("no token in slot 1")


@pytest.mark.parametrize("method", EVERY)
async def test_what_cannot_be_signed_does_not_leave(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.edge.key = Refusing(PrivateKey.generate()._key)
        received, text = await caller.send(caller.ask(method, token=live.token()))
        assert (received.code, text, received.body, received.trailing) == (13, "internal", b"", ())
        assert hub.edge.slots.used == 0


async def test_a_client_takes_what_is_unsigned_for_nothing(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.edge.key = Refusing(PrivateKey.generate()._key)
        with pytest.raises(Unproven) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert caught.value.step == "unsigned"
        assert hub.ran == [INLINE]


@pytest.mark.parametrize("method", EVERY)
async def test_a_trail_that_cannot_be_written_down_spoils_its_own_call_alone(method: str) -> None:
    """Two calls go together; the one whose trail is beyond the log's form is refused, the other answered."""

    async def monstrous(call: Call, raw: bytes) -> bytes:
        if raw == b"bad":
            call.trail.records.append("x" * 2_000_000)
        return raw

    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[method] = monstrous
        bad, good = await asyncio.gather(
            caller.proven(caller.ask(method, body=b"bad", token=live.token())),
            caller.proven(caller.ask(method, body=b"good", token=live.token())),
        )
        assert (reason_of(bad), bad.body) == ("INTERNAL", b"")
        assert (reason_of(good), good.body) == ("", b"good")


async def test_more_identifiers_than_a_call_may_ask_for_spoil_no_other_call() -> None:
    async def many(call: Call, raw: bytes) -> bytes:
        call.trail.selectors.extend(sha256(bytes((number % 256, number // 256))).digest() for number in range(300))
        return raw

    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = many
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert reason_of(answer) == "INTERNAL"
