"""A body that serves for all tests of a file, and a department's folder for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.school_warning.body import Body, Served, serving
from tests.unit.school_warning.place import Place


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("tls")
    with serving(folder) as body:
        yield Served(body, folder)


@pytest.fixture
def body(served: Served) -> Body:
    served.body.taken.clear()
    served.body.status = 202
    return served.body


@pytest.fixture
def place(tmp_path: Path, served: Served, body: Body) -> Place:
    folder = tmp_path / "department"
    folder.mkdir()
    return Place(folder, served.tls, body.server_port)
