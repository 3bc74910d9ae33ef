"""Group commit: values only after the commit, each job its own outcome, nothing lost at closing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from services.records.errors import StorageUnavailable
from services.records.ports import Job
from services.records.store.batcher import Batcher
from services.store.database import finish


class Groups:
    """A session in memory: ``broken`` jobs cannot be committed, ``bad`` ones raise; either takes its group with it."""

    def __init__(self, broken: frozenset[str] = frozenset()) -> None:
        self.broken = broken
        self.groups: list[list[str]] = []
        self.kept: list[str] = []
        self.closed = False

    def group(self, jobs: Sequence[Job[Any]]) -> list[Any]:
        names = [finish(job(self)) for job in jobs]  # type: ignore[arg-type]  # the group stands for the transaction
        self.groups.append(names)
        if self.broken & set(names):
            raise StorageUnavailable
        if bad := [name for name in names if name.startswith("bad")]:
            raise ValueError(bad[0])
        self.kept += names
        return names

    def close(self) -> None:
        self.closed = True


def named(name: str) -> Job[str]:
    async def job(_: object) -> str:
        return name

    return job


def run(session: Groups, *names: str, most: int = 32) -> list[object]:
    async def work() -> list[object]:
        batcher = Batcher(lambda: session, most)
        batcher.start()
        try:
            return await asyncio.gather(*(batcher.submit(named(name)) for name in names), return_exceptions=True)
        finally:
            batcher.close()

    return asyncio.run(work())


def test_jobs_that_wait_go_together() -> None:
    session = Groups()
    assert run(session, *"abcdef", most=4) == list("abcdef")
    assert session.kept == list("abcdef")
    assert max(len(group) for group in session.groups) <= 4
    assert session.closed


def test_a_failing_job_fails_alone() -> None:
    session = Groups()
    a, bad, c = run(session, "a", "bad", "c")
    assert (a, c) == ("a", "c")
    assert isinstance(bad, ValueError)


def test_a_group_that_cannot_be_committed_is_tried_one_by_one() -> None:
    session = Groups(frozenset({"x"}))
    outcomes = run(session, "a", "x", "c")
    assert (outcomes[0], outcomes[2]) == ("a", "c")
    assert isinstance(outcomes[1], StorageUnavailable)
    assert sorted(session.kept) == ["a", "c"]


def test_what_opening_raises_is_raised_at_the_start() -> None:
    def fail() -> Groups:
        raise StorageUnavailable

    with pytest.raises(StorageUnavailable):
        Batcher(fail).start()


def test_after_closing_nothing_is_taken() -> None:
    async def work() -> None:
        batcher = Batcher(Groups)
        batcher.start()
        batcher.close()
        batcher.close()
        with pytest.raises(StorageUnavailable):
            await batcher.submit(named("a"))

    asyncio.run(work())


def test_a_caller_that_gave_up_harms_nobody() -> None:
    async def work() -> None:
        session = Groups()
        batcher = Batcher(lambda: session)
        batcher.start()
        gone = asyncio.create_task(batcher.submit(named("a")))
        await asyncio.sleep(0)
        gone.cancel()
        assert await batcher.submit(named("b")) == "b"
        batcher.close()
        assert session.kept == ["a", "b"]

    asyncio.run(work())


def test_a_job_must_not_wait() -> None:
    async def job() -> None:
        await asyncio.sleep(0)

    with pytest.raises(AssertionError):
        finish(job())
