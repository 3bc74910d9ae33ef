"""Rows of each list: every column has its text, and nothing is said of what is not there."""

from __future__ import annotations

import pytest
from rabta.audit.v1.audit_service_pb2 import Read
from rabta.exchange.v1 import correction_pb2 as correction
from rabta.exchange.v1 import hit_pb2 as hit
from rabta.exchange.v1 import watch_service_pb2 as watch
from rabta.membership.v1.registry_pb2 import Desk
from rabta.records.v1 import claim_pb2 as claim
from rabta.records.v1 import subject_pb2 as subject

from services.listing import claims, corrections, hits, reads, watches
from services.listing.part import Part, enum_word, reached, word

AT = 1_780_000_000_000
SAID = "2026-05-29T01:26:40+05:00"
DESK = Desk(name="Duty desk", phone="042", email="desk@fia.example")
RECORD = "agencies/pk.fia/records/x"


def only(part: Part) -> dict[str, str]:
    (row,) = part.rows
    assert len(row) == len(part.header)
    return dict(zip(part.header, row, strict=True))


def asked() -> hit.HitRequest:
    one = hit.HitRequest(id="r-1", record=RECORD, owner="pk.fia", state=hit.HIT_STATE_WAITING, due_ms=AT, desk=DESK)
    one.asker.agency, one.asker.officer, one.asker.case.key = "pk.punjab.police", "o-1", "PB/1/2024"
    return one


def test_a_question_about_a_hit_says_who_asks_by_when_and_whom_to_call() -> None:
    row = only(hits.requests([asked()]))
    assert row["asked by"] == "pk.punjab.police o-1 PB/1/2024"
    assert (row["state"], row["due"]) == ("waiting", SAID)
    assert row["call"] == "Duty desk 042 desk@fia.example"


def test_of_a_hit_without_a_record_the_owner_stands_there() -> None:
    one = asked()
    one.record, one.until_ms, one.escalation = "", AT, hit.ESCALATION_OVERSIGHT
    row = only(hits.requests([one]))
    assert row["record"] == "pk.fia"
    assert row["state"] == f"waiting until {SAID}, oversight told"


def proposed() -> correction.Correction:
    one = correction.Correction(
        id="c-1", record=RECORD, state=correction.CORRECTION_STATE_WAITING, due_ms=AT, desk=DESK
    )
    one.proposer.agency, one.proposer.officer, one.proposer.case.key = "pk.fia", "o-2", "FIA/2"
    return one


def test_a_correction_has_a_row_for_each_field() -> None:
    one = proposed()
    for path in ("subject.names[0].text", "subject.birth"):
        one.fields.add(path=path, problem=correction.FIELD_PROBLEM_WRONG, reads="a", should_read="b")
    part = corrections.corrections([one])
    assert [row[3] for row in part.rows] == ["subject.names[0].text wrong", "subject.birth wrong"]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "waiting"),
        ({"reminded": True}, "waiting, reminded"),
        ({"reminded": True, "escalation": hit.ESCALATION_OVERSIGHT}, "waiting, oversight told"),
        (
            {"state": correction.CORRECTION_STATE_REJECTED, "rejection": correction.CORRECTION_REJECTION_NOT_PROVEN},
            "rejected: not proven",
        ),
        ({"answered_by": "o-9"}, "waiting o-9"),
    ],
)
def test_where_a_correction_stands(changes: dict[str, object], state: str) -> None:
    one = proposed()
    one.fields.add(path="kind")
    for name, value in changes.items():
        setattr(one, name, value)
    assert only(corrections.corrections([one]))["state"] == state


CNIC = subject.Identifier(type=subject.IDENTIFIER_TYPE_CNIC, value="4210112345671")


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (watch.NumberWatch(cited_case=True), "the cited case"),
        (watch.NumberWatch(person=RECORD), f"the person of {RECORD}"),
        (watch.NumberWatch(record=RECORD), RECORD),
        (watch.NumberWatch(question=watch.WatchedQuestion(method="Expand")), "the question Expand"),
        (watch.NumberWatch(identifier=CNIC), "CNIC 4210112345671"),
        (watch.NumberWatch(identifier=CNIC, deconflict=True), "CNIC 4210112345671, desk offered"),
    ],
)
def test_what_is_watched(of: watch.NumberWatch, said: str) -> None:
    assert only(watches.watches([of]))["of"] == said


def test_what_was_told_and_what_may_no_longer_be_seen() -> None:
    told = watches.told([watch.Alert(sequence=1, told_ms=AT, watch="w-1", owner="pk.fia"), watch.Alert(sequence=2)])
    assert [tuple(row) for row in told.rows] == [
        ("1", SAID, "w-1", "pk.fia", "", "", ""),
        ("2", "", "", "", "", "", ""),
    ]


def test_a_claim_names_its_court_where_there_is_one() -> None:
    one = claim.Claim(claim="h-1", record=RECORD, state=claim.CLAIM_STATE_OPEN, due_ms=AT, court="LHC", order_no="7")
    assert only(claims.claims([one]))["court"] == "LHC 7"
    assert only(claims.claims([claim.Claim(claim="h-1")]))["court"] == ""


def test_a_call_names_its_method_alone_and_its_entry() -> None:
    one = Read(index=42, time_ms=AT, method="/rabta.records.v1.RecordsService/GetHistory", records=["a", "b"])
    row = only(reads.reads([one]))
    assert (row["method"], row["records"], row["entry"], row["when"]) == ("GetHistory", "a b", "42", SAID)


def test_a_word_of_a_later_version_is_its_number() -> None:
    assert word(hit.HitState, 0) == ""
    assert enum_word(hit.HitState.DESCRIPTOR, 77) == "77"
    assert reached(Desk()) == ""
