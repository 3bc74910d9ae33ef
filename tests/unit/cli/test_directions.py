"""`rabta directions`: what police ask, what they read, and what the prosecution directs with a second person."""

from __future__ import annotations

from typing import Any

import pytest
from rabta.records.v1 import direction_pb2 as pb

from services.cli.directions import Kind
from services.edge.call import Call
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import keep, rabta, refuses

SERVICE = "/rabta.records.v1.RecordsService/"
ASK, LIST, GIVE = (SERVICE + name for name in ("AskDirections", "ListDirections", "GiveDirections"))
CASE, TRIAL = ("--case", "FIR:PB/LAHORE/ICHHRA/512/2024"), ("--case", "COURT_CASE:LAHORE/9/2020")
WIDE = {"COLUMNS": "400"}
AT = 1_780_000_000_000
GIVEN = pb.Direction(kind=pb.DIRECTION_KIND_SEND_FILE, agency="pk.punjab-prosecution", at_ms=AT)


def said(desk: HubThread, method: str, answer: Any, *words: str, code: int = 0) -> tuple[str, list[Any]]:
    seen: list[tuple[Call, bytes]] = []
    desk.hub.bodies[method] = keep(seen, answer)
    result = rabta("directions", *words, "--profile", desk.profile(), code=code, env=WIDE)
    return " ".join(result.stdout.split()), seen


def test_a_reference_goes_out_as_it_was_typed_and_the_time_of_the_answer_is_shown(hub_desk: HubThread) -> None:
    out, ((call, raw),) = said(hub_desk, ASK, pb.AskDirectionsResponse(noted_ms=AT), "ask", "R-AAAAAAAA", *CASE)
    assert pb.AskDirectionsRequest.FromString(raw) == pb.AskDirectionsRequest(reference="R-AAAAAAAA")
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("INVESTIGATE_CASE", "HISTORY")
    for text in ("R-AAAAAAAA", "at 2026-05-", "whoever the accused is"):
        assert text in out


def test_the_list_shows_what_is_noted_and_what_is_directed(hub_desk: HubThread) -> None:
    rows = [
        pb.ListedDirection(reference="R-AAAAAAAA", asked_by="pk.fia", asked_ms=AT, noted_ms=AT, noted=True),
        pb.ListedDirection(reference="R-BBBBBBBB", direction=GIVEN),
    ]
    out, ((_, raw),) = said(hub_desk, LIST, pb.ListDirectionsResponse(directions=rows, more=True), "list", *CASE)
    assert raw == b""
    for text in ("noted", "send file", "pk.punjab-prosecution", "There are more."):
        assert text in out


@pytest.mark.parametrize("kind", Kind)
def test_a_direction_goes_out_as_it_was_given(hub_desk: HubThread, kind: Kind) -> None:
    words = ("give", "R-AAAAAAAA", "--direction", kind.value, "--request-id", "again-1", *TRIAL)
    _, ((call, raw),) = said(hub_desk, GIVE, pb.GiveDirectionsResponse(direction=GIVEN), *words)
    request = pb.GiveDirectionsRequest.FromString(raw)
    assert (request.reference, request.request_id) == ("R-AAAAAAAA", "again-1")
    assert pb.DirectionKind.Name(request.kind) == f"DIRECTION_KIND_{kind.name}"
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("TRIAL", "PROTECTION")


def test_every_direction_can_be_typed() -> None:
    known = [name.removeprefix("DIRECTION_KIND_") for name in pb.DirectionKind.keys()][1:]  # noqa: SIM118
    assert [each.name for each in Kind] == known


def test_who_may_not_ask_is_told_the_refusal(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[ASK] = refuses("POLICY_DENIED")
    result = rabta("directions", "ask", "R-AAAAAAAA", "--profile", hub_desk.profile(), *CASE, code=3)
    assert result.stdout == ""
    assert "POLICY_DENIED" in result.stderr
