"""Records as they come, through the records room, into the graph: what a version says is what stands there."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from graph.rights import in_sight
from services.access.caller import Caller
from services.linkage.classes import HOUR_MS
from services.linkage.projection.check import check
from services.linkage.projection.project import is_subject
from services.linkage.projection.projector import Projector
from services.records.app.turned_roles import HELD_MS
from services.sources.feeds import cdr
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedNode
from services.values.identifiers import parse
from services.values.records import BorderCrossing, CaseReference, Identifier, Name, Subject
from tests.fakes.memory_graph import MemoryGraph
from tests.fakes.record_maker import CUSTOMS, POLICE, crossing, expunged, fir, following, man, order, party, person
from tests.fakes.records_node import Node, federation, open_node
from tests.integration.linkage.ingest import feed_of
from tests.unit.linkage.world import NOW, World, investigator


def opened(tmp_path: Path) -> tuple[Node, World]:
    return open_node(tmp_path / "node", federation(tmp_path)), World(tmp_path / "links")


async def project(node: Node, world: World) -> MemoryGraph:
    feed = feed_of(node.context.store, node.context.keys.bodies)
    await Projector(world.graph, feed, world.links, lambda: NOW).catch_up()
    assert await check(world.graph, feed, world.links, NOW) == []
    graph: MemoryGraph = world.graph
    return graph


async def test_a_man_and_their_records(tmp_path: Path) -> None:
    node, world = opened(tmp_path)
    await node.put(*man(1))
    graph = await project(node, world)
    kinds = sorted((row.owner, row.role, row.note) for (kind, _), row in graph.nodes.items() if kind == "SUBJECT")
    assert len(kinds) == 5
    assert {owner for owner, _, _ in kinds} == {"pk.customs", "pk.fia", "pk.prisons", POLICE}
    assert sum(edge.kind == "CO_ARRESTED" for edge in graph.edges) == 1
    travelled = next(edge for edge in graph.edges if edge.kind == "TRAVELLED")
    assert (travelled.end, travelled.at_ms) == ("CROSSING:TORKHAM:ON-FOOT:2021-01-02", 1_609_563_600_000)
    await node.context.store.close()


async def test_numbers_of_a_version(tmp_path: Path) -> None:
    node, world = opened(tmp_path)
    names = (Name("OWN", "Amjad Ali", "Latn"), Name("OWN", "امجد علی", "Arab"), Name("FATHER", "Karim", "Latn"))
    numbers = (
        Identifier("NICOP", "3520212345671"),
        Identifier("PHONE", "+923001234567"),
        Identifier("IBAN", "PK36SCBL0000001123456702"),
        Identifier("IMEI", "490154203237518"),
        Identifier("VEHICLE", "LEA1234"),
        Identifier("IMSI", "410011234567890"),
    )
    who = Subject(names, numbers, "M", None, "PK-PB-LHR", "House 1")
    references = (CaseReference("CRO", "77"), fir(1))
    await node.put(party("one", subject=who, case_references=references))
    (change,) = await feed_of(node.context.store, node.context.keys.bodies).changes(0, 10)
    facts = change.facts
    assert is_subject(facts)
    assert (facts.label, facts.label_ur, facts.father, facts.address) == ("Amjad Ali", "امجد علی", "Karim", "House 1")
    assert facts.documents == ("CNIC:3520212345671",)
    assert (facts.phones, facts.accounts) == (("+923001234567",), ("IBAN:PK36SCBL0000001123456702",))
    assert facts.devices == ("IMEI:490154203237518", "IMSI:410011234567890")
    assert facts.vehicles == ("LEA1234",)
    assert facts.cases == ("FIR:PB/LAHORE/ICHHRA/1/2020", "CRO:77")
    assert (facts.grade, facts.handling, facts.known_ms, facts.version) == (
        "A1",
        "OPEN",
        node.now_ms,
        facts.record + "/versions/1",
    )
    await project(node, world)
    await node.context.store.close()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("IMEI", "49-015420-323751-8"),
        ("IMEI", "49015420323751"),
        ("IMEI", "4901542032375101"),
        ("IMSI", "410-01-1234567890"),
    ],
    ids=["IMEI", "without its check digit", "IMEISV", "IMSI where there is no IMEI"],
)
async def test_a_handset_of_a_record_is_that_of_call_data(tmp_path: Path, kind: str, typed: str) -> None:
    calls = (
        f"Call Type,A-Party,B-Party,Date & Time,{kind}\nOutgoing,03001234567,03007654321,05/02/2025 21:14:09,{typed}\n"
    )
    rows = cdr.read(BytesIO(calls.encode()), Options(mapping=Path("operator-a")))
    told = [row.id for row in rows if isinstance(row, FeedNode) and row.kind == "DEVICE"]
    node, _ = opened(tmp_path)
    await node.put(party("one", subject=Subject((Name("OWN", "Amjad Ali", "Latn"),), (parse(kind, typed),))))
    (change,) = await feed_of(node.context.store, node.context.keys.bodies).changes(0, 10)
    assert list(change.facts.devices) == told
    assert len(told) == 1
    await node.context.store.close()


async def test_a_sealed_record_changes_class_and_an_expunged_one_goes(tmp_path: Path) -> None:
    node, world = opened(tmp_path)
    first = party("one")
    await node.put(first)
    graph = await project(node, world)
    name = ("SUBJECT", f"agencies/{POLICE}/records/one")
    before = graph.nodes[name].klass
    await node.put(order("seal", "SEALED"))
    await project(node, world)
    assert graph.nodes[name].klass != before
    assert [part.klass.sealed for part in await world.links.classes.parts(graph.nodes[name].klass)] == [True]
    assert {edge.klass for edge in graph.edges} == {graph.nodes[name].klass}
    await node.put(expunged(first))
    await project(node, world)
    assert (graph.nodes, graph.edges) == ({}, [])
    await node.context.store.close()


@pytest.mark.parametrize("at", ["2021-01-02T05:00:00Z", "2021-01-02T10:00:00", "2021-01-02T10:00:00+05:00"])
async def test_a_time_without_zone_is_karachis(tmp_path: Path, at: str) -> None:
    node, _ = opened(tmp_path)
    moved = crossing("x", subject=person())
    body = moved.body
    assert isinstance(body, BorderCrossing)
    await node.put(replace(moved, body=replace(body, at=at)))
    (change,) = await feed_of(node.context.store, node.context.keys.bodies).changes(0, 10)
    assert change.facts.crossing is not None
    assert (change.facts.crossing.at_ms, change.facts.crossing.day) == (1_609_563_600_000, "2021-01-02")
    assert change.facts.agency == CUSTOMS
    await node.context.store.close()


async def test_a_turned_role_is_held_back_and_opens_by_itself(tmp_path: Path) -> None:
    """Another agency's accusation of whom it called a victim reaches the graph of others after seven days."""
    node, world = opened(tmp_path)
    before = party("one", role="VICTIM")
    await node.put(before)
    await project(node, world)
    node.now_ms += 1000
    await node.put(following(before, role="ACCUSED"))
    (change,) = await feed_of(node.context.store, node.context.keys.bodies).changes(0, 10)
    assert change.facts.held_until_ms == node.now_ms + HELD_MS
    graph = await project(node, world)
    numbers = {graph.nodes["SUBJECT", before.record_name].klass, *(edge.klass for edge in graph.edges)}
    stranger, owners = investigator(agency="pk.fia", agency_kind="FIA"), investigator(agency=POLICE)
    cited = frozenset(f"{each.type}:{each.key}" for each in before.case_references)

    async def shown(who: Caller) -> bool:
        _, seen = await world.ask(who, cited=cited if who is owners else frozenset())
        return all(in_sight(each, seen.rights.shown) for each in numbers)

    world.now = node.now_ms
    assert (await shown(stranger), await shown(owners)) == (False, True)
    world.now = change.facts.held_until_ms - 1
    assert not await shown(stranger)
    world.now = change.facts.held_until_ms + HOUR_MS
    assert (await shown(stranger), await shown(owners)) == (True, True)
    await node.context.store.close()


async def test_a_role_that_protects_again_is_held_back_no_more(tmp_path: Path) -> None:
    node, world = opened(tmp_path)
    before = party("one", role="VICTIM")
    turned = following(before, role="ACCUSED")
    for each in (before, turned, following(turned, role="VICTIM")):
        node.now_ms += 1000
        await node.put(each)
    (change,) = await feed_of(node.context.store, node.context.keys.bodies).changes(0, 10)
    assert change.facts.held_until_ms == 0
    await project(node, world)
    await node.context.store.close()
