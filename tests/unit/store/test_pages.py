"""Damage of a database is found before it is used, within bounds, and what is no damage is not called so."""

from __future__ import annotations

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from services.store.pages import fault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of some hundred pages."""
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table t(a primary key, b)")
        db.executemany("insert into t values (?, ?)", [(number, os.urandom(400).hex()) for number in range(500)])
        db.commit()
    return path


def overwrite(path: Path, at: int, size: int = 256) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(os.urandom(size))


def test_a_sound_file_an_empty_one_and_none_have_no_fault(path: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert [fault(tmp_path / name) for name in ("some.db", "empty.db", "none.db")] == ["", "", ""]
    assert not (tmp_path / "none.db").exists(), "it makes no file"


@pytest.mark.parametrize("page", [1, 2, 5, 20, 60])
def test_a_page_that_was_overwritten_is_found(path: Path, page: int) -> None:
    overwrite(path, page * 4096)
    said = fault(path)
    assert said
    assert "\n" not in said


@pytest.mark.parametrize("content", [b"no database at all, but a text" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_of_something_else_is_found(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert fault(path)


def test_a_file_that_was_cut_off_is_found(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)
    assert fault(path)


def test_of_a_large_file_the_schema_alone_is_looked_at_and_that_is_said(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    overwrite(path, 60 * 4096)
    assert fault(path, whole_bytes=4096) == ""
    assert "checked in part" in caplog.text
    overwrite(path, 100, 3000)
    assert fault(path, whole_bytes=4096)


def test_one_that_somebody_writes_has_no_fault_and_keeps_its_journal(path: Path) -> None:
    """Nothing is copied from the journal into the file: that is for whoever holds the lock of writing."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("begin immediate")
        db.execute("insert into t values (10000, 'x')")
        assert fault(path) == ""
        db.execute("commit")
        journal = path.with_name("some.db-wal").stat().st_size
        assert journal
        assert fault(path) == ""
        assert path.with_name("some.db-wal").stat().st_size == journal


def test_nothing_of_what_it_holds_is_said(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("update t set b = 'a name that nobody may read' || b")
        db.commit()
    overwrite(path, 5 * 4096)
    assert "nobody may read" not in fault(path)
