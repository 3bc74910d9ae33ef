"""When each cohort starts and with how many calls, to the second of a clock that nothing else moves."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import Final, cast

from services.edge.call import Call, Snapshot
from services.edge.cohort import SHARE, Cohort, Cohorts
from tests.fakes.clock_loop import ClockLoop, timed

WAIT_S: Final = 1.0
LONG_S: Final = 1000.0


class Arrivals:
    """Calls that come at a hub whose cohorts take ``work_s``. ``started``: when each began, and its calls."""

    def __init__(self, work_s: float = 0.0, share: float = SHARE) -> None:
        self.started: list[tuple[float, int]] = []
        self.work_s = work_s
        self.loop = cast(ClockLoop, asyncio.get_running_loop())
        self.cohorts = Cohorts(self.take, share, WAIT_S)
        self.joined: list[asyncio.Task[None]] = []

    async def take(self, cohort: Cohort) -> None:
        self.started.append((self.loop.time(), len(cohort.calls)))
        await asyncio.sleep(self.work_s)

    def come(self, number: int = 1) -> None:
        self.joined += [self.loop.create_task(self.cohorts.join(call())) for _ in range(number)]

    async def come_at(self, *arrivals: tuple[float, int]) -> None:
        for when, number in arrivals:
            await asyncio.sleep(when - self.loop.time())
            self.come(number)

    async def over(self) -> list[tuple[float, int]]:
        await asyncio.gather(*self.joined)
        return self.started


def call() -> Call:
    return Call("/a.B/C", cast(Snapshot, None), 0)


async def waits_of_a_lone_call(arrivals: Arrivals) -> list[float]:
    """How long each lone call waited for its start, until one did not wait; of ten."""
    waited: list[float] = []
    while len(waited) < 10 and 0 not in waited:
        began = arrivals.loop.time()
        await arrivals.cohorts.join(call())
        waited.append(arrivals.loop.time() - began - arrivals.work_s)
    return waited


@timed
async def test_each_wait_in_vain_halves_the_peak() -> None:
    arrivals = Arrivals()
    arrivals.come(60)
    assert await arrivals.over() == [(0.0, 60)]
    assert await waits_of_a_lone_call(arrivals) == [WAIT_S] * 6 + [0.0], "60 / 2^6 < 1"


@timed
async def test_each_start_that_waited_for_nobody_takes_a_tenth_of_the_peak() -> None:
    arrivals = Arrivals(share=0.5)
    arrivals.come(10)
    await arrivals.over()
    arrivals.come(5)
    assert await arrivals.over() == [(0.0, 10), (0.0, 5)], "half of the peak is enough"
    arrivals.come(4)
    assert await arrivals.over() == [(0.0, 10), (0.0, 5), (WAIT_S, 4)], "4 of 9 are not"


@timed
async def test_more_than_64_start_at_once_and_the_rest_waits_for_as_many() -> None:
    arrivals = Arrivals(LONG_S)
    arrivals.come(200)
    assert await arrivals.over() == [(0.0, 64), (0.0, 64), (0.0, 64), (WAIT_S, 8)]


@timed
async def test_a_start_counts_those_under_way_to_the_peak() -> None:
    arrivals = Arrivals(10 * WAIT_S)
    await arrivals.come_at((0.0, 10), (1.0, 10))
    assert await arrivals.over() == [(0.0, 10), (2.0, 10)], "20 are there with those under way"
    assert await waits_of_a_lone_call(arrivals) == [WAIT_S] * 5 + [0.0]


@timed
async def test_a_cohort_that_calls_keep_joining_waits_four_times_each_time() -> None:
    arrivals = Arrivals(LONG_S)
    arrivals.come(60)
    await asyncio.sleep(0.5)
    for _ in range(14):
        arrivals.come()
        await asyncio.sleep(0.625)
    assert arrivals.started == [(0.0, 60), (4.5, 7), (8.875, 7)]
    await arrivals.over()


@timed
async def test_a_cohort_that_nobody_joined_meanwhile_waits_no_more() -> None:
    arrivals = Arrivals(LONG_S)
    await arrivals.come_at((0.0, 60), (1.0, 1), (1.5, 1))
    assert await arrivals.over() == [(0.0, 60), (3.0, 2)], "one joined in the first wait, nobody in the second"


@timed
async def test_who_comes_after_a_start_waits_as_long_as_any() -> None:
    """The timer of those who started early ends with their start."""
    arrivals = Arrivals(LONG_S)
    await arrivals.come_at((0.0, 10), (1.0, 1), (1.25, 63), (1.5, 1))
    assert await arrivals.over() == [(0.0, 10), (1.25, 64), (2.5, 1)]


@timed
async def test_who_joins_as_the_last_wait_ends_goes_too_and_leaves_no_empty_cohort() -> None:
    arrivals = Arrivals(LONG_S)
    await arrivals.come_at((0.0, 10), (1.0, 1), (1.5, 1), (2.5, 1), (3.5, 1), (4.5, 1))
    arrivals.loop.be_busy(0.5)
    assert await arrivals.over() == [(0.0, 10), (5.0, 5)]
    await asyncio.sleep(10 * WAIT_S)
    assert arrivals.started == [(0.0, 10), (5.0, 5)]


@timed
async def test_calls_of_one_turn_of_the_loop_go_together_right_after_a_start_too() -> None:
    arrivals = Arrivals(share=0.0)
    arrivals.loop.call_soon(lambda: arrivals.loop.call_soon(arrivals.come))
    arrivals.come()
    arrivals.loop.call_soon(lambda: arrivals.loop.call_soon(arrivals.come))
    for _ in range(5):
        await asyncio.sleep(0)
    assert [size for _, size in await arrivals.over()] == [1, 2]


@timed
async def test_many_calls_that_come_at_once_are_looked_at_once() -> None:
    """What is too much for one cohort goes with those who come a turn later."""
    arrivals = Arrivals(share=0.0)

    async def a_turn_later() -> None:
        await asyncio.sleep(0)
        await arrivals.cohorts.join(call())

    arrivals.come(65)
    arrivals.joined.append(arrivals.loop.create_task(a_turn_later()))
    assert [size for _, size in await arrivals.over()] == [64, 2]


@timed
async def test_a_call_that_goes_alone_is_not_ended_with_its_cohort() -> None:
    arrivals = Arrivals()
    alone, other = call(), call()
    alone.alone = True
    joined = [arrivals.loop.create_task(arrivals.cohorts.join(each)) for each in (alone, other)]
    await joined[1]
    assert not joined[0].done()
    alone.done.set_result(None)
    await joined[0]


@timed
async def test_a_cohort_that_is_handed_on_ends_with_the_rest_of_it() -> None:
    loop = asyncio.get_running_loop()

    async def hand_on(cohort: Cohort) -> None:
        cohort.hand_on(asyncio.sleep(3))
        await asyncio.sleep(1)

    cohorts = Cohorts(hand_on, SHARE, WAIT_S)
    await cohorts.join(call())
    assert loop.time() == 3.0
    await cohorts.join(call())
    assert loop.time() == 6.0, "the first was under way once: the second is alone and starts at once"


@timed
async def test_a_cohort_lives_while_it_is_under_way_and_no_longer() -> None:
    tasks: list[weakref.ref[asyncio.Task[None]]] = []
    waits: list[weakref.ref[asyncio.Future[None]]] = []

    async def wait(cohort: Cohort) -> None:
        assert cohort.task is not None
        tasks.append(weakref.ref(cohort.task))
        something: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waits.append(weakref.ref(something))
        await something

    cohorts = Cohorts(wait, SHARE, WAIT_S)
    joined = asyncio.ensure_future(cohorts.join(call()))
    await asyncio.sleep(1)
    gc.collect()
    going = waits[0]()
    assert going is not None, "nothing but the cohorts themselves holds what is under way"
    going.set_result(None)
    del going
    await joined
    await asyncio.sleep(1)
    gc.collect()
    assert tasks[0]() is None


@timed
async def test_a_hub_that_was_never_busy_counts_nobody() -> None:
    arrivals = Arrivals(LONG_S)
    await arrivals.come_at((0.0, 1), (2000.0, 1))
    assert await arrivals.over() == [(0.0, 1), (2000.0, 1)]
