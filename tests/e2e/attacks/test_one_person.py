"""Who decides that two records are one person: a stranger's word changes no answer of another agency (AUTHORITY, 2)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

import pytest
from rabta.linkage.v1 import graph_pb2, link_pb2, question_pb2
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.person_pb2 import LINK_BY_DECISION
from rabta.records.v1.records_service_pb2 import GetHistoryResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier

from services.evidence.carried import uncarried
from tests.e2e import network as net
from tests.e2e.attacks.judging import answered, put
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.network import ANALYST, PUNJAB_ANALYST, SINDH_ANALYST, month_old, reason_of, told
from tests.e2e.people import (
    AUDITOR,
    FIA,
    INVESTIGATOR,
    PUNJAB,
    PUNJAB_CASE,
    PUNJAB_INVESTIGATOR,
    SINDH,
    SINDH_CASE,
    SINDH_INVESTIGATOR,
    Officer,
)
from tests.e2e.planted import ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

SAME, DIFFERENT = link_pb2.LINK_SIGN_SAME, link_pb2.LINK_SIGN_DIFFERENT
OTHERS = (PUNJAB_INVESTIGATOR, SINDH_INVESTIGATOR)
ANALYSTS = (PUNJAB_ANALYST, SINDH_ANALYST)
OVERSEERS = (AUDITOR, replace(AUDITOR, id="ov-9002"))


@pytest.fixture
def world(network_world: World) -> World:
    return network_world


@dataclass(frozen=True)
class Two:
    """A man of Punjab who is accused there, and a namesake of Sindh."""

    accused: str
    innocent: str
    one: str
    other: str

    def node(self, name: str) -> graph_pb2.NodeKey:
        return graph_pb2.NodeKey(kind=graph_pb2.NODE_KIND_SUBJECT, id=name)


def two(world: World, serial: int, born: str = "1979-10-11") -> Two:
    """Planted anew for each test, under two cards."""
    numbers = [make.cnic(7100 + 2 * serial + each) for each in range(2)]
    mark = os.urandom(4).hex()
    theirs = make.person(numbers[0], "1979-10-11", "Zarak Mandokhail")
    other = make.person(numbers[1], born, "Zarak Mandokhail")
    records = (
        make.party(f"pb-one-{mark}", agency=PUNJAB, subject=theirs, case_references=ref(PUNJAB_CASE)),
        make.party(f"sd-one-{mark}", agency=SINDH, subject=other, case_references=ref(SINDH_CASE)),
    )
    world.plant(list(records))
    return Two(*numbers, *(each.record_name for each in records))


def decide(world: World, officer: Officer, them: Two, sign: link_pb2.LinkSign = SAME) -> link_pb2.LinkDecision:
    body = link_pb2.DecideLinkRequest(
        one=them.node(them.one), other=them.node(them.other), sign=sign, why="one photograph, one father, one village"
    ).SerializeToString()
    found = told(world, officer, "DecideLink", body, link_pb2.DecideLinkResponse)
    assert isinstance(found, link_pb2.DecideLinkResponse)
    return found.decision


def history(world: World, officer: Officer, number: str) -> History:
    raw = answered(world, put(world, world.asking(officer, HISTORY, history_of(number))))
    found = GetHistoryResponse.FromString(raw).history
    assert uncarried(found, Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)) == ""
    return found


def answers(world: World, them: Two) -> list[bytes]:
    """What Punjab and Sindh are told of both: histories, the graph, what was decided, and what is alike."""
    numbers = (them.accused, them.innocent)
    found = [history(world, who, number).SerializeToString() for who in OTHERS for number in numbers]
    nodes = [them.node(each) for each in (them.one, them.other)]
    for who in ANALYSTS:
        asked = question_pb2.WhyLinkedRequest(start=nodes[0], end=nodes[1]).SerializeToString()
        found.append(told(world, who, "WhyLinked", asked, question_pb2.WhyLinkedResponse).SerializeToString())
        for start in nodes:
            expand = net.expand_of(start)
            found.append(told(world, who, "Expand", expand, question_pb2.ExpandResponse).SerializeToString())
        explain = link_pb2.ExplainLinkRequest(one=nodes[0], other=nodes[1]).SerializeToString()
        found.append(told(world, who, "ExplainLink", explain, link_pb2.ExplainLinkResponse).SerializeToString())
        alike = link_pb2.ListLinkCandidatesRequest(subject=nodes[0]).SerializeToString()
        candidates = told(world, who, "ListLinkCandidates", alike, link_pb2.ListLinkCandidatesResponse)
        found.append(candidates.SerializeToString())
    return found


def queue(world: World, officer: Officer, them: Two) -> list[link_pb2.LinkReview]:
    asked = link_pb2.ListLinkReviewsRequest(page_size=200).SerializeToString()
    page = told(world, officer, "ListLinkReviews", asked, link_pb2.ListLinkReviewsResponse)
    ends = {them.one, them.other}
    return [each for each in page.reviews if {each.one.key.id, each.other.key.id} == ends]


def links(found: History) -> list[tuple[str, bool]]:
    return [(each.agency, each.agreed) for each in found.links if each.by == LINK_BY_DECISION]


def test_same_by_a_stranger(world: World) -> None:
    """FIA, which owns neither, says that Sindh's man is the accused of Punjab: its own answers follow it, marked."""
    them = two(world, 1)
    before = answers(world, them)
    decision = decide(world, ANALYST, them)
    assert (decision.agreed, list(decision.parts)) == (False, [])
    assert answers(world, them) == before
    assert links(history(world, INVESTIGATOR, them.innocent)) == [(FIA, False)]
    for owner in ANALYSTS:
        (item,) = queue(world, owner, them)
        assert item.claimed
        assert FIA.encode() not in item.SerializeToString()


