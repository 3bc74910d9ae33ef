"""What a question's caller did not get is counted where it was asked and along what is shown, for the log alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.linkage.apart import Search, do
from services.linkage.app.context import Found
from services.linkage.questions import web
from services.linkage.wire import encode
from services.values.network import ExpandRequest, NodeKey, ShortestPathsRequest
from tests.fakes.asked_graph import AskedGraph
from tests.unit.linkage.questions.small import ALL, graph, link, phone

HIDDEN, OTHER = 2, 3
CHAIN = [link("CALLED", f"p{number}", f"p{number + 1}", id=f"c{number}", at_ms=number + 1) for number in range(3)]
PATH = ShortestPathsRequest(start=phone("p0"), end=phone("p3"))
NEAR = ExpandRequest(start=(phone("p0"),))


def hidden(at: str, source: str, klass: int = HIDDEN) -> EdgeRow:
    return link("PHONE_USED_BY", at, source, klass=klass, source=source)


def around(rows: Sequence[EdgeRow]) -> AskedGraph:
    people = (NodeRow("SUBJECT", row.end, row.klass) for row in rows if row.kind == "PHONE_USED_BY")
    return graph([*CHAIN, *rows], *people)


async def found(rows: Sequence[EdgeRow], request: ExpandRequest | ShortestPathsRequest, rights: Rights = ALL) -> Found:
    told: Found = await do(around(rows), Search(rights, request))
    return told


async def test_what_hides_along_a_way_is_counted_by_class() -> None:
    """At an end, between, and at both at once, where a record counts once; nothing beside what is shown."""
    rows = [
        hidden("p0", "a"), hidden("p1", "b"), hidden("p2", "b"), hidden("p2", "c", OTHER),
        hidden("p9", "far"), link("CALLED", "p9", "p8"),
    ]  # fmt: skip
    assert (await found(rows, PATH)).withheld == {HIDDEN: 2, OTHER: 1}
    assert (await found(rows, NEAR)).withheld == {HIDDEN: 2}, "p0 and p1 are shown, p2 is not"


@pytest.mark.parametrize("request_", [PATH, NEAR], ids=["path", "expand"])
async def test_nothing_of_it_reaches_the_answer(request_: ExpandRequest | ShortestPathsRequest) -> None:
    """Whoever plants records at somebody's numbers moves no byte of what others are shown."""
    rows = [hidden(f"p{number % 4}", f"s{number}", HIDDEN + number % 2) for number in range(9)]
    assert encode((await found(rows, request_)).answer) == encode((await found([], request_)).answer)


async def test_it_costs_one_statement_for_each_kind_that_is_shown() -> None:
    world = around([hidden("p0", "a"), link("PHONE_USED_BY", "p1", "seen")])
    await do(world, Search(ALL, NEAR))
    assert Counter({name: n for name, n in world.asked.items() if name.startswith("withheld")}) == {"withheld.PHONE": 1}


async def test_a_named_node_that_is_not_seen_is_counted_and_a_hub_on_the_way_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(web, "HUB", 1)
    rows = [hidden("p1", "b"), hidden("alone", "x")]
    assert (await found(rows, NEAR)).withheld == {}
    alone = ExpandRequest(start=(NodeKey("PHONE", "alone"),))
    assert (await found(rows, alone)).withheld == {HIDDEN: 1}


async def test_what_is_shown_or_told_is_no_secret_but_a_hit_is_not_had_either() -> None:
    """A hit is withheld too: its record was not given."""
    rows = [hidden("p0", "a"), link("PHONE_USED_BY", "p0", "seen", source="seen")]
    assert (await found(rows, NEAR, Rights((0, 1), {HIDDEN: ("pk.x",)}))).withheld == {HIDDEN: 1}
