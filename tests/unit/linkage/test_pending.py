"""What of a graph that is behind can be asked at once: whatever does not touch what is about to change."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.access.decision import RecordClass
from services.access.errors import OwnOrKin
from services.access.kin import kin_digest
from services.linkage.apart import Search, do
from services.linkage.app import pending
from services.linkage.app.context import Found
from services.linkage.app.freshness import Fresh
from services.linkage.app.pending import Pending
from services.linkage.app.questions import ask
from services.linkage.app.reached import Reached
from services.linkage.errors import GraphAhead, GraphBehind
from services.linkage.facts import RecordFacts
from services.linkage.questions.budget import UNBOUNDED
from services.linkage.questions.expand import expand
from services.membership.registry import Registry
from services.values.network import ExpandRequest, Frame, LinkDecision, NodeKey
from tests.budget import budget
from tests.fakes import link_room
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.record_changes import CASE, POLICE, RecordChanges, facts
from tests.fakes.records_node import federation
from tests.unit.linkage.world import World

RIOT = "FIR:PB/LAHORE/ICHHRA/913/2024"
PLACE = "DISTRICT:PK-PB-LHR"


def rioter(number: int, **more: Any) -> RecordFacts:
    own: dict[str, Any] = {"cases": (RIOT,), "documents": (f"CNIC:35202{number:07d}1",), "phones": ()}
    return facts(f"riot-{number}", **(own | more))


def fresh(world: World) -> Fresh:
    return Fresh(world.graph, world.feed, world.links, lambda: world.now)


async def test_a_riot_changes_nothing_elsewhere(tmp_path: Path) -> None:
    """800 accused come in: ids of them, their case and their numbers are pending, and not the city's or others'."""
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b"))
    await world.projector.catch_up()
    world.feed.put(*(rioter(each) for each in range(800)))
    found = await fresh(world).pending(0)
    assert {RIOT, rioter(0).record, rioter(799).documents[0]} <= found
    assert found.isdisjoint({CASE, PLACE, facts("a").record, *facts("a").documents, *facts("a").phones})
    with pytest.raises(GraphBehind):
        await fresh(world).caught_up(0)
    await world.projector.catch_up()
    assert await fresh(world).pending(0) == frozenset()


async def test_what_the_graph_has_of_it_is_pending_too(tmp_path: Path) -> None:
    """A record that leaves its phone, case and city: each of them shows it until the graph is written."""
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b"))
    await world.projector.catch_up()
    world.feed.put(facts("a", phones=(), cases=(), district="", documents=("CNIC:3520212345672",)))
    found = await fresh(world).pending(0)
    assert {CASE, PLACE, *facts("a").phones, *facts("a").documents, "CNIC:3520212345672", facts("b").record} <= found


async def test_who_moves_is_pending_in_both_districts(tmp_path: Path) -> None:
    """A record that is new to the graph leaves its district out; one that the graph has takes it along."""
    world = World(tmp_path)
    world.feed.put(facts("a"))
    await world.projector.catch_up()
    world.feed.put(facts("a", district="PK-SD-KHI"))
    assert {PLACE, "DISTRICT:PK-SD-KHI"} <= await fresh(world).pending(0)


@pytest.mark.parametrize("status", ["WITHDRAWN", "EXPUNGED"])
async def test_what_is_taken_back_is_pending_where_it_stood(status: str, tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("c", cases=(RIOT,), phones=(), documents=()))
    await world.projector.catch_up()
    world.feed.put(facts("a", status=status, about_person=False, cases=(), phones=(), documents=(), district=""))
    found = await fresh(world).pending(0)
    assert {facts("a").record, CASE, PLACE, *facts("a").phones, *facts("a").documents} <= found
    assert RIOT not in found


async def test_who_was_decided_to_be_one_person_with_it_is_pending_too(tmp_path: Path) -> None:
    """A record that was taken back comes again: the decision about it is drawn again, at the other one as well."""
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b", cases=(), phones=(), documents=()))
    one, other = (NodeKey("SUBJECT", facts(each).record) for each in "ab")
    await world.links.decisions.add(LinkDecision("d1", one, other, "SAME", f"{POLICE}/x", decided_ms=5))
    world.feed.put(facts("a", status="WITHDRAWN"))
    await world.projector.catch_up()
    world.feed.put(facts("a"))
    assert other.id in await fresh(world).pending(0)


async def test_each_change_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "AT_ONCE", 3)
    feed = Counted()
    world = World(tmp_path, feed=feed)
    asked = Pending(world.graph, feed, world.links.decisions)
    feed.put(*(rioter(each) for each in range(10)))
    first = await asked.ids(1)
    assert first is not None
    assert rioter(0).record not in first
    assert feed.given == 9
    feed.put(rioter(20), rioter(9, phones=("+923001111111",)))
    second = await asked.ids(4)
    assert second is not None
    assert feed.given == 11
    assert second - first >= {rioter(20).record, "+923001111111"}
    assert rioter(3).record not in second
    assert rioter(9).documents[0] in second


async def test_a_record_that_changes_again_keeps_what_it_had(tmp_path: Path) -> None:
    world = World(tmp_path)
    asked = Pending(world.graph, world.feed, world.links.decisions)
    world.feed.put(facts("a"), rioter(1))
    await asked.ids(1)
    world.feed.put(rioter(1, cases=(CASE,)))
    found = await asked.ids(1)
    assert found is not None
    assert {RIOT, CASE} <= found


async def test_too_many_are_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending, "MAX_PENDING", 10)
    world = World(tmp_path)
    world.feed.put(facts("a"))
    await world.projector.catch_up()
    world.feed.put(*(rioter(each) for each in range(11)))
    with pytest.raises(GraphBehind):
        await fresh(world).pending(0)
    await world.projector.catch_up()
    assert await fresh(world).pending(0) == frozenset()


async def test_a_graph_that_shows_nothing_yet_is_waited_for(tmp_path: Path) -> None:
    """One that is made anew, or was written under another key, holds who knows what."""
    world = World(tmp_path)
    world.feed.put(facts("a"))
    with pytest.raises(GraphBehind):
        await fresh(world).pending(0)


async def test_decisions_are_waited_for_and_a_graph_ahead_is_not_asked(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.feed.put(facts("a"), facts("b"))
    await world.projector.catch_up()
    one, other = (NodeKey("SUBJECT", facts(each).record) for each in "ab")
    await world.links.decisions.add(LinkDecision("d1", one, other, "SAME", f"{POLICE}/x", decided_ms=5))
    with pytest.raises(GraphBehind):
        await fresh(world).pending(0)
    await world.projector.catch_up()
    world.feed = RecordChanges()
    with pytest.raises(GraphAhead):
        await fresh(world).pending(0)


PHONE = NodeKey("PHONE", "+923001234567")
EXPAND = ExpandRequest(Frame(), (PHONE,))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return federation(tmp_path_factory.mktemp("federation")).registry


async def searches(tmp_path: Path, registry: Registry, world: link_room.World) -> int:
    """How often a question of a phone was searched for."""
    await ask(link_room.open_room(tmp_path, world), link_room.analyst(), EXPAND, registry, 0)
    return len(world.asked)


async def test_a_question_waits_for_what_it_names_or_reaches_alone(tmp_path: Path, registry: Registry) -> None:
    """Behind without end, what touches is refused, and what does not is answered at once."""
    changing = frozenset({RIOT})
    others = link_room.World(behind=True, changing=changing, reaches=frozenset({CASE}))
    assert await searches(tmp_path, registry, others) == 1
    for world, asked in (
        (link_room.World(behind=True, changing=changing, reaches=frozenset({CASE, RIOT})), 1),
        (link_room.World(behind=True, changing=frozenset({PHONE.id})), 0),
    ):
        with pytest.raises(GraphBehind):
            await searches(tmp_path, registry, world)
        assert len(world.asked) == asked


async def test_what_touched_is_asked_anew_once_the_graph_has_caught_up(tmp_path: Path, registry: Registry) -> None:
    touching = link_room.World(changing=frozenset({RIOT}), reaches=frozenset({RIOT}))
    assert await searches(tmp_path, registry, touching) == 2


async def test_a_search_tells_what_it_reached_where_it_is_asked_to() -> None:
    who, called = NodeRow("SUBJECT", "agencies/x/records/a"), NodeRow("PHONE", PHONE.id)
    graph = AskedGraph((who, called), (EdgeRow("PHONE_USED_BY", "e1", PHONE.id, who.id, 0),))
    rights = Rights((0,))
    told: Found = await do(graph, Search(rights, EXPAND, told=True))
    assert {who.id, PHONE.id} <= told.reached
    assert (await do(graph, Search(rights, EXPAND))).reached == frozenset()


async def test_a_refusal_by_what_is_about_to_change_is_no_refusal(tmp_path: Path, registry: Registry) -> None:
    """Whether a person is the officer's kin is judged on a graph that has caught up: no refusal and no alarm before."""
    own = kin_digest("CNIC:3520212345671")
    rows = (facts("a"),)
    graph = World(tmp_path / "graph")
    graph.feed.put(*rows)
    await graph.projector.catch_up()
    man = rows[0].record
    nodes, edges = tuple(graph.graph.nodes.values()), tuple(graph.graph.edges)
    for changing, refused in ((frozenset({man}), GraphBehind), (frozenset({RIOT}), OwnOrKin)):
        world = link_room.World(behind=True, changing=changing, nodes=nodes, edges=edges)
        folder = tmp_path / refused.__name__
        folder.mkdir(mode=0o700)
        context = link_room.open_room(folder, world)
        await link_room.held(context, rows[0].klass)
        inquiry = link_room.analyst()
        inquiry = inquiry._replace(caller=replace(inquiry.caller, own_and_kin=frozenset({own})))
        with pytest.raises(refused):
            await ask(context, inquiry, EXPAND, registry, 0)
        assert inquiry.trail.alarms == (["own-or-kin"] if refused is OwnOrKin else [])


