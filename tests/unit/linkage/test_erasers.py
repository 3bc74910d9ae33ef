"""What the erasers of the graph and of the link store do, and when they say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.linkage.app.erasers import erase_in_graph, erase_links
from services.linkage.errors import GraphBehind
from services.linkage.kept import CaseNumber, Proposal, ScoredPair
from services.linkage.service import SERVICE
from services.linkage.store.links import links_of
from tests.fakes.link_room import World, open_room

RECORD, OTHER = "agencies/pk.fia/records/r", "agencies/pk.fia/records/s"


async def test_nothing_is_said_of_a_graph_that_is_behind(tmp_path: Path) -> None:
    world = World(behind=True)
    room = open_room(tmp_path, world)
    with pytest.raises(GraphBehind):
        await erase_in_graph(room, [RECORD])
    world.behind = False
    assert await erase_in_graph(room, [RECORD, OTHER]) == 2


async def test_the_store_forgets_only_after_the_graph_that_needs_its_numbers(tmp_path: Path) -> None:
    assert [each.name for each in SERVICE.erasers] == ["graph", "snapshot", "linkage.db"]
    world = World()
    assert await erase_links(open_room(tmp_path, world), [RECORD]) == 1
    assert world.forgotten == [RECORD]


async def test_what_is_proposed_and_scored_of_a_record_is_counted_and_gone(tmp_path: Path) -> None:
    store = links_of(tmp_path / "linkage.db")
    await store.feeds.give_numbers([CaseNumber(RECORD, "FIR:1", "FIR:2"), CaseNumber(OTHER, "FIR:1", "FIR:2")])
    await store.runs.begin("m", 1)
    await store.runs.finish([Proposal(ScoredPair(each, "x", 5, "{}"), "m", 1) for each in (RECORD, OTHER)])
    await store.runs.begin("m", 2)
    await store.runs.add(2, [RECORD, OTHER], [ScoredPair(RECORD, "y", 1, "[]"), ScoredPair("a", RECORD, 1, "[]")])
    assert await store.feeds.forget_numbers([RECORD]) == 1
    assert await store.reviews.forget([RECORD]) == 3
    assert [each.pair.one for each in await store.reviews.after(None, 9)] == [OTHER]
    assert await store.runs.pairs() == []
    assert await store.reviews.forget([RECORD]) == await store.reviews.forget([]) == 0
    await store.close()
