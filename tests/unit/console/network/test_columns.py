"""Columns for the island say of every node and line what the tables say, and no id of the hub's."""

from __future__ import annotations

import json

import pytest

from services.console.network.acts import Act, Asked, Collapsed, Grouped, History
from services.console.network.columns import on_canvas, plain
from services.console.network.content import merged
from services.console.network.shown import View
from services.console.network.view import view
from services.draw.direction import LRI, PDI
from services.values.network import Answer, ExpandResponse, Node, NodeKey
from tests.unit.console.network import drawn
from tests.unit.console.network.sample import ANSWERS, CODES, EXPAND, PATHS, PHONE, T, row

ASKED = History().do(Asked(EXPAND), Asked(PATHS))
WAYS: tuple[tuple[Act, ...], ...] = ((), (Grouped(False),), (Collapsed(False),), (Grouped(False), Collapsed(False)))


def seen(acts: tuple[Act, ...], language: str = "") -> View:
    return view(merged(ANSWERS.values()), ASKED.do(*acts).state, CODES, language)


@pytest.mark.parametrize("language", ["", "ur"])
@pytest.mark.parametrize("acts", WAYS)
def test_every_node_and_line_is_there_as_the_tables_have_it(acts: tuple[Act, ...], language: str) -> None:
    shown = seen(acts, language)
    told = json.loads(json.dumps(plain(shown, "f", "{label}|{kind}|{links}")))
    assert [(one["id"], one["label"], one["colour"], one["x"], one["y"], one["said"]) for one in drawn.nodes(told)] == [
        (node.id, on_canvas(node.label), node.colour, node.x, node.y, f"{node.label}|{node.word}|{node.links}")
        for node in shown.nodes
    ]
    assert [
        (one["source"], one["target"], one["label"], one["colour"], one["dashed"], one["when"])
        for one in drawn.edges(told)
    ] == [
        (
            link.source,
            link.target,
            on_canvas(link.lines[0]) if link.lines else "",
            link.colour,
            link.dashed,
            list(dict.fromkeys(link.when)),
        )
        for link in shown.links
    ]
    assert told["focus"] == "f"


def test_a_group_keeps_the_colour_of_its_members_and_is_a_kind_of_its_own() -> None:
    told = plain(seen(()))
    groups = [one for one in drawn.nodes(told) if one["kind"] == "GROUP"]
    phones = [one for one in drawn.nodes(told) if one["kind"] == "PHONE"]
    assert {one["colour"] for one in groups} == {one["colour"] for one in phones}
    assert {one["word"] for one in groups} == {one["word"] for one in phones}


def test_a_moment_is_a_number_and_what_is_undated_an_empty_list() -> None:
    other = NodeKey("PHONE", "+923000000001")
    calls = (row("a", "CALLED", PHONE, other, at_ms=T), row("b", "CALLED", PHONE, other, at_ms=T))
    undated = row("c", "PHONE_USED_BY", PHONE, other)
    response = ExpandResponse((), Answer((Node(PHONE), Node(other)), (*calls, undated)))
    told = plain(view(merged([response]), History().do(Asked(EXPAND), Grouped(False)).state, CODES))
    assert sorted(told["edges"]["when"], key=str) == [T, []]  # type: ignore[index]  # columns


def test_what_is_alike_is_said_once() -> None:
    told = plain(seen((Grouped(False),)))
    for table, key in (("kinds", "kind"), ("looks", "look")):
        held = told[table]
        assert isinstance(held, list)
        assert len({json.dumps(each) for each in held}) == len(held)
        part = told["nodes" if table == "kinds" else "edges"]
        assert set(part[key]) == set(range(len(held)))  # type: ignore[index]  # columns


def test_numbers_are_islands_on_the_canvas() -> None:
    assert on_canvas("+923001234567") == f"{LRI}+923001234567{PDI}"
    assert on_canvas("کال 2025-03-04") == f"کال {LRI}2025-03-04{PDI}"
    assert on_canvas("Person") == "Person"
