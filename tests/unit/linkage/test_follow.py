"""The projector: exactly once, wherever it is killed; and a question waits for it."""

from __future__ import annotations

import asyncio
import copy
from contextlib import suppress
from pathlib import Path

import pytest

from graph.errors import GraphUnavailable
from graph.model import NodeRow
from services.linkage.app.freshness import Fresh
from services.linkage.errors import GraphAhead, GraphBehind
from services.linkage.projection import projector as follow
from services.linkage.projection.freshness import wait_for
from services.linkage.projection.projector import SOURCES, Lag, clear, position
from services.linkage.projection.rebuild import rebuild
from tests.fakes.memory_graph import Killed, MemoryGraph, Rows
from tests.fakes.record_changes import POLICE, RecordChanges, facts
from tests.shared import PATIENCE_S
from tests.unit.linkage.world import DAY, NOW, World, account, edge


class Absent(MemoryGraph):
    """Answers from the third question on."""

    asked = 0

    async def run(self, statement: str, **parameters: object) -> Rows:
        self.asked += 1
        if self.asked < 3:
            raise GraphUnavailable("away")
        return await super().run(statement, **parameters)


@pytest.mark.parametrize("dies", ["before", "after"])
async def test_killed_around_a_commit_it_writes_each_change_once(tmp_path: Path, dies: str) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b"))
    await world.register()
    await world.page(edges=(edge("TRANSFERRED", account("A"), account("B")),))
    while True:
        world.graph.dies = dies
        try:
            if not await world.projector.step():
                break
        except Killed:
            await world.projector.step()
    world.graph.dies = ""
    assert await world.differences() == []
    assert await world.projector.lag() == dict.fromkeys(SOURCES, Lag(0, 0))


async def test_lag_is_told(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a", known_ms=NOW - 9_000), facts("b", known_ms=NOW - 3_000))
    await world.register()
    await world.page(edges=(edge("TRANSFERRED", account("A"), account("B")),))
    world.now += 500
    assert await world.projector.lag() == {"records": Lag(2, 9), "links": Lag(0, 0), "feeds": Lag(1, 0)}
    assert await position(world.graph, "records") == 0
    await world.projector.catch_up()
    assert await position(world.graph, "records") == 2


async def test_it_waits_for_an_engine_that_is_away(tmp_path: Path) -> None:
    world = World(tmp_path, Absent())
    world.feed.put(facts("a"))
    running = asyncio.create_task(world.projector.run(0.01))
    await wait_for(seen_beside(world), {"records": 1}, 2**62, lambda: NOW)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert await world.differences() == []


def seen_beside(world: World) -> MemoryGraph:
    """The same places, from another connection."""
    seen = MemoryGraph()
    seen.positions = world.graph.positions
    return seen


async def test_a_question_waits_no_longer_than_it_may(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"))
    clock = iter(range(0, 1000, 40))
    with pytest.raises(GraphBehind):
        await wait_for(world.graph, {"records": 1}, 100, lambda: next(clock))
    await world.projector.catch_up()
    await wait_for(world.graph, {"records": 1, "links": 0}, 0, lambda: 1)


async def test_a_question_after_an_import_sees_it_or_is_refused(tmp_path: Path) -> None:
    """Rows of other authorities keep nobody waiting."""
    world = World(tmp_path)
    await world.register()
    await world.register(reference="W/2")
    fresh = Fresh(world.graph, world.feed, world.links, lambda: world.now)
    mine, other = (f"{POLICE}/{reference}" for reference in ("W/1", "W/2"))
    await fresh.fed([mine, other], 0)
    await world.page(edges=(edge("TRANSFERRED", account("A"), account("B")),))
    await fresh.fed([other], 0)
    await fresh.fed([], 0)
    with pytest.raises(GraphBehind):
        await fresh.fed([other, mine], 0)
    await world.projector.catch_up()
    await fresh.fed([other, mine], 0)
    await world.page(authority="W/2", edges=(edge("TRANSFERRED", account("A"), account("C")),))
    await fresh.fed([mine], 0)
    with pytest.raises(GraphBehind):
        await fresh.fed([other], 0)


async def test_a_rebuild_that_was_stopped_is_finished_first(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"))
    await world.projector.catch_up()
    await world.graph.run("clear_progress")
    world.graph.nodes["PHONE", "left"] = NodeRow("PHONE", "left")
    await world.projector.begin()
    assert world.graph.nodes == {}
    await world.projector.catch_up()
    await world.projector.begin()
    assert await world.differences() == []
    await clear(world.graph)
    assert (world.graph.nodes, world.graph.edges, world.graph.positions) == ({}, [], {})


async def test_nobody_waits_for_another_s_import_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one imports faster than the graph is written, without end, a question and others' rows have their turn."""
    monkeypatch.setattr(follow, "RECORDS_AT_ONCE", 2)
    world = World(tmp_path)
    projector, fresh = world.projector, Fresh(world.graph, world.feed, world.links, lambda: world.now)

    async def goes_on() -> None:
        world.feed.put(*(facts(f"r{world.feed.number}-{each}") for each in range(3)))
        assert await projector.step()

    for _ in range(10):
        await goes_on()
    await world.register()
    await world.page(edges=(edge("TRANSFERRED", account("A"), account("B")),))
    heads = await projector.heads()
    for _ in range(40):
        await goes_on()
    await wait_for(world.graph, heads, 0, lambda: 1)
    await fresh.fed([f"{POLICE}/W/1"], 0)
    assert (await projector.lag())["records"].changes > 20, "the import goes on, and is ahead"


async def test_a_graph_that_shows_more_than_its_source_is_not_asked(tmp_path: Path) -> None:
    """The store was put back from a copy: the graph shows what no store holds, and would miss what comes next."""
    world = World(tmp_path)
    world.feed.put(facts("a"))
    old = copy.deepcopy(world.feed)
    world.feed.put(facts("b"), facts("c"))
    await world.projector.catch_up()
    fresh = Fresh(world.graph, world.feed, world.links, lambda: world.now)
    await fresh.caught_up(0)
    world.feed = old
    projector, fresh = world.projector, Fresh(world.graph, world.feed, world.links, lambda: world.now)
    with pytest.raises(GraphAhead):
        await fresh.caught_up(0)
    with pytest.raises(GraphAhead):
        await projector.step()
    assert list(projector.ahead) == ["records"]
    world.feed.put(facts("d"))
    with pytest.raises(GraphAhead):
        await projector.step()
    await rebuild(world.graph, projector)
    assert list(projector.ahead) == []
    assert await world.differences() == []
    await fresh.caught_up(0)


async def test_rows_whose_time_is_over_are_no_roll_back(tmp_path: Path) -> None:
    world = World(tmp_path)
    await world.register()
    await world.page(edges=(edge("TRANSFERRED", account("A"), account("B")),))
    await world.projector.catch_up()
    world.now += 4000 * DAY
    await world.projector.catch_up()
    assert await world.links.feeds.head() == 0
    assert not await world.projector.step()


async def test_it_says_what_is_wrong_and_how_to_go_on(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b"))
    await world.projector.catch_up()
    world.feed = RecordChanges()
    running = asyncio.create_task(world.projector.run(0.01))
    async with asyncio.timeout(PATIENCE_S):
        while "rabta graph rebuild" not in caplog.text:
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)  # it is not said again meanwhile
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    assert caplog.text.count("rabta graph rebuild") == 1
    assert "shows more records" in caplog.text
