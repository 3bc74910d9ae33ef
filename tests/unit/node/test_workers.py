"""Questions in processes of their own: same answers, one an agency, nothing left of who is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from graph.errors import GraphRefused, GraphUnavailable
from services.access.errors import InvalidArgument
from services.draw import engine
from services.draw.network import Caption
from services.linkage.apart import Search, Sketch, do
from services.linkage.app.context import Found
from services.linkage.errors import QuestionBusy
from services.node import workers
from services.node.pipe import Failed, WorkerLost
from services.node.workers import Worker, Workers
from services.values.network import Answer, ExpandRequest, KeyPlayersRequest, Node
from tests.e2e.processes import ROOT, until
from tests.fakes.asked_worker import BROKEN, GONE, RIGHTS, UNFIT, WIDE, endless, phone, quick, ring, started
from tests.proc import user_ticks

FIA, PUNJAB = "pk.fia", "pk.punjab-police"
LONG_MS = 600_000


class Started:
    """Starts workers, and remembers them. ``work``: how many are at a job now."""

    def __init__(self) -> None:
        self.all: list[Worker] = []

    async def __call__(self) -> Worker:
        self.all.append(await started())
        return self.all[-1]

    @property
    def at_work(self) -> int:
        return sum(worker.well and not worker.at_rest for worker in self.all)

    async def until_at_work(self, number: int) -> None:
        async with asyncio.timeout(60):
            while self.at_work != number:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def pool(number: int = 2) -> AsyncIterator[tuple[Workers, Started]]:
    """At the end nothing of it is left, not even a zombie."""
    start = Started()
    held = Workers(start, number, lambda: 0)
    try:
        yield held, start
    finally:
        await held.close()
    assert not [worker.pid for worker in start.all if alive(worker.pid)]


def alive(pid: int) -> bool:
    """Whether there is such a process, dead or not."""
    return Path(f"/proc/{pid}").exists()


async def test_answers_are_those_of_this_process() -> None:
    async with pool() as (held, start):
        for job in (quick(), quick(phone(3), phone(5)), Search(RIGHTS, KeyPlayersRequest(around=(phone(1),)))):
            assert await held.do(FIA, LONG_MS, job) == await do(ring(), job)
        assert len(start.all) == 1, "one that is at rest takes the next"


async def test_it_gives_way_to_what_serves_calls() -> None:
    said = (
        "import os; from services.node.worker import NICER, give_way; before = os.nice(0); give_way();"
        "print(os.sched_getscheduler(0) == os.SCHED_BATCH, os.nice(0) == min(19, before + NICER))"
    )
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", said, stdout=pipe)
    assert (await process.communicate())[0].split() == [b"True", b"True"]


def whole(found: Found) -> Answer:
    assert found.answer.answer is not None
    return found.answer.answer


async def test_a_picture_is_the_same_bytes() -> None:
    sketch = Sketch(
        whole(await do(ring(), quick())),
        (),
        Caption("io-1", FIA, 1, "INVESTIGATE_CASE", "FIR:1", "Expand"),
        "SVG",
        "ur",
        (),
    )
    async with pool() as (held, _):
        assert await held.do(FIA, LONG_MS, sketch) == await do(ring(), sketch)


async def test_too_much_for_one_picture_is_no_picture_and_harms_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    sketch = Sketch(Answer((Node(key=phone(1)),)), (), Caption(), "SVG", "", ())
    assert await do(ring(), sketch)
    monkeypatch.setattr(engine, "_program", lambda: Path("/nowhere/program"))
    assert await do(ring(), sketch) == b""


async def test_what_the_caller_may_not_see_is_not_found_there_either() -> None:
    """The rights travel with the question: without the class of the ring there is nothing."""
    async with pool() as (held, _):
        job = Search(type(RIGHTS)((0,)), ExpandRequest(start=(phone(1),)))
        answer = whole(await held.do(FIA, LONG_MS, job))
        assert (answer.nodes, answer.edges, answer.stubs) == ((), (), ())


async def test_refusals_come_back_as_they_were_raised() -> None:
    async with pool() as (held, start):
        with pytest.raises(InvalidArgument) as refused:
            await held.do(FIA, LONG_MS, Search(RIGHTS, KeyPlayersRequest(around=(phone(1),), radius=9)))
        assert [(one.field, one.rule) for one in refused.value.violations] == [("radius", "range")]
        with pytest.raises(GraphUnavailable):
            await held.do(FIA, LONG_MS, quick(GONE))
        with pytest.raises(GraphRefused):
            await held.do(FIA, LONG_MS, quick(UNFIT))
        with pytest.raises(Failed) as failed:
            await held.do(FIA, LONG_MS, quick(BROKEN))
        assert str(failed.value).startswith("ValueError at asked_worker.py:"), "kind and place alone"
        assert len(start.all) == 1, "a refusal costs no process"


async def test_who_is_gone_takes_their_process_with_them_and_the_next_gets_another() -> None:
    async with pool(1) as (held, start):
        asking = asyncio.create_task(held.do(FIA, LONG_MS, endless()))
        await start.until_at_work(1)
        asking.cancel()
        assert await held.do(PUNJAB, LONG_MS, quick()) == await do(ring(), quick())
        gone, other = start.all
        async with asyncio.timeout(60):
            while alive(gone.pid):
                await asyncio.sleep(0.01)
        assert other.well


async def test_at_the_deadline_the_process_is_killed_and_the_caller_told() -> None:
    async with pool() as (held, start):
        with pytest.raises(QuestionBusy) as refused:
            await held.do(FIA, 3_000, endless())
        assert (refused.value.reason, refused.value.retry_after_s) == ("TOO_BUSY", 60)
        await start.until_at_work(0)
        assert await held.do(FIA, LONG_MS, quick()) == await do(ring(), quick())


async def test_a_search_answers_before_its_callers_deadline_with_what_it_has() -> None:
    async with pool() as (held, start):
        await held.do(FIA, LONG_MS, quick())
        found = await held.do(FIA, 8_000, quick(WIDE))
        assert [cut.what for cut in whole(found).cuts] == ["edges", "time"]
        assert [node.key for node in whole(found).nodes] == [WIDE]
        assert start.all[0].well, "nobody was killed for it"


async def test_time_in_the_queue_is_taken_off_the_search() -> None:
    """Another's question before it, on the only process: what is left is what it has."""
    async with pool(1) as (held, start):
        await held.do(FIA, LONG_MS, quick())
        first = asyncio.create_task(held.do(PUNJAB, 6_000, quick(WIDE)))
        await start.until_at_work(1)
        found = await held.do(FIA, 14_000, quick(WIDE))
        assert whole(found).cuts[-1].what == "time"
        assert whole(await first).cuts[-1].what == "time"


