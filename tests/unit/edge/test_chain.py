"""The chain over a real connection: what each kind of call leaves in the log, and what leaves the hub when things go wrong."""

from __future__ import annotations

import asyncio
import logging
from hashlib import sha256
from pathlib import Path

import pytest

from audit.client import Item, Refusal
from services.access.errors import InvalidArgument, NotFound, Violation
from services.client.check_answer import Proven
from services.client.errors import Refusal as Refused
from services.client.errors import Unproven
from services.edge import chain
from services.edge.call import Call
from services.signing.es256 import PrivateKey
from services.signing.header import SigHeader
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, RECEIPTS, REGISTRY, WRITE, Hub, running
from tests.fakes.raw_caller import calling
from tests.unit.edge.answers import info_of, reason_of, retry_of, rules_of

EVERY = (INLINE, ALONE, WRITE)
SECRET = "35202-1234567-1"


async def broken(_call: Call, raw: bytes) -> bytes:
    raise RuntimeError(f"{SECRET} {raw!r}")


async def missing(_call: Call, _raw: bytes) -> bytes:
    raise NotFound


async def malformed(call: Call, _raw: bytes) -> bytes:
    call.trail.records.append("agencies/pk.fia/records/r1/versions/1")
    raise InvalidArgument(Violation("selector.identifier.value", "cnic", "must have 13 digits"))


async def noted(call: Call, raw: bytes) -> bytes:
    trail = call.trail
    trail.selectors.append(sha256(b"who").digest())
    trail.records.append("agencies/pk.fia/records/r1/versions/1")
    trail.withheld["pk.prisons", "juvenile"] += 2
    trail.policies.add("r06-investigate")
    trail.alarms.append("own-or-kin")
    trail.case_state = "RESOLVED"
    trail.request_id = "request-1"
    return raw


