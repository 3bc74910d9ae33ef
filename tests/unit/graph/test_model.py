"""The kinds fit together, and each has a name that Cypher takes as it stands."""

from __future__ import annotations

import re

import pytest

from graph.model import EDGE_KINDS, NAMING, NODE_KINDS, NUMBERS
from graph.rights import Rights
from tests.rows import of_rows


@of_rows("name", EDGE_KINDS)
def test_an_edge_joins_kinds_that_exist(name: str) -> None:
    kind = EDGE_KINDS[name]
    assert {kind.source, kind.target} <= set(NODE_KINDS)
    assert kind.name == name
    assert re.fullmatch(r"[A-Z][A-Z_]*", name)


@pytest.mark.parametrize("name", NODE_KINDS)
def test_a_node_has_a_label(name: str) -> None:
    assert NODE_KINDS[name].name == name
    assert re.fullmatch(r"[A-Z][A-Za-z]+", NODE_KINDS[name].label)


def test_a_number_names_a_person_by_an_edge_between_them() -> None:
    ends = [{EDGE_KINDS[name].source, EDGE_KINDS[name].target} for name in NAMING]
    assert all("SUBJECT" in both and len(both) == 2 for both in ends)
    assert {"ACCOUNT", "DEVICE", "DOCUMENT", "PHONE", "VEHICLE"} == NUMBERS


def test_who_may_see_nothing_sees_open_numbers_alone() -> None:
    assert Rights().shown == (0,)
    assert Rights().hits == {}
