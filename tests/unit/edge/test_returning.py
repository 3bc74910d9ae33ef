"""Reads that waited, each by itself, and come back together: one frame, one signature, and none waits behind a log that hangs."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import cast

from services.edge.call import Call, Snapshot
from services.edge.cohort import MAX_CALLS
from services.edge.returning import Returning
from tests.fakes import live
from tests.fakes.hub import INLINE, running
from tests.fakes.raw_caller import calling


def call(place: int = 0) -> Call:
    return Call(f"/a.B/{place}", cast(Snapshot, None), 0)


class Answers:
    """Calls that were answered, as they went; the first of them waits until it is ``let_go``."""

    def __init__(self, fails: int = -1) -> None:
        self.went: list[list[str]] = []
        self.let_go = asyncio.Event()
        self.fails = fails

    async def __call__(self, calls: Sequence[Call]) -> None:
        self.went.append([each.method for each in calls])
        number = len(self.went) - 1
        if number == 0:
            await self.let_go.wait()
        if number == self.fails:
            raise RuntimeError("answered badly")


async def test_a_store_that_always_waits_costs_one_frame_and_one_signature_for_those_that_it_lets_go_together() -> None:
    """Seen before: a frame and a signature for each."""
    async with running(slots=200) as hub, calling(hub.files, hub.port) as caller, asyncio.timeout(60):
        waiting, let_go = asyncio.Semaphore(0), asyncio.Event()

        async def read(_call: Call, raw: bytes) -> bytes:
            waiting.release()
            await let_go.wait()
            return b"answer to " + raw

        hub.bodies[INLINE] = read
        token = live.token()
        asking = [
            asyncio.create_task(caller.proven(caller.ask(INLINE, body=b"%d" % place, token=token)))
            for place in range(12)
        ]
        for _ in asking:
            await waiting.acquire()
        let_go.set()
        answers = await asyncio.gather(*asking)
        assert [answer.body for answer in answers] == [b"answer to %d" % place for place in range(12)]
        assert [len(frame) for frame in hub.log.frames] == [12]
        assert len({answer.signature[1:65] for answer in answers}) == 1
        assert {answer.signature[0] for answer in answers} == {2}
        assert len({answer.header.audit_index for answer in answers}) == 12
        assert hub.edge.slots.used == 0


async def test_who_comes_back_while_others_are_answered_goes_with_the_next() -> None:
    answers = Answers()
    returning = Returning(answers, wait_s=60.0)
    first = asyncio.ensure_future(returning.join(call(0)))
    while not answers.went:
        await asyncio.sleep(0)
    others = [asyncio.ensure_future(returning.join(call(place))) for place in (1, 2, 3)]
    for _ in range(10):
        await asyncio.sleep(0)
    assert answers.went == [["/a.B/0"]]
    answers.let_go.set()
    await asyncio.gather(first, *others)
    assert answers.went == [["/a.B/0"], ["/a.B/1", "/a.B/2", "/a.B/3"]]


async def test_a_log_that_hangs_keeps_nobody_waiting_behind_another() -> None:
    answers = Answers()
    returning = Returning(answers, wait_s=0.01)
    first = asyncio.ensure_future(returning.join(call(0)))
    while not answers.went:
        await asyncio.sleep(0)
    async with asyncio.timeout(60):
        await asyncio.gather(*(returning.join(call(place)) for place in (1, 2)))
    assert not first.done()
    assert answers.went[1:] == [["/a.B/1", "/a.B/2"]]
    answers.let_go.set()
    await first


async def test_what_fails_is_of_those_that_went_with_it() -> None:
    answers = Answers(fails=1)
    answers.let_go.set()
    returning = Returning(answers)
    await returning.join(call(0))
    ended = await asyncio.gather(*(returning.join(call(place)) for place in (1, 2)), return_exceptions=True)
    assert [type(one) for one in ended] == [RuntimeError, RuntimeError]
    await returning.join(call(3))
    assert answers.went == [["/a.B/0"], ["/a.B/1", "/a.B/2"], ["/a.B/3"]]


async def test_a_caller_who_waits_no_more_keeps_nobody_from_their_answer() -> None:
    answers = Answers()
    returning = Returning(answers, wait_s=60.0)
    gone, other = (asyncio.ensure_future(returning.join(call(place))) for place in range(2))
    while not answers.went:
        await asyncio.sleep(0)
    gone.cancel()
    answers.let_go.set()
    await other
    assert gone.cancelled()


async def test_at_most_64_go_together_and_all_go() -> None:
    answers = Answers()
    answers.let_go.set()
    returning = Returning(answers)
    await asyncio.gather(*(returning.join(call(place)) for place in range(200)))
    assert max(map(len, answers.went)) == MAX_CALLS
    assert [one for went in answers.went for one in went] == [f"/a.B/{place}" for place in range(200)]
