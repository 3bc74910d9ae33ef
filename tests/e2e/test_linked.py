"""Two agencies' records under two numbers over a real hub: proposed, linked, followed by a history, undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rabta.linkage.v1 import link_pb2
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.person_pb2 import LINK_BY_DECISION
from rabta.records.v1.records_service_pb2 import GetHistoryResponse
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC, Identifier
from typer.testing import CliRunner

from services.cli.main import app
from services.evidence.carried import uncarried
from services.values.records import Name
from tests.e2e import network as net
from tests.e2e.attacks.judging import answered, put, refused
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.network import ANALYST, told
from tests.e2e.people import FIA, FIA_CASE, INVESTIGATOR, PUNJAB, PUNJAB_CASE
from tests.e2e.planted import KNOWN, ref
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import record_maker as make

OURS, THEIRS = make.cnic(7001), make.cnic(7002)


@pytest.fixture(scope="module")
def world(network_world: World) -> World:
    names = {OURS: ("Zarak Mandokhail", "Sherdil Mandokhail"), THEIRS: ("Zarrak Mandokhel", "Sher Dil Mandokhel")}
    who = {
        number: replace(
            make.person(number, "1979-10-11"), names=(Name("OWN", own, "Latn"), Name("FATHER", kin, "Latn"))
        )
        for number, (own, kin) in names.items()
    }
    ours = make.party("fia-zarak", agency=FIA, subject=who[OURS], case_references=ref(FIA_CASE))
    theirs = make.party("pb-zarak", agency=PUNJAB, subject=who[THEIRS], case_references=ref(PUNJAB_CASE))
    network_world.plant([ours, theirs])
    return network_world


def history(world: World, number: str) -> History:
    seen = put(world, world.asking(INVESTIGATOR, HISTORY, history_of(number)))
    found = GetHistoryResponse.FromString(answered(world, seen)).history
    assert uncarried(found, Identifier(type=IDENTIFIER_TYPE_CNIC, value=number)) == ""
    return found


def people(found: History) -> list[str]:
    return sorted({line.version.split("/")[3] for line in found.timeline} & {"fia-zarak", "pb-zarak"})


def queue(world: World) -> Iterator[link_pb2.LinkReview]:
    """What all pages list: other tests leave people in this world, who are likelier pairs."""
    asked = link_pb2.ListLinkReviewsRequest(page_size=200)
    while True:
        page = told(world, ANALYST, "ListLinkReviews", asked.SerializeToString(), link_pb2.ListLinkReviewsResponse)
        yield from page.reviews
        asked.page_token = page.next_page_token
        if not asked.page_token:
            return


def waiting(world: World) -> link_pb2.LinkReview:
    """The pair in the queue, once the graph holds both Subjects."""
    found: list[link_pb2.LinkReview] = []

    def listed() -> bool:
        found[:] = [each for each in queue(world) if "zarak" in each.one.key.id and "zarak" in each.other.key.id]
        return bool(found)

    until(listed, "the pair is in the queue")
    (review,) = found
    return review


def test_a_history_follows_whom_reviewers_link_and_follows_no_more(world: World) -> None:
    before = [history(world, number) for number in (OURS, THEIRS)]
    assert [people(each) for each in before] == [["fia-zarak"], ["pb-zarak"]]
    ran = CliRunner().invoke(app, ["link", "run", str(world.files.hub.folder)])
    assert ran.exit_code == 0, ran.output
    assert "wait for a decision" in ran.output
    review = waiting(world)
    assert review.bits > 0
    assert "name" in {ground.field for ground in review.grounds}
    decide = link_pb2.DecideLinkRequest(
        one=review.one.key, other=review.other.key, sign=link_pb2.LINK_SIGN_SAME, why="one photograph, one father"
    ).SerializeToString()
    decision = told(world, ANALYST, "DecideLink", decide, link_pb2.DecideLinkResponse).decision
    assert (decision.model, round(decision.bits, 3)) == (review.model, round(review.bits, 3))
    for number in (OURS, THEIRS):
        found = history(world, number)
        assert people(found) == ["fia-zarak", "pb-zarak"]
        (link,) = found.links
        assert (link.by, link.decision, link.model, link.agency) == (LINK_BY_DECISION, decision.id, review.model, FIA)
        assert {link.one, link.other} == {review.one.key.id, review.other.key.id}
    undo = link_pb2.UndoLinkRequest(id=decision.id, why="another face, as the second look showed").SerializeToString()
    told(world, ANALYST, "UndoLink", undo, link_pb2.UndoLinkResponse)
    assert [history(world, number) for number in (OURS, THEIRS)] == before


def test_nobody_links_what_they_do_not_see(world: World) -> None:
    """So that a history follows no decision of whoever only guesses at the other end."""
    one = link_pb2.DecideLinkRequest(sign=link_pb2.LINK_SIGN_SAME, why="they want the victim's history too")
    one.one.CopyFrom(net.MAN)
    one.other.CopyFrom(net.MAN)
    one.other.id = f"agencies/{PUNJAB}/records/pb-victim"
    before = history(world, KNOWN)
    seen = put(
        world,
        world.ask(f"{net.LINKAGE}DecideLink", one.SerializeToString(), world.token(ANALYST), agency=ANALYST.agency),
    )
    refused(world, seen, "NOT_FOUND", leaves=2)
    assert history(world, KNOWN) == before
