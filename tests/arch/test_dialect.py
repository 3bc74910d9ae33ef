"""Things have the names that the field gives them, and people are whoever they are: nothing here is of a dialect."""

from __future__ import annotations

import pytest

from tests.arch.dialect import SEXED, dialect
from tests.arch.house_counts import written
from tests.arch.tree import Source, sources, text_of, tracked

OF_THE_WIRE = {
    ("services/values/exchange/__init__.py", "Desk"): "the message of the contract",
    ("services/values/network/graph.py", "Desk"): "the message of the contract",
    ("services/values/referral/__init__.py", "Desk"): "the message of the contract",
    ("services/values/records/history.py", "Desk"): "the message of the contract",
}
"""(file, name) -> what else bears that name."""
LISTS = ("tests/arch/dialect.py", "tests/arch/house_counts.py", "tests/arch/test_house_counts.py")
"""Files that name what must not be named."""


@pytest.mark.parametrize("part", ["services", "audit", "graph", "rabta", "tests", "examples"])
def test_no_name_is_of_the_dialect(part: str) -> None:
    looked_at: list[Source] = [source for source in sources() if source.parts[0] == part]
    assert looked_at
    found = {(source.path, name) for source in looked_at for name in dialect(source) if source.path not in LISTS}
    assert found - OF_THE_WIRE.keys() == set()


def test_nobody_is_called_by_one_sex() -> None:
    texts = [path for path in tracked() if written(path) and path not in LISTS]
    assert {path.rpartition(".")[2] for path in texts} >= {"py", "md", "proto", "sql", "cypher", "go"}
    assert {path: found.group() for path in texts if (found := SEXED.search(text_of(path)))} == {}


def test_every_exception_is_needed() -> None:
    named = {(source.path, name) for source in sources() for name in dialect(source)}
    assert OF_THE_WIRE.keys() <= named
    assert [path for path in LISTS if not SEXED.search(text_of(path))] == []
