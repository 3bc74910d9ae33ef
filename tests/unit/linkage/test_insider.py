"""An officer who asks about themselves or their kin without typing a number is refused with an alarm (row 2)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.access.caller import CaseFacts
from services.access.decision import RecordClass
from services.access.errors import OwnOrKin
from services.access.kin import kin_digest
from services.access.trail import Inquiry
from services.linkage.app.decisions import undo_link
from services.linkage.app.insider import ALARM, refuse_own
from services.linkage.app.links import of_links
from services.linkage.app.overseeing import overseeing
from services.linkage.app.questions import ask
from services.linkage.rights import Ask, rights_of
from services.values.network import DecideLinkRequest, ExpandRequest, NodeKey, UndoLinkRequest
from services.vocabulary.access import CaseState, Permission
from tests.fakes.asked_graph import AskedGraph
from tests.fakes.link_room import World, analyst, held, open_room
from tests.fakes.records_node import federation
from tests.unit.linkage.test_decisions import decide, key, world_of
from tests.unit.linkage.world import investigator

OWN = "CNIC:3520212345671"
ME, ALIAS, STRANGER, HIDDEN = (f"agencies/pk.fia/records/{name}" for name in ("me", "alias", "stranger", "hidden"))
HANDSET, SIM = "IMEI:490154203237518", "IMSI:410011234567890"
PLAIN, SEALED = 1, 2


def subject(name: str, klass: int = PLAIN) -> NodeRow:
    return NodeRow("SUBJECT", name, klass, label=name, source=f"{name}/versions/1")


def edge(kind: str, start: str, end: str, klass: int = PLAIN, **more: Any) -> EdgeRow:
    return EdgeRow(kind, f"{kind} {start} {end}", start, end, klass, source=start, **more)


EDGES = (
    edge("IDENTIFIED_BY", ME, OWN),
    edge("PHONE_USED_BY", "+923009000001", ME),
    edge("SAME_PERSON", ME, ALIAS, note="SAME"),
    edge("IDENTIFIED_BY", ALIAS, "PASSPORT:PK/AB1234567"),
    edge("SAME_PERSON", ME, STRANGER, note="DIFFERENT"),
    edge("PHONE_USED_BY", "+923008000001", STRANGER),
    edge("DEVICE_USED_BY", HANDSET, ME),
    edge("VEHICLE_USED_BY", "LEA1234", ME),
    edge("DEVICE_USED_BY", SIM, STRANGER),
    edge("VEHICLE_USED_BY", "LEB9999", HIDDEN, SEALED),
    edge("IDENTIFIED_BY", HIDDEN, OWN, SEALED),
    edge("PARTY_TO", ME, "FIR:1"),
    edge("PARTY_TO", STRANGER, "FIR:1"),
)
NODES = (
    *map(subject, (ME, ALIAS, STRANGER)), subject(HIDDEN, SEALED),
    NodeRow("DOCUMENT", OWN), NodeRow("DOCUMENT", "PASSPORT:PK/AB1234567"), NodeRow("PHONE", "+923009000001"),
    NodeRow("PHONE", "+923008000001"), NodeRow("CASE", "FIR:1"), NodeRow("DEVICE", HANDSET), NodeRow("DEVICE", SIM),
    NodeRow("VEHICLE", "LEA1234"), NodeRow("VEHICLE", "LEB9999"),
)  # fmt: skip


def declaring(text: str = OWN, **more: Any) -> Inquiry:
    """An investigator who declared the number."""
    inquiry = analyst(**more)
    declared = kin_digest(text)
    return inquiry._replace(caller=replace(inquiry.caller, own_and_kin=frozenset({declared})))


async def asked(tmp_path: Path, start: tuple[str, str], inquiry: Inquiry) -> None:
    world = World(nodes=NODES, edges=EDGES)
    context = open_room(tmp_path, world)
    classes = await held(
        context, RecordClass("pk.x", "PARTY", "ACCUSED"), replace(RecordClass("pk.x", "PARTY", "ACCUSED"), sealed=True)
    )
    assert classes == [PLAIN, SEALED]
    request = ExpandRequest(start=(NodeKey(*start),))
    await ask(context, inquiry, request, federation(tmp_path / "federation").registry, 0)


@pytest.mark.parametrize(
    "start",
    [
        ("SUBJECT", ME),
        ("SUBJECT", ALIAS),
        ("PHONE", "+923009000001"),
        ("DOCUMENT", "PASSPORT:PK/AB1234567"),
        ("DEVICE", HANDSET),
        ("VEHICLE", "LEA1234"),
    ],
    ids=["own Subject", "another of the person", "own phone", "another document", "own handset", "own vehicle"],
)
async def test_their_own_person_is_refused_whatever_names_them(start: tuple[str, str], tmp_path: Path) -> None:
    inquiry = declaring()
    with pytest.raises(OwnOrKin):
        await asked(tmp_path, start, inquiry)
    assert inquiry.trail.alarms == ["own-or-kin"]
    assert not inquiry.trail.records


@pytest.mark.parametrize(
    "start",
    [
        ("SUBJECT", STRANGER),
        ("PHONE", "+923008000001"),
        ("DEVICE", SIM),
        ("VEHICLE", "LEB9999"),
        ("SUBJECT", HIDDEN),
        ("SUBJECT", "agencies/pk.fia/records/nobody"),
        ("CASE", "FIR:1"),
    ],
)
async def test_others_are_not_and_what_is_hidden_is_as_what_is_not(start: tuple[str, str], tmp_path: Path) -> None:
    inquiry = declaring()
    await asked(tmp_path, start, inquiry)
    assert inquiry.trail.alarms == []


@pytest.mark.parametrize("text", [HANDSET, "VEHICLE:LEA1234"])
async def test_a_handset_or_vehicle_that_they_declared_names_them_too(text: str, tmp_path: Path) -> None:
    inquiry = declaring(text)
    with pytest.raises(OwnOrKin):
        await asked(tmp_path, ("SUBJECT", ME), inquiry)
    assert inquiry.trail.alarms == ["own-or-kin"]


async def test_who_declared_nothing_costs_the_graph_nothing(tmp_path: Path) -> None:
    context = open_room(tmp_path, World())
    graph = AskedGraph(NODES, EDGES)
    inquiry = analyst()
    seen = await rights_of(context.classes, Ask(inquiry, CaseFacts(CaseState.RESOLVED, True)))
    await refuse_own(graph, seen, inquiry, [NodeKey("SUBJECT", ME)])
    assert not graph.asked


async def test_nobody_decides_about_themselves(tmp_path: Path) -> None:
    world = World(nodes=NODES, edges=EDGES)
    context = open_room(tmp_path, world)
    await held(context, RecordClass("pk.x", "PARTY", "ACCUSED"))
    request = DecideLinkRequest(NodeKey("SUBJECT", STRANGER), NodeKey("SUBJECT", ME), "DIFFERENT", "why" * 9)
    with pytest.raises(OwnOrKin):
        await of_links(context, declaring(), Permission.LINK_DECIDE, request, 0)
    assert not world.asked


async def test_an_overseer_who_sees_no_subject_does_not_decide_about_themselves(tmp_path: Path) -> None:
    context = open_room(tmp_path, World())
    await held(context, RecordClass("pk.x", "PARTY", "ACCUSED"))
    graph = AskedGraph(NODES, EDGES)
    call = Ask(declaring(), CaseFacts(CaseState.RESOLVED, True))
    seen = replace(await rights_of(context.classes, call), rights=Rights(()))
    request = DecideLinkRequest(NodeKey("SUBJECT", STRANGER), NodeKey("SUBJECT", ME), "DIFFERENT", "why" * 9)
    with pytest.raises(OwnOrKin):
        await overseeing(graph, call, seen, request)
    assert ALARM in call.inquiry.trail.alarms


async def test_nobody_undoes_a_decision_about_themselves(tmp_path: Path) -> None:
    """UndoLink names a decision alone: whom it is about is known once it is read."""
    world = await world_of(tmp_path)
    made = await decide(world, "a", "b")
    await world.projector.catch_up()
    who = investigator()
    declared = kin_digest(OWN)
    asked_, seen = await world.ask(replace(who, own_and_kin=frozenset({declared})))
    world.graph.run = _beside(world.graph)
    with pytest.raises(OwnOrKin):
        await undo_link(world.links, world.graph, asked_, seen, UndoLinkRequest(made.id, "not the same man at all"))
    assert world.trail.alarms == ["own-or-kin"]
    assert [one.withdrawn_ms for one in await world.links.decisions.between(*(k.id for k in (key("a"), key("b"))))] == [
        0
    ]


def _beside(graph: Any) -> Any:
    """Statements of questions too, over what the projection wrote."""
    own, questions = graph.run, AskedGraph(graph.nodes.values(), graph.edges)

    async def run(statement: str, **parameters: Any) -> Any:
        known = hasattr(graph, f"_{statement.partition('.')[0]}")
        return await (own if known else questions.run)(statement, **parameters)

    return run