class Counted(RecordChanges):
    """``given``: how many changes it handed out."""

    given = 0

    async def changes(self, after: int, limit: int) -> Any:
        found = await super().changes(after, limit)
        self.given += len(found)
        return found


NUMBERS = st.sampled_from(["1", "2", "3", "4"])
SEALED = replace(RecordClass(POLICE, "PARTY", role="ACCUSED"), sealed=True)


@st.composite
def records(draw: st.DrawFn, names: str) -> list[RecordFacts]:
    """Records of some of the names, each with numbers of a small world, open, sealed or taken back."""
    return [
        facts(
            name,
            cases=tuple(f"FIR:PB/LAHORE/ICHHRA/{each}/2024" for each in draw(st.sets(NUMBERS, max_size=2))),
            phones=tuple(f"+92300000000{each}" for each in draw(st.sets(NUMBERS, max_size=2))),
            documents=tuple(f"CNIC:352020000000{each}" for each in draw(st.sets(NUMBERS, max_size=1))),
            status=draw(st.sampled_from(["ACTIVE", "ACTIVE", "WITHDRAWN"])),
            klass=draw(st.sampled_from([facts("a").klass, SEALED])),
            district="",
        )
        for name in draw(st.sets(st.sampled_from(names), max_size=4))
    ]


