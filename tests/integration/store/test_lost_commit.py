"""The server, or the line to it, goes while a transaction commits: what was committed is not done again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import pytest

from services.records.errors import StorageUnavailable
from services.records.ports import Store, Transaction
from services.records.rows import LogHead
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place
from tests.conformance.store.rows import log_row
from tests.conformance.store.stores import wait
from tests.fakes import postgres
from tests.fakes.postgres_line import SOCKET, Line, running

pytestmark = pytest.mark.postgres
COMMIT = b"COMMIT\0"
"""As it stands in a simple query of the protocol."""


class Cut(StrEnum):
    NEVER = "never"
    BEFORE = "before the server has it"
    AFTER = "after the server has done it"
    DOWN = "and nobody can be asked afterwards"


@dataclass
class Cutting(Line):
    """Cut at the next COMMIT as it is told."""

    cut: Cut = Cut.NEVER
    cuts: int = 0

    async def between(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """See :class:`tests.fakes.postgres_line.Line`."""
        if self.cuts and self.cut is Cut.DOWN:
            back.close()
            return
        far, forth = await asyncio.open_unix_connection(self.server / SOCKET)
        answers = asyncio.ensure_future(self.answers(far, back))
        while said := await near.read(1 << 16):
            if COMMIT in said and self.cut is not Cut.NEVER and not self.cuts:
                self.cuts += 1
                answers.cancel()
                await asyncio.gather(answers, return_exceptions=True)
                if self.cut is not Cut.BEFORE:
                    forth.write(said)
                    await far.read(1 << 16)
                break
            forth.write(said)
        forth.close()
        back.close()


@dataclass
class Counted:
    """A job that appends the next version, and says how often it ran."""

    runs: int = 0

    async def __call__(self, tx: Transaction) -> int:
        self.runs += 1
        last = await tx.log_head()
        await tx.append([log_row(last.seq + 1, last.seq + 1, 1, 1)])
        await tx.advance(LogHead(last.seq + 1, last.page, 1))
        return last.seq + 1


@pytest.fixture
def line() -> Iterator[Cutting]:
    with running(Cutting, postgres.shared().folder) as made:
        yield made


@pytest.fixture
def store(line: Cutting) -> Iterator[Store]:
    name = postgres.database()
    opened = PostgresStore(Place(line.address(postgres.shared().address(name)), ROOM, unsynced=True), patience_s=1.0)
    yield opened
    wait(opened.close())
    postgres.drop(name)


async def held(store: Store) -> list[int]:
    async with store.snapshot() as view:
        return [each.seq for each in await view.feed(0, 10)]


def test_what_was_committed_is_said_to_be_and_not_done_again(line: Cutting, store: Store) -> None:
    job, line.cut = Counted(), Cut.AFTER

    async def run() -> None:
        assert await store.write(job) == 1
        assert line.cuts == 1
        assert await held(store) == [1]
        assert await store.write(Counted()) == 2

    wait(run())
    assert job.runs == 1


def test_several_jobs_of_a_commit_whose_answer_is_lost(line: Cutting, store: Store) -> None:
    jobs = [Counted() for _ in range(8)]
    line.cut = Cut.AFTER

    async def run() -> None:
        found = await asyncio.gather(*(store.write(each) for each in jobs))
        assert sorted(found) == list(range(1, 9))
        assert await held(store) == sorted(found)

    wait(run())
    assert line.cuts == 1


def test_what_was_not_committed_is_said_not_to_be(line: Cutting, store: Store) -> None:
    line.cut = Cut.BEFORE

    async def run() -> None:
        with pytest.raises(StorageUnavailable):
            await store.write(Counted())
        assert await held(store) == []
        assert await store.write(Counted()) == 1

    wait(run())


def test_where_nobody_can_say_nobody_is_told_that_it_was(line: Cutting, store: Store) -> None:
    line.cut = Cut.DOWN

    async def run() -> None:
        with pytest.raises(StorageUnavailable):
            await store.write(Counted())
        line.cut = Cut.NEVER
        assert await held(store) == [1]

    wait(run())


def test_a_line_that_went_while_nobody_wrote_is_opened_anew(store: Store) -> None:
    async def run() -> None:
        assert await store.write(Counted()) == 1
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rabta-records'"
        await asyncio.to_thread(postgres.shared().run, ended)
        assert await store.write(Counted()) == 2

    wait(run())
