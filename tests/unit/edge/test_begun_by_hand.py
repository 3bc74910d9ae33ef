"""A coroutine that is begun by hand and gone on with later does what it does when it is awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.edge.wanted import FINISHED, begin, go_on
from tests.budget import budget

Told = list[str]


async def nothing(told: Told) -> None:
    told.append("ran")


async def turn(told: Told) -> None:
    await asyncio.sleep(0)
    told.append("turned")


async def pause(told: Told) -> None:
    await asyncio.sleep(0.001)
    told.append("paused")


async def late(told: Told) -> None:
    """A timeout knows the task in which it was entered."""
    try:
        async with asyncio.timeout(0.002):
            await asyncio.sleep(60)
    except TimeoutError:
        told.append("late")


async def guarded(told: Told) -> None:
    failing: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    failing.get_loop().call_soon(failing.set_exception, ValueError("bad"))
    try:
        await failing
    except ValueError as error:
        told.append(str(error))


async def task_of_its_own(told: Told) -> None:
    await asyncio.gather(turn(told), nothing(told))


STEPS: list[Callable[[Told], Awaitable[None]]] = [nothing, turn, pause, late, guarded, task_of_its_own]


async def by_hand(work: Coroutine[None, None, None]) -> None:
    awaited = begin(work)
    if awaited is not FINISHED:
        await go_on(work, awaited)


@budget(60)
@given(st.lists(st.sampled_from(STEPS), max_size=5), st.booleans())
def test_it_tells_the_same_and_ends_the_same(steps: list[Callable[[Told], Awaitable[None]]], fails: bool) -> None:
    async def work(told: Told) -> None:
        for step in steps:
            await step(told)
        if fails:
            raise LookupError("end")

    async def both() -> tuple[tuple[Told, list[str]], ...]:
        found = []
        for run in (lambda work: work, by_hand):
            told: Told = []
            (ended,) = await asyncio.gather(run(work(told)), return_exceptions=True)
            found.append((told, [repr(ended)]))
        return tuple(found)

    awaited, begun = asyncio.run(both())
    assert begun == awaited


def test_what_never_waits_ends_without_a_loop() -> None:
    told: Told = []
    assert begin(nothing(told)) is FINISHED
    assert told == ["ran"]


async def test_what_is_cancelled_in_the_middle_cleans_up_and_ends_cancelled() -> None:
    told: Told = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await turn(told)

    task = asyncio.create_task(by_hand(work()))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert told == ["turned"]


async def test_what_takes_a_cancellation_for_an_answer_goes_on() -> None:
    told: Told = []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            told.append("caught")

    task = asyncio.create_task(by_hand(work()))
    await asyncio.sleep(0)
    task.cancel()
    await task
    assert told == ["caught"]


def test_what_is_left_in_the_middle_is_closed() -> None:
    told: Told = []

    async def work() -> None:
        try:
            await asyncio.sleep(0)
        finally:
            told.append("closed")

    begun = work()
    rest = cast("Generator[object]", go_on(begun, begin(begun)))
    next(rest)
    rest.close()
    assert told == ["closed"]