@pytest.mark.parametrize("method", EVERY)
async def test_an_answer_is_signed_chained_and_promises_its_entry(method: str, tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.call(method, b"question", live.token())
        header = exchange.proven.header
        assert exchange.proven.body == b"answer to question"
        assert hub.log.leaves[header.audit_index].data.endswith(header.commitment)
        entry = hub.log.opened(header.audit_index)
        assert entry.answer_body_sha256 == sha256(b"answer to question").digest()
        assert entry.request_body_sha256 == sha256(b"question").digest()
        assert entry.request_sha256 == header.request_sha256
        assert entry.tls_sha256 == live.thumbprint(hub.files, live.FIA)
        assert (entry.officer, entry.case_reference) == ("officer-1", "FIR:PB/LAHORE/ICHHRA/512/2024")
        assert (entry.registry_version, entry.registry_sha256) == (1, hub.registry.digest)
        assert entry.policy_sha256 == hub.edge.snapshot().engine.digest
        assert hub.ran == [method]


async def test_a_read_leaves_one_leaf_a_change_two() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for method, kinds in ((INLINE, ["READ"]), (ALONE, ["READ"]), (WRITE, ["INTENT", "OUTCOME"])):
            before = len(hub.log.kinds())
            await caller.proven(caller.ask(method, token=live.token()))
            assert hub.log.kinds()[before:] == kinds


async def test_the_intent_comes_before_the_handler_and_its_outcome_names_it() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        seen: list[str] = []

        async def change(_call: Call, _raw: bytes) -> bytes:
            seen.extend(hub.log.kinds())
            return b"done"

        hub.bodies[WRITE] = change
        answer = await caller.proven(caller.ask(WRITE, token=live.token()))
        assert seen == ["INTENT"]
        intent, outcome = hub.log.opened(1), hub.log.opened(2)
        assert outcome.intent_index_plus_one == 2
        assert (intent.answer_body_sha256, outcome.answer_body_sha256) == (b"", sha256(b"done").digest())
        assert answer.header.audit_index == 2
        (first,), (second,) = hub.log.frames
        assert (len(first.nonce), second.nonce) == (16, b"")


async def test_what_a_handler_notes_is_logged_the_callers_part_open_the_rest_sealed() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = noted
        await caller.proven(caller.ask(INLINE, token=live.token()))
        entry, sealed = hub.log.opened(), hub.log.sealed()
        assert entry.records == ("agencies/pk.fia/records/r1/versions/1",)
        assert (entry.case_state, entry.request_id) == ("RESOLVED", "request-1")
        assert entry.selectors == (sha256(b"who").digest(),)
        assert [(one.owner, one.cause, one.count) for one in sealed.withheld] == [("pk.prisons", "juvenile", 2)]
        assert (sealed.policies, sealed.alarms) == (("r06-investigate",), ("own-or-kin",))
        assert sealed.peer.startswith("ipv4:127.0.0.1:")
        assert b"juvenile" not in hub.log.leaves[-1].open
        scopes = [quota.scope for quota in hub.log.frames[-1][0].quota]
        assert scopes == ["officer:pk.fia/officer-1", "agency:pk.fia"]


@pytest.mark.parametrize("method", EVERY)
async def test_what_a_handler_refuses_is_signed_with_its_place_and_without_a_body(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[method] = malformed
        answer = await caller.proven(caller.ask(method, token=live.token()))
        assert reason_of(answer) == "INVALID_ARGUMENT"
        assert rules_of(answer.details) == [("selector.identifier.value", "cnic")]
        assert not answer.body
        entry = hub.log.opened()
        assert (entry.reason, entry.status, entry.records) == ("INVALID_ARGUMENT", 3, ())
        assert entry.kind == ("OUTCOME" if method == WRITE else "REFUSAL")


@pytest.mark.parametrize("method", EVERY)
async def test_an_exception_never_reaches_the_peer_nor_the_log(method: str, caplog: pytest.LogCaptureFixture) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[method] = broken
        with caplog.at_level(logging.ERROR):
            answer = await caller.proven(caller.ask(method, body=b"Bano Khan", token=live.token()))
        info = info_of(answer.details)
        assert (info.reason, answer.header.grpc_status, answer.body) == ("INTERNAL", 13, b"")
        correlation = info.metadata["correlation"]
        assert len(correlation) == 32
        assert correlation in caplog.text
        assert "RuntimeError" in caplog.text
        assert "test_chain.py" in caplog.text
        for told in (answer.details.decode("latin-1"), caplog.text, repr(hub.log.opened())):
            assert SECRET not in told
            assert "Bano" not in told


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
    monkeypatch.setattr(chain, "OUTCOME_PAUSE_S", 0.01)
    async with running() as hub, calling(hub.files, hub.port) as caller:
        older, newer = hub.registry, hub.registry.__class__(**{**_fields(hub), "version": 2, "digest": bytes(32)})

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


def _fields(hub: Hub) -> dict[str, object]:
    return {name: getattr(hub.registry, name) for name in hub.registry.__slots__}


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


async def asked_together(hub: Hub, number: int, method: str = INLINE) -> list[Proven]:
    async with calling(hub.files, hub.port) as caller:
        token = live.token()
        questions = [caller.ask(method, body=b"%d" % place, token=token) for place in range(number)]
        answers = await asyncio.gather(*(caller.proven(question) for question in questions))
        assert [answer.body for answer in answers] == [b"answer to %d" % place for place in range(number)]
        return answers


async def test_calls_that_wait_share_frames_and_signatures_and_each_verifies() -> None:
    async with running(slots=400) as hub:
        hub.log.delay_s = 0.005
        found = await asked_together(hub, 90)
        signatures = {answer.signature[1:65] for answer in found}
        assert len(signatures) < 30, len(signatures)
        assert len(hub.log.frames) < 30
        assert any(answer.signature[0] == 2 for answer in found)
        assert len({answer.header.audit_index for answer in found}) == 90
        assert hub.log.kinds() == ["READ"] * 90
        assert hub.edge.slots.used == 0


@pytest.mark.parametrize("method", [ALONE, WRITE])
async def test_a_call_that_goes_alone_is_signed_alone(method: str) -> None:
    async with running(slots=400) as hub:
        found = await asked_together(hub, 20, method)
        assert {answer.signature[0] for answer in found} == {1}


async def test_a_slow_change_holds_up_no_reader() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        going, held = asyncio.Event(), asyncio.Event()

        async def slow(_call: Call, _raw: bytes) -> bytes:
            going.set()
            await held.wait()
            return b"slow"

        hub.bodies[WRITE] = slow
        change = asyncio.create_task(caller.proven(caller.ask(WRITE, token=live.token())))
        await going.wait()
        for _ in range(3):
            assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body
        held.set()
        assert (await change).body == b"slow"


async def test_a_refused_call_in_a_cohort_spoils_none_of_the_others() -> None:
    async with running(slots=200) as hub, calling(hub.files, hub.port) as caller:
        token = live.token()
        bad = [caller.ask(INLINE, token="a.b.c") for _ in range(5)]
        good = [caller.ask(INLINE, token=token) for _ in range(20)]
        answers = await asyncio.gather(*(caller.proven(one) for one in [*bad, *good]))
        assert [reason_of(one) for one in answers] == ["TOKEN_INVALID"] * 5 + [""] * 20


async def test_an_agency_takes_at_most_a_quarter_of_the_slots() -> None:
    async with (
        running(slots=8) as hub,
        calling(hub.files, hub.port) as caller,
        calling(hub.files, hub.port, live.PUNJAB) as other,
    ):
        held, going = asyncio.Event(), asyncio.Semaphore(0)

        async def hold(_call: Call, raw: bytes) -> bytes:
            going.release()
            await held.wait()
            return raw

        hub.bodies[ALONE] = hold
        waiting = [asyncio.create_task(caller.proven(caller.ask(ALONE, token=live.token()))) for _ in range(2)]
        for _ in waiting:
            await going.acquire()
        third = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert (reason_of(third), retry_of(third.details)) == ("TOO_BUSY", 60)
        assert hub.log.opened().reason == "TOO_BUSY"
        honest = await other.proven(other.ask(INLINE, token=live.token(live.PUNJAB)))
        assert honest.body == b"answer to question"
        held.set()
        await asyncio.gather(*waiting)
        assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body
        assert hub.edge.slots.used == 0


async def test_headers_without_a_body_end_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BODY_WAIT_S", 0.1)
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token())
        stream = caller.channel.stream_unary(INLINE)(timeout=5, metadata=question.metadata())
        code = await stream.code()
        assert code.value[0] == 16
        pairs = dict(await stream.trailing_metadata())
        assert SigHeader.FromString(pairs["rabta-hdr-bin"]).grpc_status == 16
        assert hub.log.opened().reason == "BODY_MISMATCH"
        assert hub.edge.slots.used == 0


async def test_a_question_that_ends_without_a_body_is_refused() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token())
        stream = caller.channel.stream_unary(INLINE)(timeout=5, metadata=question.metadata())
        await stream.done_writing()
        assert (await stream.code()).value[0] == 16
        assert hub.log.opened().reason == "BODY_MISMATCH"


