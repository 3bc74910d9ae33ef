"""However agencies ask, hang up and break what they ask of: never more processes than allowed, and all are answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TypeVar, cast

from hypothesis import given
from hypothesis import strategies as st

from services.linkage.apart import Job
from services.linkage.errors import QuestionBusy
from services.node.pipe import WorkerLost
from services.node.workers import WAITING, Worker, Workers
from tests.budget import budget

NUMBER = 2
TICK_S = 0.001


@dataclass
class Floor:
    """Where the processes are played. ``starts``: ticks that each takes to start, ``fails``: starts that never end well."""

    starts: int = 0
    alive: int = 0
    most: int = 0
    begun: int = 0
    at_work: dict[str, int] = field(default_factory=dict)
    most_of_one: int = 0

    async def start(self) -> Worker:
        self.begun += 1
        self.alive += 1
        self.most = max(self.most, self.alive)
        await asyncio.sleep(self.starts * TICK_S)
        return Played(self)


T = TypeVar("T")


class Played(Worker):
    """A worker without a process, whose work is to wait. A job: (agency, ticks, whether the process is lost at it)."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self.at_rest, self._ended = True, False

    @property
    def well(self) -> bool:
        return not self._ended

    async def do(self, job: Job[T]) -> T:
        agency, ticks, lost = cast(tuple[str, int, bool], job)
        floor = self._floor
        self.at_rest = False
        floor.at_work[agency] = floor.at_work.get(agency, 0) + 1
        floor.most_of_one = max(floor.most_of_one, floor.at_work[agency])
        try:
            await asyncio.sleep(ticks * TICK_S)
        finally:
            floor.at_work[agency] -= 1
        if lost:
            raise WorkerLost
        self.at_rest = True
        return cast(T, f"answer for {agency}")

    async def end(self) -> None:
        if self.well:
            self._ended = True
            self._floor.alive -= 1


@dataclass(frozen=True)
class Asking:
    """``after``: ticks before it asks; ``gone``: ticks after which the caller hangs up, -1 for never."""

    agency: str
    after: int
    ticks: int
    gone: int
    lost: bool


ASKINGS = st.lists(
    st.builds(
        Asking,
        st.sampled_from(["pk.a", "pk.b", "pk.c"]),
        st.integers(0, 12),
        st.integers(0, 6),
        st.sampled_from([-1, -1, 0, 1, 2, 5]),
        st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


async def ask(held: Workers, asking: Asking) -> str:
    """What came of it."""
    await asyncio.sleep(asking.after * TICK_S)
    job = cast(Job[str], (asking.agency, asking.ticks, asking.lost))
    under_way = asyncio.ensure_future(held.do(asking.agency, 600_000, job))
    if asking.gone >= 0:
        await asyncio.sleep(asking.gone * TICK_S)
        under_way.cancel()
    try:
        return await under_way
    except asyncio.CancelledError:
        return "gone"
    except QuestionBusy:
        return "busy"
    except WorkerLost:
        return "lost"


async def played(askings: list[Asking], starts: int) -> tuple[Floor, list[str]]:
    floor = Floor(starts)
    held = Workers(floor.start, NUMBER, lambda: 0)
    async with asyncio.timeout(60):
        ends = await asyncio.gather(*(ask(held, asking) for asking in askings))
        await held.close()
    assert not held._asking
    assert not held._turns
    return floor, ends


@given(ASKINGS, st.integers(0, 8))
@budget(60)
def test_bounds_hold_and_nothing_is_left(askings: list[Asking], starts: int) -> None:
    floor, ends = asyncio.run(played(askings, starts))
    assert floor.alive == 0, "nothing is left of any"
    assert floor.most_of_one <= 1, "one at work for an agency"
    for asking, end in zip(askings, ends, strict=True):
        fair = {f"answer for {asking.agency}", "busy"} if not asking.lost else {"lost", "busy"}
        assert end in fair | ({"gone"} if asking.gone >= 0 else set())


def hang_up_while_it_starts(times: int) -> Floor:
    """One agency that asks and is gone before its process has started, again and again; then an honest one."""
    askings = [Asking("pk.a", 2 * n, 1, 1, False) for n in range(times)] + [Asking("pk.b", 2 * times, 1, -1, False)]
    floor, ends = asyncio.run(played(askings, starts=40))
    assert ends[-1] == "answer for pk.b"
    return floor


def test_whoever_hangs_up_while_a_process_starts_starts_no_other() -> None:
    assert hang_up_while_it_starts(12).begun <= NUMBER


@given(st.integers(1, 15))
@budget(5)
def test_however_often(times: int) -> None:
    assert hang_up_while_it_starts(times).most <= NUMBER


def test_past_those_that_wait_an_agency_is_told_so_and_the_others_are_not() -> None:
    crowd = [Asking("pk.a", 0, 5, -1, False)] * (WAITING + 4) + [Asking("pk.b", 1, 1, -1, False)]
    floor, ends = asyncio.run(played(crowd, 0))
    assert ends.count("busy") == 3
    assert ends[-1] == "answer for pk.b"
    assert floor.most <= NUMBER


def test_a_start_that_fails_is_nobodys_but_the_askers() -> None:
    class Failing(Floor):
        async def start(self) -> Worker:
            await super().start()
            self.alive -= 1
            if self.begun == 1:
                raise OSError("no more processes")
            self.alive += 1
            return Played(self)

    async def run() -> list[object]:
        floor = Failing()
        held = Workers(floor.start, NUMBER, lambda: 0)
        jobs = [held.do("pk.a", 600_000, cast(Job[str], ("pk.a", 0, False))) for _ in range(2)]
        ends = await asyncio.gather(*jobs, return_exceptions=True)
        await held.close()
        assert floor.alive == 0
        return list(ends)

    first, second = asyncio.run(run())
    assert isinstance(first, OSError)
    assert second == "answer for pk.a"


def test_a_start_that_was_left_and_failed_is_no_matter_of_who_asks_next() -> None:
    class Failing(Floor):
        async def start(self) -> Worker:
            if self.begun == 0:
                self.begun = 1
                await asyncio.sleep(5 * TICK_S)
                raise OSError("no more processes")
            return await super().start()

    async def run() -> tuple[list[str], int]:
        floor = Failing()
        held = Workers(floor.start, NUMBER, lambda: 0)
        ends = [
            await ask(held, Asking("pk.a", 0, 1, 1, False)),
            await ask(held, Asking("pk.b", 0, 1, -1, False)),
        ]
        await held.close()
        return ends, floor.alive

    assert asyncio.run(run()) == (["gone", "answer for pk.b"], 0)


def test_one_that_died_while_nobody_waited_is_not_given_out() -> None:
    async def run() -> tuple[str, int]:
        floor = Floor(starts=3)
        held = Workers(floor.start, NUMBER, lambda: 0)
        assert await ask(held, Asking("pk.a", 0, 1, 1, False)) == "gone"
        (left,) = held._left
        await (await left).end()
        end = await ask(held, Asking("pk.b", 0, 1, -1, False))
        await held.close()
        return end, floor.begun

    assert asyncio.run(run()) == ("answer for pk.b", 2)
