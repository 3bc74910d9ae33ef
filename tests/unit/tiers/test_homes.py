"""Each test is taken by the runs of its home and by no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import ROOT
from tests.starting import NEO4J5
from tests.tiers.homes import (
    BROWSERS,
    CHECK,
    ENGINES,
    EXHAUSTIVE,
    HOMES,
    POSTGRES,
    SOAKED,
    TEST,
    TIERS,
    holds_any,
    home,
    takes,
)

ROWS = [
    ("tests/unit/access/test_law.py::test_a[x]", set(), CHECK),
    ("tests/arch/test_words.py::test_a", set(), CHECK),
    ("tests/unit/access/test_engine.py::test_a[neo4j5]", {NEO4J5}, ENGINES),
    ("tests/unit/access/test_engine.py::test_a[neo4j5]", {POSTGRES, NEO4J5}, ENGINES),
    ("tests/unit/access/test_engine.py::test_a[arcade]", set(), CHECK),
    ("tests/unit/graph/test_neo4j5.py::test_a", set(), CHECK),
    ("tests/finbench/test_readers.py::test_a[arcade]", set(), ENGINES),
    ("tests/e2e/test_walk.py::test_history", set(), CHECK),
    ("tests/e2e/test_admin.py::test_a", set(), TEST),
    ("tests/e2e/attacks/test_token.py::test_a", {"hypothesis"}, TEST),
    ("tests/e2e/foreign/test_foreign.py::test_case[a]", set(), EXHAUSTIVE),
    ("tests/integration/records/test_rpc.py::test_a", set(), TEST),
    ("tests/integration/records/test_rpc.py::test_a[postgresql]", {POSTGRES}, POSTGRES),
    ("tests/conformance/store/test_machine.py::test_a[postgresql]", {POSTGRES}, POSTGRES),
    ("tests/browser/test_help.py::test_a", {POSTGRES}, BROWSERS),
]


@pytest.mark.parametrize(("nodeid", "marks", "tier"), ROWS)
def test_a_test_has_one_home(nodeid: str, marks: set[str], tier: str) -> None:
    assert home(nodeid, marks) == tier
    takers = {each for each in TIERS if takes(each, nodeid, marks)} - (
        {EXHAUSTIVE} if marks == {"hypothesis"} else set()
    )
    assert takers == ({CHECK, TEST} if tier == CHECK else {tier})


@pytest.mark.parametrize("mark", ["hypothesis", "budgeted"])
def test_the_exhaustive_slice_takes_properties_of_every_day_again(mark: str) -> None:
    assert takes(EXHAUSTIVE, "tests/unit/edge/test_door.py::test_a", {mark})
    assert takes(EXHAUSTIVE, "tests/integration/records/test_again.py::test_a", {mark})
    assert not takes(EXHAUSTIVE, "tests/unit/edge/test_door.py::test_a", set())
    assert not takes(EXHAUSTIVE, f"{SOAKED[0]}::TestEverything::test_a", {mark})
    assert not takes(EXHAUSTIVE, "tests/browser/test_help.py::test_a", {mark})
    assert not takes(EXHAUSTIVE, "tests/unit/access/test_engine.py::test_a[neo4j5]", {mark, NEO4J5})


@given(
    st.sampled_from(TIERS),
    st.sampled_from([each.path for each in HOMES]),
    st.lists(st.sampled_from(["unit", "e2e", "integration", "edge"]), max_size=2),
    st.sets(st.sampled_from(["hypothesis", POSTGRES, NEO4J5, "budgeted"])),
)
def test_no_test_of_a_tier_lies_where_the_tier_does_not_look(
    tier: str, start: str, folders: list[str], marks: set[str]
) -> None:
    path = start if start.endswith(".py") else "".join([start, *(f"{each}/" for each in folders), "test_a.py"])
    if takes(tier, f"{path}::test_a", marks):
        parts = path.split("/")
        assert holds_any(tier, path)
        assert all(holds_any(tier, "/".join(parts[:number]) + "/") for number in range(1, len(parts)))


def test_each_home_is_there() -> None:
    """Folders of tests move with the rooms that they mirror."""
    assert [path for path in (*(each.path for each in HOMES), *SOAKED) if not (ROOT / path).exists()] == []


def test_a_run_does_not_load_what_it_does_not_take() -> None:
    assert not holds_any(BROWSERS, "tests/unit/")
    assert not holds_any(CHECK, "tests/integration/")
    assert not holds_any(CHECK, "tests/e2e/attacks/")
    assert not holds_any(TEST, "tests/browser/")
    assert not holds_any(ENGINES, "tests/browser/")
    assert holds_any(CHECK, "tests/e2e/")
    assert not holds_any(CHECK, "tests/e2e/test_admin.py")
