"""One question from request to answer: gates, freshness, rights, bounds, desks, trail."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from graph.errors import GraphRefused, GraphUnavailable
from graph.model import EdgeRow, NodeRow
from services.access.caller import CaseFacts
from services.access.decision import RecordClass
from services.access.errors import BreakGlassInvalid, CaseNotYours, InvalidArgument, OwnOrKin, PolicyDenied
from services.access.kin import kin_digest
from services.linkage.app.drawing import SIZE
from services.linkage.app.links import of_feeds, of_links
from services.linkage.app.questions import ask
from services.linkage.classes import feed_class
from services.linkage.errors import EngineUnavailable, GraphBehind
from services.linkage.kept import AuthorityRow
from services.linkage.links import Links
from services.linkage.store.links import links_of
from services.values.identifiers import key as identifier_key
from services.values.network import (
    Answer,
    Cut,
    DecideLinkRequest,
    Edge,
    ExpandRequest,
    ExpandResponse,
    Frame,
    Node,
    NodeKey,
    RegisterAuthorityRequest,
    ShortestPathsRequest,
    Stub,
)
from services.values.records import Identifier
from services.vocabulary.access import CaseState, Permission
from tests.fakes.link_room import CitedCase, World, analyst, held, open_room
from tests.fakes.records_node import Federation, federation

PHONE = NodeKey("PHONE", "+923001234567")
CARD = NodeKey("DOCUMENT", "CNIC:3520212345671")
EXPAND = ExpandRequest(Frame(), (PHONE, CARD))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("federation"))


async def asked(tmp_path: Path, known: Federation, world: World, request: Any = EXPAND, **more: Any) -> Any:
    inquiry = analyst(**more)
    return await ask(open_room(tmp_path, world), inquiry, request, known.registry, 0), inquiry.trail


async def test_what_it_starts_from_counts_and_what_it_gives_is_logged(tmp_path: Path, known: Federation) -> None:
    answer = Answer(
        nodes=(Node(NodeKey("SUBJECT", "agencies/pk.fia/records/1"), source="agencies/pk.fia/records/1/versions/2"),),
        edges=(Edge("e1", "CALLED", source="feeds/7/row"), Edge("e2", "CALLED", source="feeds/7/row")),
    )
    world = World(answers=[ExpandResponse(answer=answer)])
    found, trail = await asked(tmp_path, known, world)
    assert found.answer.position == 0, "a hidden change would show in it"
    assert trail.selectors == [sha256(b"PHONE:+923001234567").digest(), sha256(b"CNIC:3520212345671").digest()]
    assert trail.records == ["agencies/pk.fia/records/1/versions/2", "feeds/7/row"]
    assert trail.case_state == "RESOLVED"
    assert "ask-graph-read" in trail.policies or trail.policies == set()


async def test_a_handset_or_vehicle_counts_as_a_search_for_its_number_does(tmp_path: Path, known: Federation) -> None:
    named = (NodeKey("DEVICE", "IMEI:490154203237518"), NodeKey("VEHICLE", "LEA1234"))
    _, trail = await asked(tmp_path, known, World(), ExpandRequest(start=named))
    filed = [Identifier("IMEI", "490154203237518"), Identifier("VEHICLE", "LEA1234")]
    assert trail.selectors == [sha256(identifier_key(each).encode()).digest() for each in filed]


async def test_a_number_written_otherwise_is_the_same_number_to_question_limits_and_log(
    tmp_path: Path, known: Federation
) -> None:
    """An officer's own card, typed with dashes, would else pass row 2, and a limit would count it twice."""
    world = World()
    typed = (NodeKey("PHONE", "0300-1234567"), NodeKey("DOCUMENT", "cnic:35202-1234567-1"))
    _, trail = await asked(tmp_path, known, world, ExpandRequest(start=typed))
    assert trail.selectors == [sha256(b"PHONE:+923001234567").digest(), sha256(b"CNIC:3520212345671").digest()]
    assert world.asked[0][1] == ExpandRequest(start=(PHONE, CARD))


