"""A check finds every difference, whatever it is, and never holds the whole graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EdgeRow, NodeRow
from services.linkage.app.context import Weight
from services.linkage.app.decisions import decide_link
from services.linkage.projection import check as checking
from services.linkage.projection.check import _places_apart
from services.linkage.projection.sorted_lines import SortedLines
from services.values.network import DecideLinkRequest
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.test_decisions import SECOND, WHY, key
from tests.unit.linkage.world import World, account, edge, investigator, person

LINES = st.lists(st.binary(max_size=3).filter(lambda line: b"\n" not in line), max_size=40)


@given(LINES, st.integers(1, 7))
def test_lines_come_in_order_however_few_are_held(lines: list[bytes], at_once: int) -> None:
    held = SortedLines(at_once)
    for line in lines:
        held.add(line)
        assert len(held._held) < at_once
    assert list(held) == sorted(lines)
    assert list(held) == sorted(lines), "again"


@given(*[st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=12)] * 2)
def test_places_apart_are_those_of_the_multisets(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    lines = [sorted((place * 32 + said).encode() for place, said in side) for side in (one, other)]
    apart = (Counter(one) - Counter(other)) + (Counter(other) - Counter(one))
    assert list(_places_apart(*lines)) == sorted({place.encode() * 32 for place, _ in apart})


async def world_of(tmp_path: Path) -> World:
    """Records of one case, a feed with a person, and a decision."""
    world = World(tmp_path / "node")
    world.feed.put(facts("a", label="Amjad Ali"), facts("b", label="Amjad Ali"))
    world.feed.put(facts("file", kind="CASE_FILE", about_person=False, cases=(CASE, "FIR:PB/LAHORE/ICHHRA/9/2024")))
    await world.register()
    await world.page(nodes=(person("Ali"),), edges=(edge("ACCOUNT_HELD_BY", account("A"), person("Ali")),))
    await world.projector.catch_up()
    world.weights[POLICE] = Weight(("OVERSIGHT",))
    asked, seen = await world.ask(investigator(approver=SECOND))
    request = DecideLinkRequest(key("a"), key("b"), "SAME", WHY)
    await decide_link(world.links, world.graph, world.score, world.weigh, asked, seen, request)
    await world.projector.catch_up()
    assert await world.differences() == []
    return world


def _first(graph: MemoryGraph, kind: str) -> EdgeRow:
    return next(row for row in graph.edges if row.kind == kind)


def _drop(kind: str) -> Callable[[MemoryGraph], None]:
    return lambda graph: graph.edges.remove(_first(graph, kind))


def _alter(kind: str) -> Callable[[MemoryGraph], None]:
    def alter(graph: MemoryGraph) -> None:
        row = _first(graph, kind)
        graph.edges[graph.edges.index(row)] = replace(row, klass=row.klass + 7, note="else")

    return alter


def _twice(kind: str) -> Callable[[MemoryGraph], None]:
    return lambda graph: graph.edges.append(_first(graph, kind))


def _node(graph: MemoryGraph) -> None:
    graph.nodes["PLACE", "DISTRICT:X"] = NodeRow("PLACE", "DISTRICT:X")


EDGES = ("PARTY_TO", "CO_ARRESTED", "REFERS_TO", "SAME_PERSON", "ACCOUNT_HELD_BY")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        *((_drop(kind), f"missing {kind} ") for kind in EDGES),
        *((_alter(kind), f"altered {kind} ") for kind in EDGES),
        *((_twice(kind), f"not so {kind} ") for kind in EDGES),
        (_node, "not so PLACE DISTRICT:X"),
    ],
)
async def test_each_difference_is_told_once(spoil: Callable[[MemoryGraph], None], told: str, tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    spoil(world.graph)
    (line,) = await world.differences()
    assert line.startswith(told)
    assert line.endswith(": klass, note") == told.startswith("altered")
    assert "Amjad" not in line


async def test_of_very_many_differences_it_says_that_there_are_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await world_of(tmp_path)
    monkeypatch.setattr(checking, "TOLD", 3)
    world.graph.edges.clear()
    found = await world.differences()
    assert len(found) == 4
    assert found[-1] == "more than 3 places differ"