async def test_streams_held_open_leave_room_for_an_honest_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """200 streams with headers only from one agency: another's call is answered meanwhile."""
    monkeypatch.setattr(chain, "BODY_WAIT_S", 1.0)
    async with (
        running(slots=64) as hub,
        calling(hub.files, hub.port) as caller,
        calling(hub.files, hub.port, live.PUNJAB) as other,
    ):
        streams = [
            caller.channel.stream_unary(INLINE)(timeout=5, metadata=caller.ask(INLINE, token=live.token()).metadata())
            for _ in range(200)
        ]
        await asyncio.sleep(0.1)
        answer = await other.proven(other.ask(INLINE, token=live.token(live.PUNJAB)))
        assert answer.body == b"answer to question"
        assert hub.edge.slots.by_agency[live.FIA] <= 16
        for stream in streams:
            stream.cancel()


async def test_a_body_beyond_2_mib_ends_the_call_and_the_server_lives() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, body=bytes((2 << 20) + 1), token=live.token())
        received, _ = await caller.send(question)
        assert (received.code, received.body, received.trailing) == (8, b"", ())
        assert hub.ran == []
        assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body
        assert hub.edge.slots.used == 0


async def test_a_body_of_2_mib_is_read() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = lambda _call, raw: _length(raw)
        answer = await caller.proven(caller.ask(INLINE, body=bytes((2 << 20) - 16), token=live.token()))
        assert answer.body == b"2097136"


