"""A file that lies there: copied whole while it is written, read without being touched, refused where it is damaged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from services.client.store.at_rest import last_page
from services.records.store.at_rest import brought_back, goes_with
from services.store.at_rest import Uncopied, copy, rows


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Path]:
    """Written by another, whose last commit lies in the journal alone."""
    path = tmp_path / "source.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("create table told(number integer primary key, said text)")
        db.executemany("insert into told values(?, ?)", [(number, "x" * 500) for number in range(100)])
        yield path


def test_what_was_committed_is_copied_as_one_file(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.db"
    copy(source, target)
    assert rows(target, "select count(*) from told") == [(100,)]
    assert not list(tmp_path.glob("target.db-*"))


def test_the_source_is_read_and_not_written(source: Path) -> None:
    before = source.read_bytes(), source.with_name("source.db-wal").read_bytes()
    assert rows(source, "select max(number) from told") == [(99,)]
    assert (source.read_bytes(), source.with_name("source.db-wal").read_bytes()) == before


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xa5" * 5000])
def test_what_is_damaged_is_neither_copied_nor_read(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(content)
    with pytest.raises(Uncopied, match="SQLITE_"):
        copy(path, tmp_path / "target.db")
    assert rows(path, "select 1 from told") is None


def test_a_page_that_is_damaged_within_is_found_in_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "within.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table told(said text)")
        db.executemany("insert into told values(?)", [("x" * 500,) for _ in range(100)])
    content = bytearray(path.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\xa5" * 4096
    path.write_bytes(content)
    with pytest.raises(Uncopied, match=r"damaged|SQLITE_CORRUPT"):
        copy(path, tmp_path / "target.db")


def test_what_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(Uncopied):
        copy(tmp_path / "none.db", tmp_path / "target.db")
    assert rows(tmp_path / "none.db", "select 1") is None
    assert not (tmp_path / "none.db").exists()


def records(path: Path, *heads: tuple[str, str]) -> Path:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table head(agency text, record_id text, status text)")
        db.executemany("insert into head values('pk.fia', ?, ?)", heads)
    return path


def back(old: Path, new: Path, *gone: tuple[int, int]) -> int:
    """How many records come back, where these pages and leaves have lost their keys."""
    return brought_back(old, new, lambda page, leaf: (page, leaf) not in gone)


def test_records_that_would_come_back_are_counted(tmp_path: Path) -> None:
    old = records(tmp_path / "old.db", ("r1", "ACTIVE"), ("r2", "CORRECTED"), ("r3", "EXPUNGED"))
    new = records(tmp_path / "new.db", ("r1", "EXPUNGED"), ("r2", "EXPUNGED"), ("r3", "EXPUNGED"))
    assert (back(old, new), back(new, old), back(old, old)) == (2, 0, 0)
    assert back(old, tmp_path / "none.db") == back(tmp_path / "none.db", new) == 0


def test_what_has_lost_its_key_does_not_come_back(tmp_path: Path) -> None:
    old = records(tmp_path / "old.db", ("r1", "ACTIVE"), ("r2", "CORRECTED"))
    new = records(tmp_path / "new.db", ("r1", "EXPUNGED"), ("r2", "EXPUNGED"))
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("alter table head add column seq integer")
        db.execute("update head set seq = rowid")
        db.execute("create table log(seq integer, page integer, leaf integer)")
        db.executemany("insert into log values(?, 7, ?)", [(1, 4), (2, 5)])
    assert (back(old, new), back(old, new, (7, 4)), back(old, new, (7, 4), (7, 5))) == (2, 1, 0)


def test_a_file_names_the_keys_that_it_goes_with(tmp_path: Path) -> None:
    path = records(tmp_path / "records.db")
    assert goes_with(path) == goes_with(tmp_path / "none.db") == ""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table erasing(keys text)")
        db.execute("insert into erasing values('ab12')")
    assert goes_with(path) == "ab12"


def test_how_far_a_journal_is(tmp_path: Path) -> None:
    path = tmp_path / "feed.db"
    assert last_page(path) == 0
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table page(number integer)")
    assert last_page(path) == 0
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany("insert into page values(?)", [(1,), (7,), (3,)])
    assert last_page(path) == 7