@pytest.mark.parametrize(
    ("request_", "field", "rule"),
    [
        (ExpandRequest(start=(PHONE, NodeKey("ACCOUNT", "PK37SCBL0000001123456702"))), "start[1].id", "iban-check"),
        (ShortestPathsRequest(start=CARD, end=NodeKey("PHONE", "\u202e0300")), "end.id", "id-characters"),
        (ShortestPathsRequest(start=CARD, end=PHONE, avoid=(NodeKey("DEVICE", "1"),)), "avoid[0].id", "device-type"),
    ],
)
async def test_what_is_no_id_is_refused_by_its_field(
    tmp_path: Path, known: Federation, request_: Any, field: str, rule: str
) -> None:
    with pytest.raises(InvalidArgument) as refused:
        await asked(tmp_path, known, World(), request_)
    assert [(each.field, each.rule) for each in refused.value.violations] == [(field, rule)]


async def test_rights_are_the_classes_that_policy_shows(tmp_path: Path, known: Federation) -> None:
    world = World()
    context = open_room(tmp_path, world)
    shown, hidden, hit = await held(
        context,
        RecordClass("pk.sindh-police", "PARTY", "ACCUSED", "ACCUSATION"),
        RecordClass("pk.sindh-police", "PARTY", "VICTIM"),
        RecordClass("pk.sindh-police", "PARTY", "ACCUSED", "ACCUSATION", clearance=3),
    )
    inquiry = analyst()
    await ask(context, inquiry, EXPAND, known.registry, 0)
    rights = world.asked[0][0]
    assert (rights.shown, dict(rights.hits)) == ((0, shown), {hit: ("pk.sindh-police",)})
    assert hidden not in rights.shown
    assert inquiry.trail.withheld == {}, "nothing lies at what was asked about"


def said(source: str, klass: int, end: str = "") -> EdgeRow:
    """What a record says of the card, or of the phone."""
    if not end:
        return EdgeRow("IDENTIFIED_BY", f"{source} card", source, CARD.id, klass, source=source)
    return EdgeRow("PHONE_USED_BY", f"{source} phone", end, source, klass, source=source)


async def test_records_withheld_at_what_was_asked_are_counted_by_owner_and_cause(
    tmp_path: Path, known: Federation
) -> None:
    """A record counts once however many of its edges lie there; one further off, or one that is shown, does not."""
    world = World()
    context = open_room(tmp_path, world)
    shown, victim, secret = await held(
        context,
        RecordClass("pk.sindh-police", "PARTY", "ACCUSED", "ACCUSATION"),
        RecordClass("pk.sindh-police", "PARTY", "VICTIM"),
        RecordClass("pk.fia", "PARTY", "ACCUSED", "ACCUSATION", clearance=3),
    )
    both = await context.classes.join([victim, secret])
    edges = [said("a", shown), said("b", victim), said("c", victim), said("c", victim, PHONE.id), said("d", secret)]
    world.nodes = tuple(NodeRow("SUBJECT", name, klass) for name, klass in (("a", shown), ("b", victim), ("c", victim)))
    world.edges = (*edges, said("e", both), said("far", victim, "+920000"))
    inquiry = analyst()
    await ask(open_room(tmp_path, world), inquiry, ExpandRequest(start=(CARD,)), known.registry, 0)
    assert inquiry.trail.withheld == {("pk.sindh-police", "protected-role"): 3, ("pk.fia", "clearance"): 2}


async def test_a_question_waits_for_feeds_that_it_may_see_and_for_no_others(tmp_path: Path, known: Federation) -> None:
    world = World()
    context = open_room(tmp_path, world)
    links = Links(links_of(tmp_path / "linkage.db"))
    ours = f"{CitedCase().main[0]}@{analyst().caller.agency}"
    for agency, case in (("pk.fia", ours), ("pk.sindh-police", "FIR:SD/1/2/3/2020")):
        for feed in ("MONEY", "CONTENT"):
            row = AuthorityRow(f"{agency}/{feed}", agency, feed, "{}", 2**60)
            await links.feeds.register(row, [case], 1)
            await links.classes.number(feed_class(agency, feed, row.name, str_derived=False))
    warranted = {"query_class": "COMMS_MONEY", "second_basis": "PECA_WARRANT", "clearance": 2}
    for late, refused in (
        ("pk.fia/MONEY", True),
        ("pk.fia/CONTENT", True),
        ("pk.sindh-police/MONEY", True),  # its existence may be told
        ("pk.sindh-police/CONTENT", False),
        ("pk.punjab-police/MONEY", False),
    ):
        world.unfed = frozenset({late})
        try:
            await ask(context, analyst(**warranted), EXPAND, known.registry, 0)
        except GraphBehind:
            assert refused, late
        else:
            assert not refused, late


