"""A database of a node that is damaged is said by its name before anything is opened, with what helps."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from services.node.backup import OWN_DATABASES, back_up
from services.node.damaged_files import DATABASES, IN_NO_BACKUP, check_databases, way_back
from services.records.errors import StorageUnavailable
from services.records.law_book.store.database import FILE as LAW
from tests.unit.node.shelves import database, hub


def whole(path: Path) -> None:
    """A database of some pages."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table rows (body blob)")
        db.executemany("insert into rows values (zeroblob(?))", [(3000,)] * 20)


def damage(path: Path) -> None:
    """Every page but the first as if the disk had lost it."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


@pytest.mark.parametrize("name", DATABASES)
def test_each_that_is_damaged_is_named(tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    whole(tmp_path / name)
    check_databases(tmp_path)
    damage(tmp_path / name)
    with caplog.at_level(logging.ERROR), pytest.raises(StorageUnavailable):
        check_databases(tmp_path)
    (said,) = (each.message for each in caplog.records)
    assert said.startswith(f"{name} is damaged: ")
    assert said.endswith(way_back(name))


def test_the_way_back_is_a_command_that_works_for_what_a_backup_holds(tmp_path: Path) -> None:
    """Each name is one that ``--only`` takes of a backup that was made of a whole folder, or the line names no backup."""
    node, backup = hub(tmp_path), tmp_path / "backup"
    for name in (*OWN_DATABASES, *IN_NO_BACKUP):
        database(node.folder / name, "create table act (id)")
    made = back_up(node.folder, backup, keys=False)
    for name in DATABASES:
        assert ("rabta restore BACKUP DIR --replace" in way_back(name)) is (name in made.files)
        alone = way_back(name).partition("--only ")[2].rstrip("`")
        assert alone in ("", name)


def test_what_was_decided_on_guards_is_among_them() -> None:
    assert LAW in DATABASES


def test_where_nothing_is_there_yet_nothing_is_damaged(tmp_path: Path) -> None:
    check_databases(tmp_path)
