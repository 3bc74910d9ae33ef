"""Who is one person: proposed, decided and undone under the rights of who asks; a number alone decides nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from services.access.caller import Approver, Caller
from services.access.decision import RecordClass
from services.access.errors import ApproverInvalid, ApproverRequired, InvalidArgument, NotFound
from services.linkage.app.candidates import list_candidates
from services.linkage.app.compare import agree
from services.linkage.app.context import Weight
from services.linkage.app.decisions import decide_link, explain_link, undo_link
from services.values.network import (
    DecideLinkRequest,
    ExplainLinkRequest,
    LinkDecision,
    ListLinkCandidatesRequest,
    NodeKey,
    UndoLinkRequest,
)
from tests.fakes.record_changes import POLICE, facts
from tests.unit.linkage.world import DAY, NOW, World, investigator

WHY = "same CNIC, same name and father in both files"
SEALED = replace(RecordClass("pk.sindh-police", "PARTY", role="ACCUSED"), sealed=True)
CHILD = replace(RecordClass(POLICE, "PARTY", role="ACCUSED"), juvenile="YES")
SECOND = Approver("pp-9", 3, frozenset({"boss"}), bytes(32))


def key(record: str) -> NodeKey:
    return NodeKey("SUBJECT", facts(record).record)


async def world_of(tmp_path: Path) -> World:
    world = World(tmp_path / "node")
    world.feed.put(
        facts("a", label="Amjad Ali"),
        facts("b", label="ALI, Amjad", documents=("CNIC:3520212345671", "CRO:1"), phones=()),
        facts("c", label="Bashir"),
        facts("d", label="Amjad Ali", documents=("CNIC:9",), phones=()),
        facts("hidden", label="Amjad Ali", klass=SEALED),
        facts("child", label="Amjad Ali Khan", klass=CHILD),
    )
    await world.projector.catch_up()
    return world


async def decide(world: World, first: str, second: str, who: Caller | None = None, **more: Any) -> LinkDecision:
    ask, seen = await world.ask(who)
    request = replace(DecideLinkRequest(one=key(first), other=key(second), sign="SAME", why=WHY, rule="r/1"), **more)
    return await decide_link(world.links, world.graph, world.score, world.weigh, ask, seen, request)


async def candidates(world: World, who: Caller | None = None, limit: int = 0) -> list[str]:
    ask, seen = await world.ask(who)
    request = ListLinkCandidatesRequest(key("a"), limit)
    found = await list_candidates(world.links, world.graph, ask, seen, request)
    assert all(one.rule == "shared-number-and-name/4" for one in found.candidates)
    return [one.subject.key.id.rpartition("/")[2] for one in found.candidates if one.subject and one.subject.key]


async def test_candidates_share_a_number_and_agree_in_name(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    assert await candidates(world) == ["child", "b"]
    assert "hidden" not in await candidates(world)
    assert len(await candidates(world, limit=1)) == 1


@pytest.mark.parametrize("shared", [{"devices": ("IMEI:490154203237518",)}, {"vehicles": ("LEA1234",)}])
async def test_a_shared_handset_or_vehicle_proposes_whose_name_agrees_and_nobody_else(
    shared: dict[str, Any], tmp_path: Path
) -> None:
    world = await world_of(tmp_path)
    own: dict[str, Any] = {"documents": (), "phones": ()} | shared
    sealed = facts("hidden", label="Amjad Ali", klass=SEALED, **own)
    world.feed.put(facts("a", label="Amjad Ali", **own), facts("d", label="Amjad Ali", **own), sealed)
    world.feed.put(facts("c", label="Bashir", **own))
    await world.projector.catch_up()
    assert await candidates(world) == ["d"]
    ask, seen = await world.ask()
    told = await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(key("a"), key("c")))
    (number,) = next(iter(shared.values()))
    assert [(one.field, one.one, one.agrees) for one in told.grounds[:2]] == [
        ("number", number, True),
        ("name", "Amjad Ali", False),
    ]


async def test_what_is_hidden_changes_no_proposal(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    before = await candidates(world)
    world.feed.put(facts("hidden", label="Amjad Ali", klass=SEALED, documents=("CNIC:77",), phones=()))
    await world.projector.catch_up()
    assert await candidates(world) == before


async def test_a_decision_for_everybody_is_an_edge_and_undone_it_is_none(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    world.weights[POLICE] = Weight(("OVERSIGHT",))
    two = investigator(approver=SECOND)
    made = await decide(world, "b", "a", two)
    assert made.agreed
    assert (made.one, made.other, made.sign, made.by) == (key("a"), key("b"), "SAME", f"{POLICE}/pp-7")
    assert (made.why, made.rule, made.decided_ms, made.withdrawn_ms) == (WHY, "r/1", NOW, 0)
    assert await decide(world, "a", "b", two) == made
    await world.projector.catch_up()
    assert [row.note for row in world.graph.edges if row.kind == "SAME_PERSON"] == ["SAME"]
    assert "b" not in await candidates(world)
    ask, seen = await world.ask()
    undone = await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest(made.id, WHY))
    assert (undone.withdrawn_ms, undone.withdrawn_by) == (NOW, f"{POLICE}/pp-7")
    assert await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest(made.id, "x" * 20)) == undone
    await world.projector.catch_up()
    assert not [row for row in world.graph.edges if row.kind == "SAME_PERSON"]
    undone = replace(undone, agreed=False)
    assert await world.differences() == []
    told = await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(key("b"), key("a")))
    assert told.decisions == (undone,)
    assert [(one.field, one.agrees) for one in told.grounds] == [("number", True), ("name", True), ("father", True)]


async def test_what_one_agency_decides_is_its_own_alone(tmp_path: Path) -> None:
    """It is no edge, settles no candidate of another agency, and is neither told to it nor withdrawn by it."""
    world = await world_of(tmp_path)
    stranger = investigator(agency="pk.sindh-police", officer="sp-1")
    made = await decide(world, "a", "b")
    assert not made.agreed
    await world.projector.catch_up()
    assert not [row for row in world.graph.edges if row.kind == "SAME_PERSON"]
    assert "b" not in await candidates(world)
    assert "b" in await candidates(world, stranger)
    ask, seen = await world.ask(stranger)
    told = await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(key("a"), key("b")))
    assert told.decisions == ()
    with pytest.raises(NotFound):
        await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest(made.id, WHY))
    assert await world.links.decisions.all_standing() == [made]


async def test_both_owners_make_an_edge_and_a_stranger_unmakes_none(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    sindh = investigator(agency="pk.sindh-police", officer="sp-1")
    stranger = investigator(agency="pk.fia", officer="f-1")
    world.weights = {POLICE: Weight(("OWNER_OF_ONE",)), "pk.sindh-police": Weight(("OWNER_OF_OTHER",))}
    first = await decide(world, "a", "b")
    second = await decide(world, "a", "b", sindh)
    assert (first.agreed, second.agreed) == (False, True)
    await decide(world, "a", "b", stranger, sign="DIFFERENT")
    await world.projector.catch_up()
    assert [row.note for row in world.graph.edges if row.kind == "SAME_PERSON"] == ["SAME", "SAME"]
    assert await world.differences() == []
    ask, seen = await world.ask(stranger)
    told = await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(key("a"), key("b")))
    marks = sorted((each.sign, each.agreed) for each in told.decisions)
    assert marks == [("DIFFERENT", False), ("SAME", True), ("SAME", True)]
    ask, seen = await world.ask(sindh)
    await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest(second.id, WHY))
    await world.projector.catch_up()
    assert not [row for row in world.graph.edges if row.kind == "SAME_PERSON"]
    assert await world.differences() == []


async def test_a_number_alone_decides_nothing(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    with pytest.raises(InvalidArgument) as refused:
        await decide(world, "a", "c")
    assert refused.value.violations[0].rule == "number-alone"
    assert (await decide(world, "a", "c", sign="DIFFERENT")).sign == "DIFFERENT"


@pytest.mark.parametrize(("one", "other"), [("a", "hidden"), ("hidden", "a"), ("a", "nobody")])
async def test_absent_and_hidden_look_alike(tmp_path: Path, one: str, other: str) -> None:
    world = await world_of(tmp_path)
    with pytest.raises(NotFound):
        await decide(world, one, other)
    ask, seen = await world.ask()
    with pytest.raises(NotFound):
        await explain_link(world.links, world.graph, ask, seen, ExplainLinkRequest(key(one), key(other)))


@pytest.mark.parametrize(
    "changes",
    [
        {"sign": ""},
        {"why": "too short"},
        {"rule": "r" * 101},
        {"other": key("a")},
        {"other": NodeKey("PHONE", "+92300")},
        {"other": None},
    ],
)
async def test_a_decision_says_all_that_it_must(tmp_path: Path, changes: dict[str, Any]) -> None:
    world = await world_of(tmp_path)
    with pytest.raises(InvalidArgument):
        await decide(world, "a", "b", **changes)


async def test_whose_turned_role_is_held_back_needs_two_people(tmp_path: Path) -> None:
    """Whom the owner called a victim last week is one still for a decision."""
    world = await world_of(tmp_path)
    world.feed.put(facts("turned", label="Amjad Ali", held_until_ms=NOW + DAY))
    await world.projector.catch_up()
    with pytest.raises(ApproverRequired):
        await decide(world, "a", "turned")
    world.now = NOW + 2 * DAY
    assert (await decide(world, "a", "turned")).second == ""


async def test_a_child_needs_two_people(tmp_path: Path) -> None:
    """The owner's officer on the case sees the child, and does not decide alone."""
    world = await world_of(tmp_path)
    with pytest.raises(ApproverRequired):
        await decide(world, "a", "child")
    with pytest.raises(ApproverInvalid):
        await decide(world, "a", "b", investigator(approver=replace(SECOND, officer="PP-7")))
    made = await decide(world, "a", "child", investigator(approver=SECOND))
    assert made.second == f"{POLICE}/pp-9"
    ask, seen = await world.ask()
    with pytest.raises(ApproverRequired):
        await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest(made.id, WHY))


async def test_an_unknown_decision_is_not_found(tmp_path: Path) -> None:
    world = await world_of(tmp_path)
    ask, seen = await world.ask()
    with pytest.raises(NotFound):
        await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest("none", WHY))
    with pytest.raises(InvalidArgument):
        await undo_link(world.links, world.graph, ask, seen, UndoLinkRequest("none", ""))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Amjad Ali", "ALI  amjad", True),
        ("Amjad Ali", "Amjad Ali Khan", True),
        ("Amjád Alí", "Amjad Ali", True),
        ("Ali", "Amjad Ali", False),
        ("Ali", "Ali", True),
        ("", "", False),
        ("Amjad Ali", "Amjad Khan", False),
        ("امجد علی", "امجد علی", True),
    ],
)
def test_names_agree_by_their_words(one: str, other: str, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same
