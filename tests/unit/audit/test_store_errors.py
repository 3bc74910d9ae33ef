"""What the log's database reports, as the writer tells it apart: what may be tried again, and what may not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from audit.leaves import store_plain
from audit.sqlite_store import SqliteStore
from audit.store import StoreError, StoreUnavailable

PAGES_NOW = 1
NO_BOUND = 1_073_741_823


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(tmp_path / "log.db")) as opened:
        yield opened


def bounded(store: SqliteStore, pages: int) -> None:
    """SQLite takes no bound below what there is."""
    store.db.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_may_be_tried_again_and_nothing_has_happened(store: SqliteStore) -> None:
    bounded(store, PAGES_NOW)
    with pytest.raises(StoreUnavailable, match=r"cannot be used: SQLITE_FULL$"), store.transaction():
        store_plain(store, 0, b"leaf" * 100_000)
    assert not store.db.in_transaction
    bounded(store, NO_BOUND)
    with store.transaction():
        store_plain(store, 0, b"leaf")
    assert store.size() == 1


def test_a_row_that_is_there_is_a_fault_that_no_second_try_mends(store: SqliteStore) -> None:
    store_plain(store, 0, b"leaf")
    with (
        pytest.raises(StoreError, match=r"cannot be used: SQLITE_CONSTRAINT_PRIMARYKEY$") as fault,
        store.transaction(),
    ):
        store_plain(store, 0, b"another")
    assert not isinstance(fault.value, StoreUnavailable)
    assert store.rows("select_segments", 0, 1) == [(0, 1, b"leaf", None)]


def test_misuse_stays_what_it_is(store: SqliteStore) -> None:
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.size()
