"""Who waits, who goes, and that nobody is forgotten: cohorts against any arrival."""

from __future__ import annotations

import asyncio
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from services.edge.call import Call, Snapshot
from services.edge.cohort import MAX_CALLS, Cohort, Cohorts
from tests.budget import budget

AT_ONCE = 10
"""Rounds of the loop that a call takes which waits for nobody."""


def call() -> Call:
    return Call("/a.B/C", cast(Snapshot, None), 0)


class Runs:
    """Cohorts as they came, each under way for ``work_s``."""

    def __init__(self, work_s: float = 0.0) -> None:
        self.sizes: list[int] = []
        self.work_s = work_s
        self.under_way = 0

    async def __call__(self, cohort: Cohort) -> None:
        self.sizes.append(len(cohort.calls))
        self.under_way += 1
        await asyncio.sleep(self.work_s)
        self.under_way -= 1
        for one in cohort.calls:
            one.answer = b"done"


async def test_a_lone_call_starts_at_once() -> None:
    runs = Runs()
    cohorts = Cohorts(runs, wait_s=100.0)
    async with asyncio.timeout(60):
        for _ in range(3):
            await cohorts.join(call())
    assert runs.sizes == [1, 1, 1]


async def test_calls_that_come_together_go_together() -> None:
    runs = Runs()
    cohorts = Cohorts(runs)
    await asyncio.gather(*(cohorts.join(call()) for _ in range(30)))
    assert runs.sizes == [30]


async def test_a_cohort_has_at_most_64() -> None:
    runs = Runs()
    cohorts = Cohorts(runs)
    await asyncio.gather(*(cohorts.join(call()) for _ in range(200)))
    assert (max(runs.sizes), sum(runs.sizes)) == (64, 200)


async def test_a_call_that_comes_while_many_are_under_way_waits_a_moment_and_no_longer() -> None:
    runs = Runs(work_s=0.3)
    cohorts = Cohorts(runs, wait_s=0.02)
    many = asyncio.gather(*(cohorts.join(call()) for _ in range(20)))
    await asyncio.sleep(0.01)
    late = asyncio.create_task(cohorts.join(call()))
    await asyncio.sleep(0.05)
    assert runs.sizes == [20, 1]
    assert runs.under_way == 2
    await asyncio.gather(many, late)


async def turns_of(cohorts: Cohorts) -> int:
    """Rounds of the loop that a lone call waits: a few where it starts at once, thousands where a timer starts it."""
    going = asyncio.ensure_future(cohorts.join(call()))
    turns = 0
    while not going.done():
        await asyncio.sleep(0)
        turns += 1
    return turns


async def test_after_a_peak_small_cohorts_start_soon_again() -> None:
    cohorts = Cohorts(Runs(), wait_s=0.05)
    await asyncio.gather(*(cohorts.join(call()) for _ in range(60)))
    waited = [await turns_of(cohorts) > AT_ONCE for _ in range(20)]
    assert waited[0], "the peak is remembered"
    assert sum(waited) <= 7, "each wait in vain halves it: 60 / 2^6 < 1"
    assert waited == sorted(waited, reverse=True), "and once a lone call starts at once, all do"


async def test_a_failure_ends_the_wait_and_the_next_cohort_goes() -> None:
    failing = True

    async def run(cohort: Cohort) -> None:
        if failing:
            raise ValueError("boom")
        cohort.calls[0].answer = b"done"

    loop = asyncio.get_running_loop()
    reported: list[object] = []
    loop.set_exception_handler(lambda _loop, context: reported.append(context["message"]))
    cohorts = Cohorts(run)
    first, second = call(), call()
    await cohorts.join(first)
    failing = False
    await cohorts.join(second)
    assert (first.answer, second.answer) == (b"", b"done")


async def test_a_caller_who_goes_away_does_not_hold_the_others() -> None:
    runs = Runs(work_s=0.02)
    cohorts = Cohorts(runs)
    gone = asyncio.create_task(cohorts.join(call()))
    stays = call()
    other = asyncio.create_task(cohorts.join(stays))
    await asyncio.sleep(0.005)
    gone.cancel()
    await other
    assert stays.answer == b"done"
    assert runs.sizes == [2]


@budget(30)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 90)), min_size=1, max_size=8), st.sampled_from([0.0, 0.002])
)
def test_every_call_comes_through_once(arrivals: list[tuple[int, int]], work_s: float) -> None:
    async def walk() -> None:
        runs = Runs(work_s)
        cohorts = Cohorts(runs, wait_s=0.001)
        waiting: list[asyncio.Task[None]] = []
        calls: list[Call] = []
        for pause, number in arrivals:
            await asyncio.sleep(pause / 1000)
            for _ in range(number):
                calls.append(call())
                waiting.append(asyncio.create_task(cohorts.join(calls[-1])))
        async with asyncio.timeout(60):
            await asyncio.gather(*waiting)
        assert all(one.answer == b"done" for one in calls)
        assert sum(runs.sizes) == len(calls)
        assert max(runs.sizes) <= MAX_CALLS

    asyncio.run(walk())


async def test_while_calls_keep_coming_a_cohort_waits_for_them_but_not_for_ever() -> None:
    runs = Runs(work_s=0.6)
    cohorts = Cohorts(runs, wait_s=0.05)
    calls = [asyncio.create_task(cohorts.join(call())) for _ in range(60)]
    await asyncio.sleep(0.01)
    assert runs.sizes == [60]
    for _ in range(40):
        calls.append(asyncio.create_task(cohorts.join(call())))
        await asyncio.sleep(0.01)
    assert len(runs.sizes) > 1
    assert 7 < runs.sizes[1] < 40
    await asyncio.gather(*calls)
    assert sum(runs.sizes) == 100


async def test_soon_after_a_crowd_a_lone_call_waits_no_more() -> None:
    runs, loop = Runs(), asyncio.get_running_loop()
    cohorts = Cohorts(runs, wait_s=0.05)
    await asyncio.gather(*(cohorts.join(call()) for _ in range(64)))
    took = []
    for _ in range(20):
        before = loop.time()
        await cohorts.join(call())
        took.append(loop.time() - before)
    assert sum(took) < 10 * 0.05
    assert took[-1] < 0.05
