"""`rabta guard`: what is asked with a second person, what the prosecutor reads, and a decision that can be sent again."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from rabta.access.v1.purpose_pb2 import CASE_REFERENCE_TYPE_FIR
from rabta.records.v1 import guard_pb2 as pb
from rabta.records.v1.case_pb2 import CaseReference

from services.cli.guard import Outcome
from services.edge.call import Call
from services.statutes.guard import Outcome as Decided
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import keep, rabta, refuses

SERVICE = "/rabta.records.v1.RecordsService/"
LIST, DECIDE = SERVICE + "ListGuards", SERVICE + "DecideGuard"
CASE = ("--case", "COURT_CASE:LAHORE/9/2020")
WIDE = {"COLUMNS": "400"}
SINCE = 1_780_000_000_000
WAITS = pb.ListedGuard(
    reference="R-AAAAAAAA", matter="M-AAAAAAAA", guard=pb.GUARD_KIND_BAR, since_ms=SINCE, custody=True
)
DECISION = pb.GuardDecision(
    outcome=pb.GUARD_OUTCOME_WITHDRAW,
    reason="Seen \x1b[31m.",
    agency="pk.punjab-prosecution",
    officer="pr-1",
    at_ms=SINCE,
)
DONE = pb.ListedGuard(reference="R-BBBBBBBB", guard=pb.GUARD_KIND_GUARD, since_ms=SINCE - 9, decision=DECISION)


def said(
    desk: HubThread, method: str, answer: Any, *words: str, stdin: str = "", code: int = 0
) -> tuple[str, list[Any]]:
    seen: list[tuple[Call, bytes]] = []
    desk.hub.bodies[method] = keep(seen, answer)
    result = rabta("guard", *words, "--profile", desk.profile(), *CASE, stdin=stdin, code=code, env=WIDE)
    return result.stdout, seen


def test_the_list_is_asked_for_protection_in_a_trial_and_what_waits_stands_first(hub_desk: HubThread) -> None:
    out, ((call, raw),) = said(hub_desk, LIST, pb.ListGuardsResponse(guards=[DONE, WAITS]), "list")
    assert raw == b""
    assert call.caller is not None
    why = call.caller
    assert (why.purpose, why.legal_basis, why.query_class) == ("TRIAL", "TRIAL_ANTECEDENTS", "PROTECTION")
    assert out.index("R-AAAAAAAA") < out.index("R-BBBBBBBB")
    for text in ("waits", "in custody", "prosecutor at 2026-05-30", "decided", "WITHDRAW by pr-1", "PTPA 2018 s. 6"):
        assert text in " ".join(out.split())
    assert "\x1b[31m" not in out


def test_where_nothing_waits_it_says_so(hub_desk: HubThread) -> None:
    out, _ = said(hub_desk, LIST, pb.ListGuardsResponse(), "list")
    assert "none" in out
    assert "PTPA" not in out


def test_programs_get_all_of_it(hub_desk: HubThread) -> None:
    answer = pb.ListGuardsResponse(guards=[WAITS])
    told = json.loads(said(hub_desk, LIST, answer, "list", "--output", "json")[0])
    assert told["guards"][0]["reference"] == "R-AAAAAAAA"
    rows = list(csv.reader(io.StringIO(said(hub_desk, LIST, answer, "list", "--output", "csv")[0])))
    header = next(row for row in rows if row[:3] == ["reference", "matter", "state"])
    assert rows[rows.index(header) + 1][:3] == ["R-AAAAAAAA", "M-AAAAAAAA", "waits"]


@pytest.mark.parametrize("outcome", Outcome)
def test_a_decision_goes_out_as_it_was_given_and_its_reason_comes_from_stdin(
    hub_desk: HubThread, outcome: Outcome
) -> None:
    answer = pb.DecideGuardResponse(guards=[DONE])
    words = ("decide", "R-BBBBBBBB", "--matter", "M-B", "--outcome", outcome.value, "--request-id", "again-1")
    out, ((_, raw),) = said(hub_desk, DECIDE, answer, *words, stdin="Looked at the papers.\n")
    request = pb.DecideGuardRequest.FromString(raw)
    assert (request.reference, request.matter, request.request_id) == ("R-BBBBBBBB", "M-B", "again-1")
    assert request.reason == "Looked at the papers."
    assert pb.GuardOutcome.Name(request.outcome) == f"GUARD_OUTCOME_{outcome.name}"
    assert "WITHDRAW by pr-1" in " ".join(out.split())


def test_every_outcome_of_the_law_can_be_typed() -> None:
    assert [each.name for each in Outcome] == [each.name for each in Decided]


def test_an_outcome_that_is_none_is_not_sent(hub_desk: HubThread) -> None:
    _, seen = said(
        hub_desk, DECIDE, pb.DecideGuardResponse(), "decide", "R-B", "--outcome", "acquit", stdin="x", code=2
    )
    assert seen == []


def test_each_decision_has_an_id_of_its_own(hub_desk: HubThread) -> None:
    ids = set()
    for _ in range(2):
        words = ("decide", "R-BBBBBBBB", "--outcome", "proceed")
        _, ((_, raw),) = said(hub_desk, DECIDE, pb.DecideGuardResponse(), *words, stdin="Looked at.")
        ids.add(pb.DecideGuardRequest.FromString(raw).request_id)
    assert len(ids) == 2
    assert all(len(each) == 32 for each in ids)


def test_who_asks_alone_is_told_the_refusal(hub_desk: HubThread) -> None:
    hub_desk.hub.bodies[LIST] = refuses("POLICY_DENIED")
    result = rabta("guard", "list", "--profile", hub_desk.profile(), *CASE, code=3)
    assert result.stdout == ""
    assert "POLICY_DENIED" in result.stderr


TOLD = SERVICE + "ListToldGuards"
CHARGED = CaseReference(type=CASE_REFERENCE_TYPE_FIR, key="PB/LAHORE/ICHHRA/512/2024")
TOLD_GUARD = pb.ToldGuard(charged_in=[CHARGED], told_ms=SINCE, guard=WAITS)


def test_what_a_district_was_told_is_asked_for_protection_and_names_the_case(hub_desk: HubThread) -> None:
    out, ((call, raw),) = said(hub_desk, TOLD, pb.ListToldGuardsResponse(guards=[TOLD_GUARD]), "told")
    assert raw == b""
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("TRIAL", "PROTECTION")
    for text in ("R-AAAAAAAA", "FIR:PB/LAHORE/ICHHRA/512/2024", "told at", "waits"):
        assert text in " ".join(out.split())
    assert "There are more" not in out


def test_oversight_asks_as_oversight_and_is_told_where_there_are_more(hub_desk: HubThread) -> None:
    why = ("--purpose", "oversight", "--legal-basis", "data-oversight", "--case", "REVIEW:2026/1")
    hidden = pb.ToldGuard(told_ms=SINCE, guard=WAITS)
    out, ((call, _),) = said(hub_desk, TOLD, pb.ListToldGuardsResponse(guards=[hidden], more=True), "told", *why)
    assert call.caller is not None
    assert (call.caller.purpose, call.caller.query_class) == ("OVERSIGHT", "AUDIT")
    assert "There are more: decide on these first." in out
    assert "not named" in out


def test_what_was_told_comes_as_rows_for_programs(hub_desk: HubThread) -> None:
    out, _ = said(hub_desk, TOLD, pb.ListToldGuardsResponse(guards=[TOLD_GUARD]), "told", "--output", "csv")
    assert any(row[:1] == ["FIR:PB/LAHORE/ICHHRA/512/2024"] for row in csv.reader(io.StringIO(out)))