@pytest.mark.parametrize(
    ("world", "more", "refusal"),
    [
        (World(), {"query_class": "HISTORY"}, PolicyDenied),
        (World(case=CitedCase(CaseFacts(CaseState.UNRESOLVED, False))), {}, CaseNotYours),
        (World(case=CitedCase(CaseFacts(CaseState.RESOLVED, False))), {}, CaseNotYours),
        (World(behind=True), {}, GraphBehind),
        (World(fails=GraphUnavailable("x")), {}, EngineUnavailable),
        (World(fails=GraphRefused("x")), {}, EngineUnavailable),
    ],
)
async def test_what_is_refused(
    world: World, more: dict[str, Any], refusal: type[Exception], tmp_path: Path, known: Federation
) -> None:
    inquiry = analyst(**more)
    with pytest.raises(refusal):
        await ask(open_room(tmp_path, world), inquiry, EXPAND, known.registry, 0)
    assert len(inquiry.trail.selectors) == 2, "what was asked for counts, refused or not"
    assert not inquiry.trail.records


@pytest.mark.parametrize("text", ["CNIC:3520212345671", "NICOP:3520212345671", "PHONE:+923001234567"])
async def test_their_own_or_kins_number_is_refused_with_an_alarm(text: str, tmp_path: Path, known: Federation) -> None:
    inquiry = analyst()
    declared = kin_digest(text)
    inquiry = inquiry._replace(caller=replace(inquiry.caller, own_and_kin=frozenset({declared})))
    world = World()
    with pytest.raises(OwnOrKin):
        await ask(open_room(tmp_path, world), inquiry, EXPAND, known.registry, 0)
    assert inquiry.trail.alarms == ["own-or-kin"]
    assert not world.asked


async def test_their_own_number_is_not_to_be_avoided_either(tmp_path: Path, known: Federation) -> None:
    """Whether a way goes through the person would else be found by leaving them out, past row 2, limits and log."""
    request = ShortestPathsRequest(start=NodeKey("VEHICLE", "LEA1234"), end=PHONE, avoid=(CARD,))
    _, trail = await asked(tmp_path, known, World(), request)
    assert sha256(b"CNIC:3520212345671").digest() in trail.selectors
    inquiry = analyst()
    own = frozenset({kin_digest("CNIC:3520212345671")})
    inquiry = inquiry._replace(caller=replace(inquiry.caller, own_and_kin=own))
    world = World()
    with pytest.raises(OwnOrKin):
        await ask(open_room(tmp_path, world), inquiry, request, known.registry, 0)
    assert inquiry.trail.alarms == ["own-or-kin"]
    assert not world.asked


async def test_glass_must_be_open_and_its_owners_are_told(tmp_path: Path, known: Federation) -> None:
    request = replace(EXPAND, frame=Frame(break_glass="bg-1"))
    with pytest.raises(BreakGlassInvalid):
        await asked(tmp_path, known, World(), request)
    answer = Answer(edges=(Edge("e", "CALLED", owner="pk.sindh-police"),), stubs=(Stub(owner="pk.fia"),))
    world = World(sessions=frozenset({"bg-1"}), answers=[ExpandResponse(answer=answer)])
    _, trail = await asked(tmp_path, known, world, request, roles=frozenset({"INVESTIGATOR", "BREAK_GLASS"}))
    assert world.touched == [("bg-1", frozenset({"pk.sindh-police", "pk.fia"}))]
    assert trail.break_glass == "bg-1"


async def test_a_stub_names_the_owners_desk(tmp_path: Path, known: Federation) -> None:
    stubs = (Stub(hidden=2, owner="pk.sindh-police"), Stub(hidden=1, owner="pk.gone"))
    found, _ = await asked(tmp_path, known, World(answers=[ExpandResponse(answer=Answer(stubs=stubs))]))
    ours, gone = found.answer.stubs
    assert (ours.owner_name, ours.desk is not None) == ("Sindh Police", True)
    assert (gone.owner_name, gone.desk) == ("", None)


async def test_an_answer_that_is_too_large_is_asked_again_for_less(tmp_path: Path, known: Federation) -> None:
    large = ExpandResponse(answer=Answer(edges=(Edge("e", note="x" * SIZE),)))
    small = ExpandResponse(answer=Answer(cuts=(Cut("nodes", 12, 50),)))
    world = World(answers=[large, large, small])
    found, _ = await asked(tmp_path, known, world)
    assert [getattr(request, "frame").limit for _, request in world.asked] == [0, 25, 12]  # noqa: B009
    assert found.answer.cuts == (Cut("nodes", 12, 50),)