def test_same_by_an_owner_whose_record_is_new(world: World) -> None:
    """Both say so, and one of the records is younger than thirty days: nobody else is told."""
    them = two(world, 2)
    before = history(world, INVESTIGATOR, them.innocent)
    for analyst in ANALYSTS:
        assert not decide(world, analyst, them).agreed
    assert history(world, INVESTIGATOR, them.innocent) == before


def test_same_by_both_owners_and_different_by_a_stranger(world: World) -> None:
    """What both owners agree on carries for everybody; a stranger's word undoes it for the stranger alone."""
    them, apart = two(world, 3), two(world, 4, born="1999-01-01")
    assert not queue(world, SINDH_ANALYST, them)
    with month_old(world, them.one, them.other, apart.one, apart.other):
        assert not decide(world, PUNJAB_ANALYST, them).agreed
        assert links(history(world, INVESTIGATOR, them.innocent)) == []
        (item,) = queue(world, SINDH_ANALYST, them)
        assert item.claimed
        agreed = decide(world, SINDH_ANALYST, them)
        assert agreed.agreed
        for analyst in ANALYSTS:
            assert not decide(world, analyst, apart).agreed, "two cards and two births"
    for who in (INVESTIGATOR, *OTHERS):
        assert sorted(links(history(world, who, them.innocent))) == [(PUNJAB, True), (SINDH, True)]
    assert not queue(world, SINDH_ANALYST, them)
    before = answers(world, them)
    decide(world, ANALYST, them, DIFFERENT)
    assert answers(world, them) == before
    assert links(history(world, INVESTIGATOR, them.innocent)) == []
    undo = link_pb2.UndoLinkRequest(id=agreed.id, why="another face, as the stranger says").SerializeToString()
    assert reason_of(world, ANALYST, "UndoLink", undo) == "NOT_FOUND"
    assert answers(world, them) == before
    told(world, SINDH_ANALYST, "UndoLink", undo, link_pb2.UndoLinkResponse)
    assert links(history(world, PUNJAB_INVESTIGATOR, them.innocent)) == [(PUNJAB, False)]
    assert links(history(world, SINDH_INVESTIGATOR, them.innocent)) == []


