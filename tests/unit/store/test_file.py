"""A file in a process that answers: whatever SQLite refuses is the room's one error, and a line says what it was."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from services.errors import RabtaError
from services.store.file import File


class Away(RabtaError):
    """The room's own."""


def prepare(db: sqlite3.Connection) -> None:
    db.execute("pragma journal_mode=wal")
    db.executescript("create table if not exists kept(one integer primary key) strict")


def opened(folder: Path) -> File:
    return File(folder / "some.db", prepare, Away)


def keep(db: sqlite3.Connection, one: object = 1) -> None:
    db.execute("insert into kept values (?1)", (one,))


async def test_a_table_that_is_gone_is_the_rooms_error_and_is_said_without_the_statement(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = opened(tmp_path)
    await file.write(lambda db: db.execute("drop table kept"))
    with caplog.at_level(logging.ERROR):
        with pytest.raises(Away):
            file.rows("select one from kept")
        with pytest.raises(Away):
            list(file.each("select one from kept"))
        with pytest.raises(Away):
            await file.write(keep)
    assert [record.getMessage() for record in caplog.records] == ["some.db: SQLITE_ERROR"] * 3
    file.close()


@pytest.mark.parametrize("value", [1, "one"])
async def test_a_row_that_does_not_fit_is_the_rooms_error_and_undoes_its_job(tmp_path: Path, value: object) -> None:
    file = opened(tmp_path)
    await file.write(keep)

    def job(db: sqlite3.Connection) -> None:
        keep(db, 2)
        keep(db, value)

    with pytest.raises(Away):
        await file.write(job)
    assert file.rows("select one from kept") == [(1,)]
    file.close()


async def test_a_file_that_is_closed_is_the_rooms_error(tmp_path: Path) -> None:
    file = opened(tmp_path)
    file.close()
    with pytest.raises(Away):
        file.rows("select one from kept")
    with pytest.raises(Away):
        await file.write(keep)


async def test_what_a_job_raises_itself_stays_what_it_is(tmp_path: Path) -> None:
    file = opened(tmp_path)

    def job(db: sqlite3.Connection) -> None:
        keep(db)
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        await file.write(job)
    assert file.rows("select one from kept") == []
    file.close()


def test_a_schema_that_cannot_be_made_is_the_rooms_error(tmp_path: Path) -> None:
    def wrong(db: sqlite3.Connection) -> None:
        db.execute("create nothing")

    with pytest.raises(Away):
        File(tmp_path / "some.db", wrong, Away)
