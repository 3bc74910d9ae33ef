"""`rabta law statements`: asked for the class of who asks, shown as rows, and refused to who took the statement."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from rabta.records.v1 import statement_review_pb2 as pb

from services.listing.statements import NEEDS, NEITHER, RELATIONS
from services.statutes.statement_signals import Relation
from tests.fakes.console import second_profile
from tests.fakes.hub_thread import HubThread
from tests.unit.cli.rabta import SERVICE, keep, rabta, refuses
from tests.unit.listing.test_statements import FIRST, RECORD, TAKEN_BACK

REVIEW = f"{SERVICE}/ReviewStatements"
CASE = ("--case", "COURT_CASE:LAHORE/9/2020")
OVERSIGHT = ("--purpose", "oversight", "--legal-basis", "data-oversight", "--case", "REVIEW:2026/1")
BOTH = pb.ReviewStatementsResponse(reviews=[FIRST, TAKEN_BACK])
WIDE = {"COLUMNS": "400"}


def said(desk: HubThread, answer: pb.ReviewStatementsResponse, *words: str) -> tuple[str, list[Any]]:
    seen: list[Any] = []
    desk.hub.bodies[REVIEW] = keep(seen, answer)
    result = rabta("law", "statements", "--profile", desk.profile(), *(words or CASE), env=WIDE)
    return result.stdout, seen


def test_a_prosecutor_asks_in_a_trial_for_protection_and_alone(hub_desk: HubThread) -> None:
    out, ((call, raw),) = said(hub_desk, BOTH)
    assert raw == b""
    why = call.caller
    assert (why.purpose, why.legal_basis, why.query_class) == ("TRIAL", "TRIAL_ANTECEDENTS", "PROTECTION")
    assert why.approver is None
    told = " ".join(out.split())
    for text in (RECORD, FIRST.record, RELATIONS[Relation.RETRACTS][0], NEEDS["REVIEW"][0], "P1 kin of", NEITHER[0]):
        assert text in told


def test_oversight_asks_as_oversight(hub_desk: HubThread) -> None:
    _, ((call, _),) = said(hub_desk, BOTH, *OVERSIGHT)
    assert (call.caller.purpose, call.caller.query_class) == ("OVERSIGHT", "AUDIT")


def test_where_there_is_no_sign_it_says_so_and_explains_none(hub_desk: HubThread) -> None:
    out, _ = said(hub_desk, pb.ReviewStatementsResponse())
    assert "none" in out
    assert NEITHER[0] not in out


def test_in_urdu(hub_desk: HubThread) -> None:
    out, _ = said(hub_desk, BOTH, *CASE, "--language", "ur")
    told = " ".join(out.split())
    for text in (RELATIONS[Relation.RETRACTS][1], "ملزم کے رشتہ دار موجود تھے", NEITHER[1][:20]):
        assert text in told


def test_programs_get_all_of_it(hub_desk: HubThread) -> None:
    told = json.loads(said(hub_desk, BOTH, *CASE, "--output", "json")[0])
    assert [each["record"] for each in told["reviews"]] == [FIRST.record, RECORD]
    rows = list(csv.reader(io.StringIO(said(hub_desk, BOTH, *CASE, "--output", "csv")[0])))
    assert [row[0] for row in rows if row[:1] in ([FIRST.record], [RECORD])] == [FIRST.record, RECORD]


def test_what_was_written_elsewhere_moves_no_terminal(hub_desk: HubThread) -> None:
    answer = pb.ReviewStatementsResponse(reviews=[TAKEN_BACK])
    answer.reviews[0].signs[0].text = "kin \x1b[2J there"
    assert "\x1b" not in said(hub_desk, answer)[0]


@pytest.mark.parametrize("word", ["PURPOSE_UNFIT", "POLICY_DENIED"])
def test_who_took_the_statement_is_told_the_refusal_and_nothing_else(hub_desk: HubThread, word: str) -> None:
    hub_desk.hub.bodies[REVIEW] = refuses(word)
    why = ("--purpose", "investigate-case", "--legal-basis", "crpc-case", "--case", "FIR:PB/LAHORE/ICHHRA/512/2024")
    result = rabta("law", "statements", "--profile", hub_desk.profile(), *why, code=3)
    assert result.stdout == ""
    assert word in result.stderr
    assert "P1" not in result.stderr


def test_who_protects_asks_of_a_referral_with_a_second_person(hub_desk: HubThread) -> None:
    why = ("--purpose", "protect-victim", "--legal-basis", "victim-witness", "--case", "REFERRAL:CP/LAHORE/1/2024")
    second = second_profile(hub_desk.profile())
    out, ((call, raw),) = said(hub_desk, BOTH, *why, "--approver-profile", str(second))
    assert raw == b""
    assert (call.caller.purpose, call.caller.query_class) == ("PROTECT_VICTIM", "PROTECTION")
    assert call.caller.approver is not None
    assert RECORD in " ".join(out.split())