async def answer(world: World, start: NodeKey, shown: tuple[int, ...]) -> tuple[Any, set[str]]:
    """What an expansion gives, and what it reached."""
    reached = Reached(AskedGraph(world.graph.nodes.values(), world.graph.edges))
    found = await expand(reached, Rights(shown), ExpandRequest(Frame(), (start,)), UNBOUNDED)
    return found, reached.ids


@given(before=records("abcdef"), after=records("abcdefgh"))
@budget(60)
def test_an_answer_that_touches_nothing_pending_is_that_of_the_level_graph(
    before: list[RecordFacts], after: list[RecordFacts]
) -> None:
    asyncio.run(both(before, after))


async def both(before: list[RecordFacts], after: list[RecordFacts]) -> None:
    """Ask from every node while the graph is behind and when it is level."""
    with TemporaryDirectory() as folder:
        world = World(Path(folder) / "links")
        world.feed.put(facts("z", cases=(), phones=("+923009999999",), documents=(), district=""), *before)
        await world.projector.catch_up()
        world.feed.put(*after)
        found = await fresh(world).pending(world.now)
        shown = (await world.ask())[1].rights.shown
        starts = [NodeKey(kind, number) for kind, number in world.graph.nodes]
        early = {start: await answer(world, start, shown) for start in starts}
        await world.projector.catch_up()
        for start, (told, reached) in early.items():
            if found.isdisjoint(reached | {start.id}):
                assert (await answer(world, start, shown))[0] == told, start
        await world.links.close()
