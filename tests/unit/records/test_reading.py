"""What the embedded store knows from call to call, and how long a turn's transaction lasts."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.errors import StorageUnavailable
from services.records.ports import Store, Transaction
from services.records.rows import CaseToken, HeaderRow, PersonToken, Stamp
from services.records.store import open_store
from services.records.store.sqlite_reading import Reading, SnapshotOutlived
from tests.budget import budget
from tests.conformance.store.rows import head_row, page_row
from tests.conformance.store.stores import sqlite
from tests.shared import PATIENCE_S

PEOPLE = ("a", "b")


class Counting(sqlite3.Connection):
    """A connection that knows what it was asked."""

    asked: list[str]

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self.asked.append(sql.strip().splitlines()[-1])
        return super().execute(sql, *values)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = sqlite(tmp_path / "store")
    yield opened
    asyncio.run(opened.close())


@pytest.fixture
def other(store: Store, tmp_path: Path) -> Iterator[Store]:
    """Another process's view of the same file."""
    opened = open_store(tmp_path / "store" / "records.db")
    yield opened
    asyncio.run(opened.close())


@pytest.fixture
def db(store: Store, tmp_path: Path) -> Iterator[Counting]:
    opened = sqlite3.connect(tmp_path / "store" / "records.db", isolation_level=None, factory=Counting)
    opened.asked = []
    yield opened
    opened.close()


async def add(store: Store, record: int, person: str, case: str = "") -> None:
    async def job(tx: Transaction) -> None:
        await tx.put_heads([head_row(record, record)])
        await tx.add_people([PersonToken(person, record, 1, 2, record, None, None, 0)])
        if case:
            await tx.add_cases([CaseToken(case, record, 1, 1)])

    await store.write(job)


async def stamp(store: Store, person: str) -> Stamp:
    async with store.snapshot() as view:
        return await view.stamp(person)


async def test_what_another_process_commits_is_seen_at_once(store: Store, other: Store) -> None:
    assert await stamp(store, "a") == Stamp(0, 0)
    await add(other, 7, "a")
    assert await stamp(store, "a") == Stamp(7, 1)
    await add(store, 8, "a")
    assert (await stamp(store, "a"), await stamp(other, "a")) == (Stamp(8, 2), Stamp(8, 2))


async def test_a_case_that_another_process_files_is_known_at_once(store: Store, other: Store) -> None:
    async def files() -> int:
        async with store.snapshot() as view:
            return len(await view.case_files("x"))

    assert await files() == 0
    await add(other, 7, "a", "x")
    assert await files() == 1


async def test_that_an_agency_has_records_of_a_case_is_known_at_once(store: Store, other: Store) -> None:
    async def held(case: str, agency: str) -> bool:
        async with store.snapshot() as view:
            return await view.holds_case(case, agency)

    owner = head_row(7, 7).agency
    assert not await held("x", owner)
    await add(other, 7, "a", "x")
    assert await held("x", owner)
    assert not await held("x", "pk.of-another")
    assert not await held("y", owner)


async def test_what_is_handed_out_can_be_changed_without_harm(store: Store) -> None:
    await add(store, 7, "a", "x")
    async with store.snapshot() as view:
        (await view.case_files("x")).clear()
        assert len(await view.case_files("x")) == 1


async def test_nothing_is_asked_twice_while_nobody_commits(db: Counting) -> None:
    reading = Reading(db)
    for _ in range(3):
        async with reading.snapshot() as view:
            await view.stamp("a")
            await view.case_files("x")
            await view.holds_case("x", "pk.fia")
        await asyncio.sleep(0)
    begun = [each for each in db.asked if each in ("BEGIN", "PRAGMA data_version", "COMMIT")]
    assert begun == ["BEGIN", "PRAGMA data_version", "COMMIT"] * 3
    assert len(db.asked) == len(begun) + 3


async def test_reads_of_one_turn_share_a_transaction_and_the_next_turn_has_its_own(db: Counting) -> None:
    reading = Reading(db)
    for _ in range(5):
        async with reading.snapshot() as view:
            await view.stamp("a")
    assert db.in_transaction
    await asyncio.sleep(0)
    assert not db.in_transaction
    assert db.asked.count("BEGIN") == 1


async def test_whoever_waits_inside_loses_the_snapshot_and_nobody_else_notices(db: Counting, store: Store) -> None:
    reading = Reading(db)
    waiting, written = asyncio.Event(), asyncio.Event()

    async def outlives() -> None:
        async with reading.snapshot() as view:
            assert await view.stamp("a") == Stamp(0, 0)
            waiting.set()
            await written.wait()

    offender = asyncio.create_task(outlives())
    await waiting.wait()
    await add(store, 7, "a")
    for _ in range(3):
        async with reading.snapshot() as view:
            assert await view.stamp("a") == Stamp(7, 1)
        await asyncio.sleep(0)
    written.set()
    with pytest.raises(SnapshotOutlived):
        await offender
    assert not db.in_transaction


async def test_a_reader_sees_nothing_of_a_job_before_its_commit(store: Store) -> None:
    wrote, committing = threading.Event(), threading.Event()

    async def job(tx: Transaction) -> None:
        await tx.put_page(page_row(1))
        wrote.set()
        assert committing.wait(PATIENCE_S)

    async def pages() -> list[HeaderRow]:
        async with store.snapshot() as view:
            return await view.page_headers([1])

    writing = asyncio.create_task(store.write(job))
    assert await asyncio.to_thread(wrote.wait, PATIENCE_S)
    assert await pages() == []
    committing.set()
    await writing
    assert [each.page for each in await pages()] == [1]


async def test_an_error_of_whoever_waits_inside_is_the_error_that_is_seen(db: Counting) -> None:
    reading = Reading(db)

    async def fails_late() -> None:
        async with reading.snapshot():
            await asyncio.sleep(0)
            raise KeyError

    with pytest.raises(KeyError):
        await fails_late()


async def test_a_transaction_that_cannot_start_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "records.db"
    path.write_bytes(b"no database at all, and long enough to be looked at" * 40)
    db = sqlite3.connect(path, isolation_level=None)
    reading = Reading(db)
    for _ in range(2):
        with pytest.raises(StorageUnavailable):
            async with reading.snapshot():
                pass
        assert not db.in_transaction
    db.close()


@budget(40)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["write", "write elsewhere", "read", "turn"]), st.sampled_from(PEOPLE)), max_size=25
    )
)
def test_reads_are_as_if_nothing_were_remembered(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("files") / "store"
    store = sqlite(folder)
    other = open_store(folder / "records.db")
    written: list[str] = []

    async def walk() -> None:
        for step, person in steps:
            if step == "turn":
                await asyncio.sleep(0)
            elif step == "read":
                numbers = [number for number, each in enumerate(written, 1) if each == person]
                assert await stamp(store, person) == Stamp(max(numbers, default=0), len(numbers))
            else:
                written.append(person)
                await add(store if step == "write" else other, len(written), person)
        await store.close()
        await other.close()

    asyncio.run(walk())