async def test_pictures_that_do_not_fit_are_counted(tmp_path: Path, known: Federation) -> None:
    request = replace(EXPAND, frame=Frame(pictures=("SVG", "PNG", "SVG")))
    found, _ = await asked(tmp_path, known, World(), request)
    assert [(each.format, each.data) for each in found.answer.pictures] == [("SVG", b"<svg/>"), ("PNG", b"<svg/>")]
    found, _ = await asked(tmp_path, known, World(picture=b"x" * (SIZE * 2 // 3)), request)
    assert [each.format for each in found.answer.pictures] == ["SVG"]
    assert found.answer.cuts == (Cut("pictures", 1, 2),)


@pytest.mark.parametrize("picture", [b"", None], ids=["too much", "no time left"])
async def test_a_picture_that_cannot_be_drawn_is_counted_and_the_answer_stands(
    tmp_path: Path, known: Federation, picture: bytes | None
) -> None:
    request = replace(EXPAND, frame=Frame(pictures=("SVG", "PNG")))
    found, _ = await asked(tmp_path, known, World(picture=picture), request)
    assert found.answer.pictures == ()
    assert found.answer.cuts == (Cut("pictures", 0, 2),)


@pytest.mark.parametrize(
    "request_",
    [
        replace(EXPAND, frame=Frame(language="fr")),
        replace(EXPAND, frame=Frame(as_of_ms=-1)),
        replace(EXPAND, frame=Frame(as_of_ms=2**60)),
        ExpandRequest(start=tuple(NodeKey("PHONE", f"+92300{number:07}") for number in range(101))),
    ],
)
async def test_what_no_question_may_say(request_: ExpandRequest, tmp_path: Path, known: Federation) -> None:
    with pytest.raises(InvalidArgument):
        await asked(tmp_path, known, World(), request_)


async def test_a_decision_needs_its_permission(tmp_path: Path) -> None:
    world = World()
    context, request = open_room(tmp_path, world), DecideLinkRequest(PHONE, CARD, "SAME", "why")
    await of_links(context, analyst(), Permission.LINK_DECIDE, request, 0)
    enquiring = {"purpose": "PRELIMINARY_ENQUIRY", "case_type": "ENQUIRY", "case_key": "E/1", "query_class": "WANTED"}
    with pytest.raises(PolicyDenied):
        await of_links(context, analyst(**enquiring, legal_basis="FIA_ENQUIRY"), Permission.LINK_DECIDE, request, 0)
    assert len(world.asked) == 1


async def test_feeds_are_upkeeps(tmp_path: Path) -> None:
    context = open_room(tmp_path, World())
    with pytest.raises(PolicyDenied):
        await of_feeds(context, analyst(), RegisterAuthorityRequest())
    upkeep = {"purpose": "RECORD_UPKEEP", "legal_basis": "DATA_OVERSIGHT", "query_class": "UPKEEP"}
    keeper = analyst(**upkeep, case_type="RECORD", case_key="FEED", roles=frozenset({"RECORD_OFFICER"}))
    assert (await of_feeds(context, keeper, RegisterAuthorityRequest())).added


async def test_what_is_asked_for_and_shown_is_given_to_whoever_follows_reads(tmp_path: Path, known: Federation) -> None:
    """Of a question its numbers, those of the answer, and every record behind it; of a decision whom it names."""
    source = "agencies/pk.x/records/r/versions/2"
    nodes = (
        Node(NodeKey("DOCUMENT", "CNIC:3520212345671")),
        Node(NodeKey("SUBJECT", "agencies/pk.x/records/r"), source=source),
    )
    world = World(answers=[ExpandResponse(answer=Answer(nodes=nodes))])
    await asked(tmp_path, known, world, ExpandRequest(start=(PHONE,)))
    ((numbers, names),) = world.gave
    assert numbers == [f"PHONE:{PHONE.id}", "CNIC:3520212345671"]
    assert names == ["agencies/pk.x/records/r", source]
    subject = NodeKey("SUBJECT", "agencies/pk.x/records/s")
    await of_links(
        open_room(tmp_path, world),
        analyst(),
        Permission.LINK_DECIDE,
        DecideLinkRequest(subject, CARD, "SAME", "why"),
        0,
    )
    assert world.gave[1] == ([CARD.id], [subject.id])
