"""Reads whose store makes them wait: nobody of their cohort waits with them, and they are answered once they are handled."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final, cast

import pytest

from services.access.errors import NotFound
from services.client.check_answer import Proven
from services.edge.call import Call, Snapshot
from services.edge.chain import run_cohort
from services.edge.cohort import Cohorts
from services.edge.wanted import while_wanted
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, Hub, running
from tests.fakes.raw_caller import RawCaller, calling
from tests.shared import PATIENCE_S
from tests.unit.edge.answers import reason_of

TOGETHER: Final = 8
SLOW: Final = b"slow"
KINDS: Final = [INLINE, ALONE]


@dataclass
class Store:
    """Answers at once, but for the slow question: that one waits until it is let go, fails, or does as it is told."""

    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    raises: Exception | None = None
    ended: bool = False

    async def read(self, _call: Call, raw: bytes) -> bytes:
        if raw.startswith(SLOW):
            self.asked.set()
            try:
                await self.let_go.wait()
            finally:
                self.ended = True
            if self.raises:
                raise self.raises
        return b"answer to " + raw


@asynccontextmanager
async def world(together: int = TOGETHER, wait_s: float = 5.0) -> AsyncIterator[tuple[Hub, RawCaller, Store]]:
    """A hub whose next cohort starts when ``together`` calls are there, or ``wait_s`` after the last one came."""
    async with running() as hub, calling(hub.files, hub.port) as caller:
        store = Store()
        hub.bodies |= dict.fromkeys(KINDS, store.read)
        hub.edge.cohorts = Cohorts(partial(run_cohort, hub.edge), share=1.0, wait_s=wait_s)
        hub.edge.cohorts._peak = float(together)
        yield hub, caller, store


def asked(caller: RawCaller, *bodies: bytes, method: str = INLINE) -> list[asyncio.Task[Proven]]:
    token = live.token()
    return [asyncio.create_task(caller.proven(caller.ask(method, body=body, token=token))) for body in bodies]


@pytest.mark.parametrize("place", [0, 3, TOGETHER - 1])
async def test_one_that_waits_holds_up_none_of_its_cohort(place: int) -> None:
    async with world() as (hub, caller, store), asyncio.timeout(60):
        bodies = [b"%d" % number for number in range(TOGETHER)]
        bodies[place] = SLOW
        asking = asked(caller, *bodies)
        (slow,) = [one for one, body in zip(asking, bodies, strict=True) if body == SLOW]
        quick = await asyncio.gather(*(one for one in asking if one is not slow))
        assert not slow.done()
        assert [len(frame) for frame in hub.log.frames] == [TOGETHER - 1], "one append for those that go together"
        assert {answer.signature[0] for answer in quick} == {2}
        store.let_go.set()
        answer = await slow
        assert (answer.body, answer.signature[0]) == (b"answer to slow", 1)
        assert [len(frame) for frame in hub.log.frames] == [TOGETHER - 1, 1]
        assert (hub.log.kinds(), hub.edge.slots.used) == (["READ"] * TOGETHER, 0)
        assert hub.edge.cohorts._busy == 0


async def test_several_that_wait_are_answered_together_when_they_come_back_together() -> None:
    async with world() as (hub, caller, store), asyncio.timeout(60):
        asking = asked(caller, *(SLOW + b"%d" % n for n in range(TOGETHER - 2)), b"one", b"two")
        await asyncio.gather(*asking[-2:])
        assert sum(one.done() for one in asking) == 2
        store.let_go.set()
        answers = await asyncio.gather(*asking)
        assert len({answer.header.audit_index for answer in answers}) == TOGETHER
        assert [len(frame) for frame in hub.log.frames] == [2, TOGETHER - 2]


async def test_a_cohort_of_which_one_waits_is_no_longer_under_way() -> None:
    """The next lone call would wait too long for the peak's return, if the one that waits were counted."""
    async with world(2, 2 * PATIENCE_S) as (hub, caller, store), asyncio.timeout(PATIENCE_S):
        slow, quick = asked(caller, SLOW, b"quick")
        await quick
        hub.edge.cohorts._peak = 0.0
        (other,) = asked(caller, b"other")
        assert (await other).body == b"answer to other"
        store.let_go.set()
        assert (await slow).body == b"answer to slow"


async def test_calls_that_go_alone_are_begun_while_a_read_of_their_cohort_waits() -> None:
    async with world(3, 2 * PATIENCE_S) as (_, caller, store), asyncio.timeout(PATIENCE_S):
        (slow,) = asked(caller, SLOW)
        others = asked(caller, b"a", method=ALONE) + asked(caller, b"b", method=WRITE)
        assert [answer.body for answer in await asyncio.gather(*others)] == [b"answer to a", b"answer to b"]
        assert not slow.done()
        store.let_go.set()
        await slow


