"""One desk that serves for all tests of a file, emptied for each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.unit.welfare_desk.desk import Made


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    made = Made(tmp_path_factory.mktemp("desk"))
    with made.serving():
        yield made


@pytest.fixture
def desk(served: Made) -> Made:
    with closing(sqlite3.connect(served.folder / "desk.db")) as database, database:
        database.execute("DELETE FROM requests")
    return served
