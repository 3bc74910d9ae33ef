"""Many calls at once: cohorts, slots, streams held open, bodies of every size, callers who go away."""

from __future__ import annotations

import asyncio
from functools import partial
from hashlib import sha256

import pytest

from services.client.check_answer import Proven
from services.edge.call import Call
from services.edge.chain import run_cohort
from services.edge.cohort import Cohorts
from services.signing.header import SigHeader
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, Hub, running
from tests.fakes.raw_caller import calling
from tests.unit.edge.answers import reason_of, retry_of


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


async def test_headers_without_a_body_end_by_themselves() -> None:
    async with running(body_wait_s=0.1) as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token())
        stream = caller.channel.stream_unary(INLINE)(timeout=20, metadata=question.metadata())
        code = await stream.code()
        assert code.value[0] == 16
        pairs = dict(await stream.trailing_metadata())
        assert SigHeader.FromString(pairs["rabta-hdr-bin"]).grpc_status == 16
        assert hub.log.opened().reason == "BODY_MISMATCH"
        assert hub.edge.slots.used == 0


async def test_a_question_that_ends_without_a_body_is_refused() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, token=live.token())
        stream = caller.channel.stream_unary(INLINE)(timeout=20, metadata=question.metadata())
        await stream.done_writing()
        assert (await stream.code()).value[0] == 16
        assert hub.log.opened().reason == "BODY_MISMATCH"


async def test_streams_held_open_leave_room_for_an_honest_call() -> None:
    """200 streams with headers only from one agency: another's call is answered meanwhile."""
    async with (
        running(slots=64) as hub,
        calling(hub.files, hub.port) as caller,
        calling(hub.files, hub.port, live.PUNJAB) as other,
    ):
        streams = [
            caller.channel.stream_unary(INLINE)(timeout=20, metadata=caller.ask(INLINE, token=live.token()).metadata())
            for _ in range(200)
        ]
        async with asyncio.timeout(60):
            while hub.edge.slots.by_agency[live.FIA] < 16:
                await asyncio.sleep(0.01)
        answer = await other.proven(other.ask(INLINE, token=live.token(live.PUNJAB)))
        assert answer.body == b"answer to question"
        assert hub.edge.slots.by_agency[live.FIA] <= 16
        for stream in streams:
            stream.cancel()


async def test_a_body_far_beyond_2_mib_ends_the_call_and_the_server_lives() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = caller.ask(INLINE, body=bytes((2 << 20) + (1 << 16) + 1), token=live.token())
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
        call = caller.channel.unary_unary(ALONE)(question.body, timeout=20, metadata=question.metadata())
        await going.wait()
        call.cancel()
        held.set()
        async with asyncio.timeout(60):
            while hub.edge.slots.used or not hub.log.kinds():
                await asyncio.sleep(0.01)
        assert (hub.log.kinds(), hub.edge.slots.used) == (["READ"], 0)


async def test_a_read_whose_caller_is_gone_ends_and_its_entry_says_so() -> None:
    """What it would have cost is not spent, and the log still holds that they asked."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        going, ended = asyncio.Event(), asyncio.Event()

        async def long(_call: Call, _raw: bytes) -> bytes:
            going.set()
            try:
                await asyncio.sleep(60)
            finally:
                ended.set()
            return b"nobody waits"

        hub.bodies[ALONE] = long
        question = caller.ask(ALONE, token=live.token())
        call = caller.channel.unary_unary(ALONE)(question.body, timeout=30, metadata=question.metadata())
        await going.wait()
        call.cancel()
        async with asyncio.timeout(60):
            await ended.wait()
            while not hub.log.kinds():
                await asyncio.sleep(0.01)
        assert (hub.log.kinds(), hub.log.opened().reason) == (["REFUSAL"], "TOO_BUSY")
        assert hub.log.opened().answer_body_sha256 == sha256(b"").digest()
        assert hub.edge.slots.used == 0


async def test_a_change_whose_caller_is_gone_is_made_whole() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        going, held = asyncio.Event(), asyncio.Event()

        async def slow(_call: Call, _raw: bytes) -> bytes:
            going.set()
            await held.wait()
            return b"changed"

        hub.bodies[WRITE] = slow
        question = caller.ask(WRITE, token=live.token())
        call = caller.channel.unary_unary(WRITE)(question.body, timeout=30, metadata=question.metadata())
        await going.wait()
        call.cancel()
        await asyncio.sleep(0.05)
        held.set()
        async with asyncio.timeout(60):
            while hub.log.kinds() != ["INTENT", "OUTCOME"]:
                await asyncio.sleep(0.01)
        assert hub.log.opened().reason == ""


async def test_a_long_call_that_goes_alone_makes_no_reader_wait_for_its_like() -> None:
    """It is no part of the peak that cohorts wait for: a lone reader beside it starts at once."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        held = asyncio.Event()

        async def slow(_call: Call, _raw: bytes) -> bytes:
            await held.wait()
            return b"slow"

        hub.bodies[ALONE] = slow
        hub.edge.cohorts = Cohorts(partial(run_cohort, hub.edge), wait_s=30.0)
        asking = []
        async with asyncio.timeout(60):
            for number in range(1, 4):
                asking.append(asyncio.create_task(caller.proven(caller.ask(ALONE, token=live.token()))))
                while len(hub.edge.alone) < number:
                    await asyncio.sleep(0.01)
            for _ in range(20):
                assert (await caller.proven(caller.ask(INLINE, token=live.token()))).body
            held.set()
            await asyncio.gather(*asking)
