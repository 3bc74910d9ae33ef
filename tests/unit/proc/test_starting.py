"""Which items start what, and that nothing else starts."""

from __future__ import annotations

from typing import Any

import pytest

from tests import starting

OF_ITEM = {
    "tests/a/test_b.py::test_c": set(),
    "tests/a/test_b.py::test_c[postgresql]": {"postgres"},
    "tests/a/test_b.py::test_c[mesh-postgresql-seed-7]": {"postgres"},
    "tests/a/test_b.py::test_c[postgresql/select.sql]": set(),
    "tests/a/test_postgres.py::test_c": {"postgres"},
    "tests/postgres/test_b.py::test_c": set(),
    "tests/a/test_b.py::test_c[neo4j5]": {"neo4j5"},
    "tests/a/test_b.py::test_neo4j5": set(),
    "tests/browser/test_b.py::test_c[neo4j5-postgresql]": {"browser", "neo4j5", "postgres"},
}


@pytest.fixture(autouse=True)
def _no_item(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process without items and settings."""
    monkeypatch.setattr(starting, "_MARKS", [])
    monkeypatch.delenv(starting.WITHOUT, raising=False)


class Item:
    """What the marking reads of an item, and the markers that it gives."""

    def __init__(self, nodeid: str, *fixtures: str) -> None:
        self.nodeid, self.fixturenames, self.marks = nodeid, fixtures, list[str]()

    def add_marker(self, name: str) -> None:
        self.marks.append(name)

    def iter_markers(self) -> list[Any]:
        return [getattr(pytest.mark, name).mark for name in self.marks]


def marked(nodeid: str, *fixtures: str) -> Any:
    item: Any = Item(nodeid, *fixtures)
    starting.mark(item)
    return item


def test_an_item_is_marked_by_its_place_name_and_fixtures() -> None:
    assert {nodeid: set(marked(nodeid).marks) for nodeid in OF_ITEM} == OF_ITEM
    assert marked("tests/a/test_b.py::test_c", "neo4j5_running").marks == ["neo4j5"]


def test_an_item_starts_only_what_its_markers_name() -> None:
    with starting.running(marked("tests/a/test_b.py::test_c[neo4j5]")):
        starting.starts("neo4j5")
        with pytest.raises(starting.StartRefusedError, match=r"lacks its marker: @pytest\.mark\.postgres"):
            starting.starts("postgres")
    starting.starts("postgres")


@pytest.mark.parametrize("kind", starting.KINDS)
def test_a_run_starts_nothing_that_it_goes_without(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(starting.WITHOUT, ",".join(starting.KINDS))
    with pytest.raises(starting.StartRefusedError, match=f"RABTA_WITHOUT names {kind}"):
        starting.starts(kind)


def test_a_name_that_is_none_of_them_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(starting.WITHOUT, "postgres,oracle")
    with pytest.raises(starting.StartRefusedError, match="RABTA_WITHOUT: oracle: it takes postgres, neo4j5, browser"):
        starting.starts("neo4j5")
