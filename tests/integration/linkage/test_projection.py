"""The projection on both engines, and on the graph in memory that other tests trust: the same rows on all."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.batch import Batch
from graph.model import EdgeRow, NodeRow
from services.access.decision import RecordClass
from services.linkage.projection.check import contents
from services.linkage.projection.rebuild import rebuild
from services.values.network import LinkDecision, NodeKey
from tests.engines.running import Running
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_changes import CASE, POLICE, facts
from tests.unit.linkage.world import DAY, World, account, edge, person

OTHER = "FIR:PB/LAHORE/ICHHRA/9/2024"
HANDSET = "IMEI:490154203237518"


@pytest.fixture(params=["memory", "arcade", "neo4j5"])
def place(request: pytest.FixtureRequest) -> Any:
    return None if request.param == "memory" else request.getfixturevalue(f"{request.param}_running")


@asynccontextmanager
async def graph_at(place: Running | None) -> AsyncIterator[Any]:
    if place is None:
        yield MemoryGraph()
        return
    async with place.graph() as graph:
        yield graph


async def all_of(graph: Any) -> Counter[NodeRow | EdgeRow]:
    return Counter([row async for row in contents(graph)])


def name(record: str) -> str:
    return facts(record).record


async def story(world: World) -> list[Counter[NodeRow | EdgeRow]]:
    """Records, feeds and decisions come and go; what the graph held after each turn."""
    turns = []

    async def turn() -> None:
        await world.projector.catch_up()
        assert await world.differences() == []
        turns.append(await all_of(world.graph))

    file = facts("file", kind="CASE_FILE", role="", about_person=False, cases=(CASE, "COURT_CASE:LHC/1/2024"))
    world.feed.put(facts("a"), facts("b", label="Man a"), facts("c", role="SUSPECT", cases=(CASE, OTHER)), file)
    await turn()
    await world.register()
    man, woman = person("Ali"), person("Bano")
    moved = edge("TRANSFERRED", account("A"), account("B"), amount_minor=5, currency="PKR")
    await world.page(nodes=(man,), edges=(moved, edge("ACCOUNT_HELD_BY", account("B"), man)))
    one, other = sorted((name("a"), name("b")))
    keys = NodeKey("SUBJECT", one), NodeKey("SUBJECT", other)
    await world.links.decisions.add(
        LinkDecision("d1", *keys, "SAME", f"{POLICE}/x", f"{POLICE}/y", decided_ms=5, parts=("OVERSIGHT",))
    )
    await turn()
    await world.page(
        nodes=(woman,), edges=(edge("ACCOUNT_HELD_BY", account("A"), man), edge("CO_ARRESTED", man, woman))
    )
    sealed = replace(RecordClass(POLICE, "PARTY", role="ACCUSED"), sealed=True)
    world.feed.put(facts("a", klass=sealed), replace(file, cases=(CASE,)))
    await turn()
    world.feed.put(facts("b", status="WITHDRAWN"), facts("c", status="EXPUNGED", about_person=False, cases=()))
    await turn()
    await world.links.decisions.withdraw("d1", f"{POLICE}/x", "why", 9)
    world.feed.put(facts("b"))
    await turn()
    world.now += 20 * DAY
    await turn()
    return turns


async def test_every_engine_holds_what_the_memory_holds(place: Running | None, tmp_path: Path) -> None:
    wanted = await story(World(tmp_path / "memory"))
    async with graph_at(place) as graph:
        world = World(tmp_path / "engine", graph)
        turns = await story(world)
        assert turns == wanted
        kinds = [Counter(row.kind for row in turn.elements()) for turn in turns]
        assert [turn["CO_ARRESTED"] for turn in kinds] == [3, 3, 3, 0, 1, 1]
        assert [turn["SAME_PERSON"] for turn in kinds] == [0, 1, 1, 0, 0, 0]
        assert [turn["REFERS_TO"] for turn in kinds] == [1, 1, 0, 0, 0, 0]
        assert [turn["TRANSFERRED"] for turn in kinds] == [0, 1, 1, 1, 1, 0]
        assert [turn["ACCOUNT"] for turn in kinds] == [0, 2, 2, 2, 2, 0]
        await rebuild(graph, world.projector)
        assert await all_of(graph) == turns[-1]


async def test_a_handset_goes_with_the_last_that_names_it_and_a_vehicle_with_its_record(
    place: Running | None, tmp_path: Path
) -> None:
    """A record is expunged, another withdrawn: what call data say of the handset stays until their date."""
    own: dict[str, Any] = {"devices": (HANDSET,), "vehicles": ("LEA1234",)}
    async with graph_at(place) as graph:
        world = World(tmp_path, graph)
        await world.register()
        world.feed.put(facts("a", **own), facts("b", **own), facts("c", devices=("IMSI:410011234567890",)))
        used = edge("USED_DEVICE", NodeKey("PHONE", "+923009000001"), NodeKey("DEVICE", HANDSET))
        await world.page(feed="CDR", format="cdr", edges=(used,))
        turns = [await kept(world)]
        gone = {"status": "EXPUNGED", "about_person": False, "cases": ()}
        for change in (facts("a", **gone), facts("b", status="WITHDRAWN", **own), facts("c")):
            world.feed.put(change)
            turns.append(await kept(world))
        await rebuild(graph, world.projector)
        assert await kept(world) == turns[-1]
        world.now += 20 * DAY
        turns.append(await kept(world))
    assert turns == [
        {"DEVICE": 2, "VEHICLE": 1, "DEVICE_USED_BY": 3, "VEHICLE_USED_BY": 2, "USED_DEVICE": 1},
        {"DEVICE": 2, "VEHICLE": 1, "DEVICE_USED_BY": 2, "VEHICLE_USED_BY": 1, "USED_DEVICE": 1},
        {"DEVICE": 2, "DEVICE_USED_BY": 1, "USED_DEVICE": 1},
        {"DEVICE": 1, "USED_DEVICE": 1},
        {},
    ]


async def kept(world: World) -> dict[str, int]:
    """How many handsets and vehicles, and edges of them, once the graph is level and checked."""
    await world.projector.catch_up()
    assert await world.differences() == []
    found = Counter(row.kind for row in (await all_of(world.graph)).elements())
    return {kind: number for kind, number in found.items() if "DEVICE" in kind or "VEHICLE" in kind}


async def test_a_check_finds_what_was_seeded(place: Running | None, tmp_path: Path) -> None:
    async with graph_at(place) as graph:
        world = World(tmp_path, graph)
        world.feed.put(facts("a"), facts("b", vehicles=("LEA1234",)))
        await world.projector.catch_up()
        number, position = next(iter(world.feed.held.values())).facts.phones[0], 100
        rows = [row async for row in contents(graph)]
        link = next(row for row in rows if isinstance(row, EdgeRow) and row.kind == "PHONE_USED_BY")
        lives = next(row for row in rows if isinstance(row, EdgeRow) and row.kind == "LIVES_AT")
        seeded = [
            (Batch("s", position, nodes=[NodeRow("PHONE", "+92999")]), "not so PHONE +92999"),
            (Batch("s", position + 1, sweep={"PHONE": ["+92999"]}), ""),
            (
                Batch("s", position + 2, drop_edges={link.kind: [link]}),
                f"missing PHONE_USED_BY {link.id} {number} {link.end}",
            ),
            (Batch("s", position + 3, edges=[replace(link, klass=0)]), "altered PHONE_USED_BY"),
            (Batch("s", position + 4, drop_edges={link.kind: [link]}, edges=[link]), ""),
            (Batch("s", position + 5, edges=[lives]), f"not so LIVES_AT {lives.id}"),
            (Batch("s", position + 6, drop_edges={lives.kind: [lives]}, edges=[lives]), ""),
            (Batch("s", position + 7, drop_nodes={"VEHICLE": ["LEA1234"]}), "missing VEHICLE LEA1234"),
            (Batch("s", position + 8, drop_nodes={"PLACE": [lives.end]}), "missing PLACE"),
        ]
        for batch, told in seeded:
            await graph.write(batch)
            found = await world.differences()
            assert bool(found) is bool(told)
            assert not told or any(line.startswith(told) for line in found), (told, found)
        world.feed.put(facts("c"))
        assert await world.differences() == ["records: 1 changes behind"]
