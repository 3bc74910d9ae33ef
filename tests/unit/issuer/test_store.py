"""The journal: one use per assertion, past restarts and clocks that step back; closed to others."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.issuer.errors import Unavailable
from services.issuer.ports import Entry
from services.issuer.store.database import open_database
from services.issuer.store.journal import KEPT_MS, StoredJournal
from services.signing.keyfile import UnsafeFile
from services.store.sqlite import SqliteDatabase
from tests.budget import budget
from tests.unit.access.token.world import NOW_MS

ENTRY = Entry(
    jti="token-000000000001",
    kind="at+jwt",
    officer="fia-1042",
    system="fia-desk",
    purpose="INVESTIGATE_CASE",
    legal_basis="CRPC_CASE",
    query_class="HISTORY",
    case="FIR:PB/LAHORE/ICHHRA/512/2024",
    body_sha256=b"",
    issued_ms=NOW_MS,
    expires_ms=NOW_MS + 900_000,
)
LIFE = NOW_MS + 60_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "issuer.db"


@pytest.fixture
def database(path: Path) -> Iterator[SqliteDatabase]:
    made = open_database(path)
    yield made
    made.close()


@pytest.fixture
def journal(database: SqliteDatabase) -> StoredJournal:
    return StoredJournal(database)


def rows(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        return db.execute('SELECT jti, officer, purpose, "case", issued_ms FROM issued ORDER BY jti').fetchall()


def other(number: int, **changes: Any) -> Entry:
    return replace(ENTRY, jti=f"token-{number:012}", **changes)


async def test_an_issue_is_kept(journal: StoredJournal, path: Path) -> None:
    assert await journal.issue(ENTRY, "assertion-1", LIFE)
    assert rows(path) == [(ENTRY.jti, "fia-1042", "INVESTIGATE_CASE", ENTRY.case, NOW_MS)]


async def test_an_assertion_counts_once_per_officer(journal: StoredJournal, path: Path) -> None:
    assert await journal.issue(ENTRY, "assertion-1", LIFE)
    assert not await journal.issue(other(2), "assertion-1", LIFE)
    assert await journal.issue(other(3, officer="fia-2001"), "assertion-1", LIFE)
    assert [row[0] for row in rows(path)] == ["token-000000000001", "token-000000000003"]


async def test_a_restart_forgets_nothing(path: Path) -> None:
    before = open_database(path)
    first = StoredJournal(before)
    assert await first.issue(ENTRY, "assertion-1", LIFE)
    await first.raise_roster(7, b"digest")
    before.close()
    after = open_database(path)
    again = StoredJournal(after)
    assert not await again.issue(other(2), "assertion-1", LIFE)
    assert await again.newest_roster() == (7, b"digest")
    after.close()


async def test_a_clock_that_steps_back_opens_nothing(journal: StoredJournal, path: Path) -> None:
    assert await journal.issue(ENTRY, "assertion-1", LIFE)
    later = NOW_MS + 10 * KEPT_MS
    assert await journal.issue(other(2, issued_ms=later), "assertion-2", later + 60_000)
    assert not await journal.issue(other(3), "assertion-1", LIFE)
    assert not await journal.issue(other(4), "never-seen-before", LIFE)


async def test_used_assertions_are_forgotten_in_time(journal: StoredJournal, path: Path) -> None:
    for number in range(50):
        when = NOW_MS + number * 60_000
        assert await journal.issue(other(number, issued_ms=when), f"assertion-{number}", when + 60_000)
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM used").fetchone()[0] <= 5
    assert len(rows(path)) == 50


async def test_the_roster_only_rises(journal: StoredJournal, path: Path) -> None:
    assert await journal.newest_roster() == (0, b"")
    await journal.raise_roster(3, b"three")
    await journal.raise_roster(2, b"two")
    await journal.raise_roster(3, b"other")
    assert await journal.newest_roster() == (3, b"three")


async def test_the_file_is_private_with_its_log(journal: StoredJournal, path: Path) -> None:
    await journal.issue(ENTRY, "assertion-1", LIFE)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_loose_file_is_refused(path: Path) -> None:
    open_database(path).close()
    path.chmod(0o640)
    with pytest.raises(UnsafeFile):
        open_database(path)


async def test_it_is_durable_at_every_commit(database: SqliteDatabase) -> None:
    assert await database.file.write(lambda db: db.execute("PRAGMA synchronous").fetchone()) == (2,)
    assert await database.file.write(lambda db: db.execute("PRAGMA journal_mode").fetchone()) == ("wal",)


async def test_what_cannot_be_kept_is_not_issued_and_leaves_no_trace(journal: StoredJournal, path: Path) -> None:
    assert await journal.issue(ENTRY, "assertion-1", LIFE)
    with pytest.raises(Unavailable) as caught:
        await journal.issue(ENTRY, "assertion-2", LIFE)
    assert caught.value.why == "journal"
    assert await journal.issue(other(2), "assertion-2", LIFE)


async def test_a_full_disk_refuses_and_recovers(journal: StoredJournal, database: SqliteDatabase, path: Path) -> None:
    pages = await database.file.write(lambda db: db.execute("PRAGMA page_count").fetchone()[0])
    await database.file.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(Unavailable):
        [await journal.issue(other(number), f"assertion-{number}", LIFE) for number in range(500)]
    kept = len(rows(path))
    await database.file.write(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 100}"))
    assert await journal.issue(other(9999), "assertion-9999", LIFE)
    assert len(rows(path)) == kept + 1


@budget(20)
@given(st.lists(st.tuples(st.integers(-3, 6), st.integers(0, 3)), max_size=30))
def test_whatever_the_clock_does_no_assertion_counts_twice(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int]]
) -> None:
    asyncio.run(use(tmp_path_factory.mktemp("journal") / "issuer.db", steps))


async def use(path: Path, steps: list[tuple[int, int]]) -> None:
    database = open_database(path)
    journal = StoredJournal(database)
    now, born, used = NOW_MS, dict.fromkeys(range(4), NOW_MS), set()
    for number, (minutes, which) in enumerate(steps):
        now += minutes * 60_000
        if await journal.issue(other(number, issued_ms=now), f"assertion-{which}", born[which] + 60_000):
            assert which not in used
            used.add(which)
    database.close()