@pytest.mark.parametrize("method", KINDS)
@pytest.mark.parametrize(("error", "reason"), [(RuntimeError("x"), "INTERNAL"), (NotFound(), "NOT_FOUND")])
async def test_a_failure_after_waiting_is_that_calls_alone(method: str, error: Exception, reason: str) -> None:
    async with world(2) as (hub, caller, store), asyncio.timeout(60):
        store.raises = error
        (slow,), (quick,) = asked(caller, SLOW, method=method), asked(caller, b"quick")
        assert reason_of(await quick) == ""
        store.let_go.set()
        answer = await slow
        assert (reason_of(answer), answer.body) == (reason, b"")
        assert (hub.log.kinds(), hub.log.opened().reason) == (["READ", "REFUSAL"], reason)


@pytest.mark.parametrize("method", KINDS)
async def test_a_timeout_of_its_own_ends_that_call_alone(method: str) -> None:
    """asyncio.timeout cancels the task that it was entered in: were that the cohort's, it would end them all."""

    async def impatient(_call: Call, raw: bytes) -> bytes:
        if raw == SLOW:
            async with asyncio.timeout(0.01):
                await asyncio.sleep(60)
        return raw

    async with world(3) as (hub, caller, _), asyncio.timeout(60):
        hub.bodies |= dict.fromkeys(KINDS, impatient)
        (slow,) = asked(caller, SLOW, method=method)
        quick = await asyncio.gather(*asked(caller, b"a", b"b"))
        assert [answer.body for answer in quick] == [b"a", b"b"]
        assert reason_of(await slow) == "INTERNAL"


@pytest.mark.parametrize("method", KINDS)
@pytest.mark.parametrize("how", ["cancels", "deadline"])
async def test_a_read_whose_caller_is_gone_ends_and_its_entry_says_so(method: str, how: str) -> None:
    async with world(2) as (hub, caller, store), asyncio.timeout(60):
        question = caller.ask(method, body=SLOW, token=live.token())
        timeout_s = 0.3 if how == "deadline" else 30.0
        call = caller.channel.unary_unary(method)(question.body, timeout=timeout_s, metadata=question.metadata())
        (quick,) = asked(caller, b"quick")
        await store.asked.wait()
        assert (await quick).body == b"answer to quick"
        if how == "cancels":
            call.cancel()
        while hub.log.kinds() != ["READ", "REFUSAL"]:
            await asyncio.sleep(0.01)
        assert store.ended
        assert hub.log.opened().reason == "TOO_BUSY"
        while hub.edge.alone:
            await asyncio.sleep(0.01)
        assert hub.edge.slots.used == 0


async def test_a_caller_who_goes_while_the_entry_is_written_cancels_nothing() -> None:
    async with world(1) as (hub, caller, store), asyncio.timeout(60):
        hub.log.delay_s = 0.2
        store.let_go.set()
        question = caller.ask(INLINE, body=SLOW, token=live.token())
        hub.bodies[INLINE] = turning
        call = caller.channel.unary_unary(INLINE)(question.body, timeout=30, metadata=question.metadata())
        while not hub.edge.alone:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        call.cancel()
        while hub.edge.alone:
            await asyncio.sleep(0.01)
        assert (hub.log.kinds(), hub.log.opened().reason) == (["READ"], "")


async def turning(_call: Call, raw: bytes) -> bytes:
    """One turn of the loop, and no more."""
    await asyncio.sleep(0)
    return raw


async def test_what_ended_because_nobody_waits_leaves_its_task_as_it_was() -> None:
    """The entry is still to be written in it: what waits there with a timeout asks whether the task is being cancelled."""
    call = Call("/a.B/C", cast(Snapshot, None), 0)
    call.done = asyncio.get_running_loop().create_future()
    call.done.get_loop().call_soon(call.done.cancel)
    await while_wanted(call, asyncio.sleep(60))
    assert call.reason == "TOO_BUSY"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_without_the_log_what_waited_is_refused_and_gives_nothing() -> None:
    async with world(1) as (hub, caller, store), asyncio.timeout(60):
        (slow,) = asked(caller, SLOW)
        await store.asked.wait()
        hub.log.down = True
        store.let_go.set()
        answer = await slow
        assert (reason_of(answer), answer.body, answer.header.no_leaf) == ("AUDIT_UNAVAILABLE", b"", True)