def test_a_flood_of_decisions_on_one_man_waits(world: World) -> None:
    """FIA says of five men of Sindh that each is Punjab's accused: three stand in Punjab's queue, and two wait."""
    mark = os.urandom(4).hex()
    accused = make.person(make.cnic(7190), "1979-10-11", "Zarak Mandokhail")
    mine = make.party(f"pb-flood-{mark}", agency=PUNJAB, subject=accused, case_references=ref(PUNJAB_CASE))
    others = [
        make.party(
            f"sd-flood-{mark}-{each}", agency=SINDH, case_references=ref(SINDH_CASE),
            subject=make.person(make.cnic(7191 + each), "1979-10-11", "Zarak Mandokhail"),
        )
        for each in range(5)
    ]  # fmt: skip
    world.plant([mine, *others])
    pairs = [Two("", "", mine.record_name, each.record_name) for each in others]
    for them in pairs:
        decide(world, ANALYST, them)
    assert [len(queue(world, PUNJAB_ANALYST, them)) for them in pairs] == [1, 1, 1, 0, 0]
    decide(world, PUNJAB_ANALYST, pairs[1], DIFFERENT)
    assert [len(queue(world, PUNJAB_ANALYST, them)) for them in pairs] == [1, 0, 1, 1, 0]


def test_oversight_decides_with_an_owner_and_undoes_what_others_decided(world: World) -> None:
    """It is told of the pair, who decided and who is to state; one officer of oversight moves nothing alone."""
    them = two(world, 5)
    with month_old(world, them.one, them.other):
        first = decide(world, PUNJAB_ANALYST, them)
    (item,) = queue(world, AUDITOR, them)
    assert (item.owner, [each.id for each in item.decisions]) == (SINDH, [first.id])
    assert not item.one.label
    assert not item.grounds
    for owner in ANALYSTS:
        assert not any(each.owner or each.due_ms or each.decisions for each in queue(world, owner, them))
    agreed = decide(world, AUDITOR, them)
    assert agreed.agreed
    assert list(agreed.parts) == [link_pb2.LINK_PART_OVERSIGHT]
    assert sorted(links(history(world, INVESTIGATOR, them.innocent))) == [(AUDITOR.agency, True), (PUNJAB, True)]
    assert not queue(world, AUDITOR, them)
    undo = link_pb2.UndoLinkRequest(id=first.id, why="another face, as the two of us read").SerializeToString()
    assert reason_of(world, AUDITOR, "UndoLink", undo) == "APPROVER_REQUIRED"
    second = world.approval(OVERSEERS[1], undo, of=AUDITOR, method=net.LINKAGE + "UndoLink")
    question = world.asking(AUDITOR, net.LINKAGE + "UndoLink", undo, approver=second)
    proven = world.proven(question, world.line(AUDITOR.agency).send(question))
    proven.raise_refusal()
    undone = link_pb2.UndoLinkResponse.FromString(proven.body)
    assert undone.decision.withdrawn_by == f"{AUDITOR.agency}/{AUDITOR.id}"
    assert links(history(world, INVESTIGATOR, them.innocent)) == []


def test_two_officers_of_oversight_decide_and_one_does_not(world: World) -> None:
    """Not even two of them join two cards with two births."""
    them, apart = two(world, 6), two(world, 7, born="1999-01-01")
    assert not decide(world, AUDITOR, them).agreed
    assert links(history(world, INVESTIGATOR, them.innocent)) == []
    assert decide(world, OVERSEERS[1], them).agreed
    assert len(links(history(world, INVESTIGATOR, them.innocent))) == 2
    for officer in OVERSEERS:
        assert not decide(world, officer, apart).agreed
    assert links(history(world, INVESTIGATOR, apart.innocent)) == []


def test_an_owner_of_both_records_waits_for_oversight(world: World) -> None:
    """Nobody else owns one of the two, so that oversight alone is told."""
    mark = os.urandom(4).hex()
    mine = [
        make.party(
            f"pb-both-{mark}-{each}", agency=PUNJAB, case_references=ref(PUNJAB_CASE),
            subject=make.person(make.cnic(7180 + each), "1979-10-11", "Zarak Mandokhail"),
        )
        for each in range(2)
    ]  # fmt: skip
    world.plant(mine)
    them = Two(make.cnic(7180), make.cnic(7181), *(each.record_name for each in mine))
    with month_old(world, them.one, them.other):
        assert not decide(world, PUNJAB_ANALYST, them).agreed
    (item,) = queue(world, AUDITOR, them)
    assert (item.owner, [each.by.partition("/")[0] for each in item.decisions]) == ("", [PUNJAB])
    assert item.due_ms
    assert decide(world, AUDITOR, them).agreed
    assert not queue(world, AUDITOR, them)
