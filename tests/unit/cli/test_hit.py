"""`rabta hit` and `rabta release`: what is asked of an owner and answered, how it is shown, and what is sent again."""

from __future__ import annotations

from pathlib import Path

from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import hit_service_pb2 as pb

from services.access.errors import NotFound
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import WHY, asked_by, rabta, refuses

SERVICE = "/rabta.exchange.v1.HitService/"
METHODS = tuple(f"{SERVICE}{one.name}" for one in pb.DESCRIPTOR.services_by_name["HitService"].methods)
RECORD = "agencies/pk.sindh-police/records/sd-warrant"
UPKEEP = ("--case", "RECORD:PK.FIA")
MADE = hit.HitRequest(
    id="request-1", kind=hit.HIT_REQUEST_KIND_CONFIRMATION, record=RECORD, owner="pk.sindh-police",
    state=hit.HIT_STATE_UNCONFIRMED, due_ms=1_780_000_000_000, escalation=hit.ESCALATION_DESK, collector="\x1b[2Jnobody",
)  # fmt: skip


def test_a_confirmation_asks_all_and_shows_whom_to_call_and_what_was_found(hub: HubThread, officer: Path) -> None:
    request = hit.HitRequest()
    request.CopyFrom(MADE)
    request.desk.name, request.desk.phone = "Escalation desk", "+92 21 000"
    asked = asked_by(hub, "ConfirmHit", pb.ConfirmHitResponse(request=request, located_ms=1_780_000_000_000))
    said = rabta("hit", "confirm", "--profile", officer, *WHY, RECORD, "--output", "csv")
    sent = pb.ConfirmHitRequest.FromString(asked[0][1])
    assert (sent.record, sent.urgency, list(sent.questions)) == (RECORD, hit.URGENCY_IMMEDIATE, [1, 2, 3])
    assert len(sent.request_id) == 32
    for word in ("unconfirmed, desk told", "Escalation desk", "+92 21 000", "request-1"):
        assert word in said.stdout
    assert "\x1b" not in said.stdout, "what an owner writes is harmless where it is shown"
    assert "found by this record" in said.stderr


def test_one_question_by_a_handle_under_an_id_of_before(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "ConfirmHit", pb.ConfirmHitResponse(request=MADE))
    how = ("--handle", "handle-1", "--ask", "who-collects", "--urgency", "routine", "--request-id", "of-before")
    rabta("hit", "confirm", "--profile", officer, *WHY, *how)
    sent = pb.ConfirmHitRequest.FromString(asked[0][1])
    assert (sent.record, sent.handle, sent.request_id) == ("", "handle-1", "of-before")
    assert (sent.urgency, list(sent.questions)) == (hit.URGENCY_ROUTINE, [hit.HIT_QUESTION_WHO_COLLECTS])


def test_an_owner_answers_and_whoever_found_somebody_says_so(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "AnswerHit", pb.AnswerHitResponse(request=MADE))
    how = ("--answer", "needs-time", "--until", "2026-06-01T10:00:00+05:00")
    rabta("hit", "answer", "--profile", officer, *UPKEEP, "request-1", *how)
    sent = pb.AnswerHitRequest.FromString(asked[0][1])
    assert (sent.id, sent.answer, sent.until_ms) == ("request-1", hit.HIT_STATE_NEEDS_TIME, 1_780_290_000_000)
    located = asked_by(hub, "Locate", pb.LocateResponse(request=MADE))
    rabta("hit", "locate", "--profile", officer, *WHY, "request-1")
    assert pb.LocateRequest.FromString(located[0][1]).id == "request-1"


def test_the_list_says_that_there_is_more(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "ListHitRequests", pb.ListHitRequestsResponse(requests=[MADE], next_page_token="more"))
    said = rabta("hit", "list", "--profile", officer, *WHY, "--answered", "--output", "csv")
    assert pb.ListHitRequestsRequest.FromString(asked[0][1]).answered
    assert "request-1" in said.stdout
    assert "--page-token more" in said.stderr
    asked_by(hub, "ListHitRequests", pb.ListHitRequestsResponse())
    assert "none" in rabta("hit", "list", "--profile", officer, *WHY).stdout


def test_a_release_is_asked_for_and_decided(hub: HubThread, officer: Path) -> None:
    asked = asked_by(hub, "RequestRelease", pb.RequestReleaseResponse(request=MADE))
    rabta("release", "request", "--profile", officer, *WHY, "handle-1")
    sent = pb.RequestReleaseRequest.FromString(asked[0][1])
    assert (sent.handle, sent.urgency) == ("handle-1", hit.URGENCY_ROUTINE)
    decided = asked_by(hub, "DecideRelease", pb.DecideReleaseResponse(request=MADE))
    how = ("--decision", "granted", "--until", "2026-06-01")
    out = rabta("release", "decide", "--profile", officer, *UPKEEP, "request-2", *how, "--output", "json").stdout
    said = pb.DecideReleaseRequest.FromString(decided[0][1])
    assert (said.decision, said.until_ms) == (hit.HIT_STATE_GRANTED, 1_780_340_399_999), "the end of that day"
    assert '"UNCONFIRMED"' in out


def test_what_is_not_theirs_is_not_found(hub: HubThread, officer: Path) -> None:
    hub.hub.bodies[SERVICE + "Locate"] = refuses(NotFound())
    assert "not found" in rabta("hit", "locate", "--profile", officer, *WHY, "request-1", code=4).stderr
