"""Questions about a hit: who may not know of a record, who did not ask, who does not own it, what is sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from google.protobuf.message import Message
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as pb
from rabta.records.v1.history_pb2 import History
from rabta.records.v1.records_service_pb2 import GetHistoryResponse, GetRecordRequest, GetRecordResponse

from tests.e2e.attacks.judging import answered, put, quiet, refused
from tests.e2e.attacks.test_hidden import details
from tests.e2e.bodies import HISTORY, RECORDS, history_of
from tests.e2e.hits import (
    ASKER,
    BARE,
    OWNER,
    RELEASING,
    SEEN,
    confirmed,
    confirming,
    handle,
    listed,
    new_id,
    requested,
    send,
)
from tests.e2e.people import AUDITOR, FIA, PUNJAB, RECORDERS, SINDH, SINDH_INVESTIGATOR, Officer, kin
from tests.e2e.planted import KNOWN, NAMED_ONLY
from tests.e2e.world import World

GET_RECORD = f"{RECORDS}GetRecord"
DAY_MS = 86_400_000
HIDDEN = {
    "victim": f"agencies/{PUNJAB}/records/pb-victim",
    "child": f"agencies/{PUNJAB}/records/pb-young",
    "sealed": f"agencies/{SINDH}/records/sd-sealed",
    "originator's": f"agencies/{FIA}/records/fia-orcon",
}
ABSENT = f"agencies/{FIA}/records/none"
COLLEAGUE = Officer(ASKER.agency, "pb-2001", ASKER.roles, ASKER.clearance, ASKER.why)


def answering(id_: str, word: str = "VALID", **more: int) -> pb.AnswerHitRequest:
    return pb.AnswerHitRequest(request_id=new_id(), id=id_, answer=f"HIT_STATE_{word}", **more)  # type: ignore[arg-type]  # an enum's name


def deciding(id_: str, lasts: int, now_ms: int) -> pb.DecideReleaseRequest:
    until_ms = now_ms + lasts
    return pb.DecideReleaseRequest(request_id=new_id(), id=id_, decision=hit.HIT_STATE_GRANTED, until_ms=until_ms)


def record(world: World, officer: Officer, name: str = BARE) -> tuple[str, bytes]:
    """Reason and version of a read."""
    seen = put(world, world.asking(officer, GET_RECORD, GetRecordRequest(name=name).SerializeToString()))
    return seen.back.text, GetRecordResponse.FromString(seen.back.body).version.version


def history(world: World, officer: Officer) -> History:
    """Of whom the asker knows by a bare hit alone."""
    seen = put(world, world.asking(officer, HISTORY, history_of(NAMED_ONLY)))
    return GetHistoryResponse.FromString(answered(world, seen)).history


def test_a_hit_is_asked_about_answered_located_and_cleared(world: World) -> None:
    """What the attacks below attack."""
    made = confirmed(world)
    told = listed(world, OWNER)[made.id]
    assert (told.state, told.asker.agency, told.asker.officer) == (hit.HIT_STATE_WAITING, ASKER.agency, ASKER.id)
    for officer, request, state in (
        (OWNER, answering(made.id), hit.HIT_STATE_VALID),
        (ASKER, pb.LocateRequest(request_id=new_id(), id=made.id), hit.HIT_STATE_LOCATED),
        (OWNER, answering(made.id, "CLEARED"), hit.HIT_STATE_CLEARED),
    ):
        answered(world, send(world, officer, request), leaves=2)
        assert listed(world, ASKER)[made.id].state == state
    assert made.id not in listed(world, OWNER)


def test_a_hidden_record_is_asked_about_as_an_absent_one(world: World) -> None:
    """A victim, a child, whom a court sealed, what an originator keeps: the same bytes as of no record."""
    officers, said = {"victim": SINDH_INVESTIGATOR, "child": SINDH_INVESTIGATOR}, set()
    for name, hidden in HIDDEN.items():
        officer = officers.get(name, ASKER)
        for target in (hidden, ABSENT):
            seen = send(world, officer, confirming(record=target))
            refused(world, seen, "NOT_FOUND", leaves=2)
            said.add(details(seen))
    assert len(said) == 1


@pytest.mark.parametrize("forged", ["", "AAAA", "x" * 600])
def test_a_handle_of_another_agency_is_as_a_forged_one(world: World, forged: str) -> None:
    theirs = handle(world)
    for text in filter(None, (theirs, forged)):
        refused(world, send(world, SINDH_INVESTIGATOR, confirming(record="", handle=text)), "NOT_FOUND", leaves=2)


STRANGERS: dict[str, Callable[[str, str, int], tuple[Officer, Message]]] = {
    "answer-by-a-stranger": lambda id_, _, __: (RECORDERS[SINDH], answering(id_)),
    "answer-by-the-asker's-agency": lambda id_, _, __: (RECORDERS[PUNJAB], answering(id_)),
    "locate-by-who-did-not-ask": lambda id_, _, __: (
        SINDH_INVESTIGATOR,
        pb.LocateRequest(request_id=new_id(), id=id_),
    ),
    "release-decided-by-a-stranger": lambda _, id_, now: (
        Officer(PUNJAB, "pb-2090", ("RECORD_OFFICER", "RELEASE_OFFICER"), 2, RECORDERS[PUNJAB].why),
        deciding(id_, DAY_MS, now),
    ),
    "release-answered-as-a-confirmation": lambda _, id_, __: (OWNER, answering(id_)),
}


@pytest.mark.parametrize("case", STRANGERS)
def test_a_request_of_others_is_as_an_absent_one(world: World, case: str) -> None:
    """Byte for byte what is said of an id that nobody was given; and nothing was done to it."""
    made, release = confirmed(world), requested(world)
    officer, request = STRANGERS[case](made.id, release.id, world.clock.now())
    _, other = STRANGERS[case]("A" * 22, "A" * 22, world.clock.now())
    seen, absent = send(world, officer, request), send(world, officer, other)
    refused(world, seen, "NOT_FOUND", leaves=2)
    refused(world, absent, "NOT_FOUND", leaves=2)
    assert details(seen) == details(absent)
    mine = listed(world, ASKER)
    assert [mine[each].state for each in (made.id, release.id)] == [hit.HIT_STATE_WAITING] * 2


def test_only_who_keeps_the_records_answers_and_only_who_releases_decides(world: World) -> None:
    made, release = confirmed(world), requested(world)
    investigator = Officer(FIA, "fia-1043", ("INVESTIGATOR",), 2, ASKER.why)
    refused(world, send(world, investigator, answering(made.id)), "PURPOSE_UNFIT", leaves=1)
    decide = deciding(release.id, DAY_MS, world.clock.now())
    refused(world, send(world, RECORDERS[FIA], decide), "POLICY_DENIED", leaves=2)


def test_a_release_shows_one_record_to_one_officer_for_one_case(world: World) -> None:
    """Until then the record is as absent; past 30 days none is granted; taken back, it is as absent again."""
    release = requested(world)
    assert release.record == ""
    assert record(world, ASKER) == ("NOT_FOUND", b"")
    past = deciding(release.id, 30 * DAY_MS + 60_000, world.clock.now())
    refused(world, send(world, OWNER, past), "OUT_OF_ORDER", leaves=2)
    assert record(world, ASKER) == ("NOT_FOUND", b"")
    answered(world, send(world, OWNER, deciding(release.id, DAY_MS, world.clock.now())), leaves=2)
    assert listed(world, ASKER)[release.id].record == BARE
    assert b"fia-named" in record(world, ASKER)[1]
    found = history(world, ASKER)
    assert [(each.version, each.owner) for each in found.releases] == [(f"{BARE}/versions/1", FIA)]
    assert found.releases[0].version in [line.version for line in found.timeline]
    assert not found.hits
    colleagues = history(world, COLLEAGUE)
    assert (list(colleagues.timeline), list(colleagues.releases), len(colleagues.hits)) == ([], [], 1)
    assert record(world, COLLEAGUE) == ("NOT_FOUND", b"")
    assert record(world, SINDH_INVESTIGATOR)[0] == "", "the owner's own terms name Sindh"
    back = pb.DecideReleaseRequest(request_id=new_id(), id=release.id, decision=hit.HIT_STATE_REFUSED)
    answered(world, send(world, OWNER, back), leaves=2)
    assert record(world, ASKER) == ("NOT_FOUND", b"")
    assert not history(world, ASKER).timeline
    assert listed(world, ASKER)[release.id].record == ""


def test_the_same_request_id_is_one_request(world: World) -> None:
    request = confirming()
    first, again = (send(world, ASKER, request) for _ in range(2))
    made = [pb.ConfirmHitResponse.FromString(answered(world, each, leaves=2)).request.id for each in (first, again)]
    assert made[0] == made[1]
    request.urgency = hit.URGENCY_ROUTINE
    refused(world, send(world, ASKER, request), "REQUEST_ID_REUSED", leaves=2)


def test_nobody_asks_about_their_own(world: World) -> None:
    request = confirming().SerializeToString(deterministic=True)
    token = world.token(ASKER, own_and_kin=[kin(f"CNIC:{KNOWN}")])
    question = world.ask("/rabta.exchange.v1.HitService/ConfirmHit", request, token, agency=ASKER.agency)
    refused(world, put(world, question), "NOT_FOUND", leaves=2)


def test_a_page_of_one_officer_goes_on_for_nobody_else(world: World) -> None:
    for _ in range(2):
        confirmed(world)
    page = pb.ListHitRequestsRequest(page_size=1)
    found = pb.ListHitRequestsResponse.FromString(answered(world, send(world, ASKER, page)))
    page.page_token = found.next_page_token
    assert page.page_token
    for officer in (OWNER, SINDH_INVESTIGATOR, AUDITOR):
        seen = send(world, officer, page)
        refused(world, seen, "PAGE_TOKEN_INVALID")
        quiet(seen.back)


def test_oversight_is_told_of_no_question_before_its_time(world: World) -> None:
    made = confirmed(world)
    assert made.id not in listed(world, AUDITOR)
    assert listed(world, RELEASING)[made.id].record == SEEN