async def _length(raw: bytes) -> bytes:
    return b"%d" % len(raw)


async def test_an_empty_body_and_an_empty_answer_are_bodies_too() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = lambda _call, raw: _same(raw)
        answer = await caller.proven(caller.ask(INLINE, body=b"", token=live.token()))
        assert (answer.body, reason_of(answer)) == (b"", "")
        assert hub.log.opened().answer_body_sha256 == sha256(b"").digest()


async def _same(raw: bytes) -> bytes:
    return raw


async def test_a_caller_who_goes_away_gives_back_the_slot_and_leaves_the_leaf() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        going, held = asyncio.Event(), asyncio.Event()

        async def hold(_call: Call, raw: bytes) -> bytes:
            going.set()
            await held.wait()
            return raw

        hub.bodies[ALONE] = hold
        question = caller.ask(ALONE, token=live.token())
        call = caller.channel.unary_unary(ALONE)(question.body, timeout=5, metadata=question.metadata())
        await going.wait()
        call.cancel()
        held.set()
        for _ in range(100):
            if hub.log.kinds() and not hub.edge.slots.used:
                break
            await asyncio.sleep(0.01)
        assert (hub.log.kinds(), hub.edge.slots.used) == (["READ"], 0)


async def test_the_line_of_a_call_names_no_one_asked_for() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await caller.proven(caller.ask(INLINE, body=SECRET.encode(), token=live.token()))
        (line,) = hub.lines.seen
        assert set(line) == {"event", "method", "agency", "officer", "status", "reason", "index", "ms"}
        assert SECRET not in repr(line)


async def test_absent_and_forbidden_look_the_same() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = missing
        one = await caller.proven(caller.ask(INLINE, token=live.token()))
        two = await caller.proven(caller.ask(INLINE, body=b"another", token=live.token()))
        assert one.details == two.details
        assert len(one.raw_header) == len(two.raw_header)


async def test_a_client_is_told_what_was_refused(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[INLINE] = malformed
        with pytest.raises(Refused) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert (caught.value.reason, caught.value.broken[0].rule) == ("INVALID_ARGUMENT", "cnic")


async def test_an_entry_carries_the_deadline_of_its_call() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for timeout_s in (5.0, 1_000_000.0):
            before = hub.clock()
            await caller.proven(caller.ask(INLINE, token=live.token()), timeout=timeout_s)
            (item,) = hub.log.frames[-1]
            capped_ms = int(min(timeout_s, 3600) * 1000)
            assert before + capped_ms - 2_000 < item.deadline_ms <= hub.clock() + capped_ms


async def test_a_refused_call_counts_what_it_asked_for_and_the_limits_answer_counts_nothing() -> None:
    async def denied(call: Call, raw: bytes) -> bytes:
        await noted(call, raw)
        raise NotFound

    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = denied
        await caller.proven(caller.ask(INLINE, token=live.token()))
        assert [quota.token for quota in hub.log.frames[-1][0].quota] == [sha256(b"who").digest()] * 2
        hub.log.refuse = lambda item: Refusal.RATE_LIMITED if item.quota else None
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert reason_of(answer) == "RATE_LIMITED"
        assert hub.log.frames[-1][0].quota == ()