async def test_a_deadline_that_is_past_starts_nothing() -> None:
    async with pool() as (held, start):
        with pytest.raises(QuestionBusy):
            await held.do(FIA, 100, quick())
        assert start.all == []


async def test_an_agency_has_one_process_and_its_second_question_waits() -> None:
    async with pool(3) as (held, start):
        first = asyncio.create_task(held.do(FIA, LONG_MS, endless()))
        await start.until_at_work(1)
        second = asyncio.create_task(held.do(FIA, LONG_MS, quick()))
        assert await held.do(PUNJAB, LONG_MS, quick()) == await do(ring(), quick())
        assert (second.done(), start.at_work, len(start.all)) == (False, 1, 2)
        first.cancel()
        assert await second == await do(ring(), quick())


async def test_of_many_questions_of_one_agency_a_few_wait_and_the_rest_are_told() -> None:
    async with pool() as (held, start):
        asking = [asyncio.create_task(held.do(FIA, LONG_MS, endless())) for _ in range(workers.WAITING + 4)]
        await start.until_at_work(1)
        refused = [task for task in asking if task.done()]
        assert len(refused) == 3
        assert {type(task.exception()) for task in refused} == {QuestionBusy}
        assert await held.do(PUNJAB, LONG_MS, quick()) == await do(ring(), quick())
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        assert await held.do(FIA, LONG_MS, quick()) == await do(ring(), quick())


async def test_agencies_take_turns_at_the_last_process() -> None:
    """One that asks again and again stands behind the other, who asked once."""
    async with pool(1) as (held, _):
        order: list[str] = []

        async def ask(agency: str) -> None:
            await held.do(agency, LONG_MS, quick())
            order.append(agency)

        await asyncio.gather(*(ask(FIA) for _ in range(5)), ask(PUNJAB))
        assert order.index(PUNJAB) <= 1, order


async def test_one_that_is_killed_from_outside_is_replaced() -> None:
    async with pool() as (held, start):
        asking = asyncio.create_task(held.do(FIA, LONG_MS, endless()))
        await start.until_at_work(1)
        os.kill(start.all[0].pid, signal.SIGKILL)
        with pytest.raises(WorkerLost):
            await asking
        assert await held.do(FIA, LONG_MS, quick()) == await do(ring(), quick())
        os.kill(start.all[1].pid, signal.SIGKILL)
        async with asyncio.timeout(60):
            while start.all[1].well:
                await asyncio.sleep(0.01)
        assert await held.do(FIA, LONG_MS, quick()) == await do(ring(), quick())


PARENT = """
import asyncio, sys
from tests.fakes.asked_worker import started, endless
async def main():
    worker = await started()
    print(worker.pid, flush=True)
    await worker.do(endless())
asyncio.run(main())
"""


def test_it_dies_with_its_parent_though_it_is_at_work() -> None:
    """Killed, the parent can tell nobody; a worker that computes reads no pipe."""
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        until(lambda: user_ticks(pid) > 100, "the worker is at its work")
    finally:
        parent.kill()
        parent.wait()
        assert parent.stdout is not None
        parent.stdout.close()
    until(lambda: not alive(pid), "the worker is gone")


def test_the_program_itself_ends_where_its_parent_is_gone_already(tmp_path: Path) -> None:
    """Before it looks for anything in the folder: with its parent there it would say what is missing."""
    program = [sys.executable, "-m", "services.node.worker", "--folder", str(tmp_path), "--parent"]
    orphan = subprocess.run([*program, "1"], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert (orphan.returncode, orphan.stderr) == (1, b"")
    kept = subprocess.run([*program, str(os.getpid())], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert kept.returncode == 1
    assert kept.stderr
