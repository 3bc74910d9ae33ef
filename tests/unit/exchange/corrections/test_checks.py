"""What is refused of a proposal or a decision before anybody is asked, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.access.errors import InvalidArgument
from services.exchange.corrections.checks import (
    check_reason,
    checked_basis,
    checked_decision,
    checked_document,
    checked_fields,
)
from services.values.exchange import DecideCorrectionRequest, FieldCorrection, ProposeCorrectionRequest
from tests.rows import of_rows
from tests.unit.exchange.corrections.made import DOCUMENT, FIELDS, PATH


def fields(*made: FieldCorrection) -> object:
    return checked_fields(ProposeCorrectionRequest(fields=made))


def field(**more: Any) -> object:
    return fields(replace(FIELDS[0], **more))


def document(**more: Any) -> object:
    return checked_document(replace(DOCUMENT, **more))


def decision(word: str, rejection: str = "", version: int = 0) -> object:
    return checked_decision(DecideCorrectionRequest(decision=word, rejection=rejection, version=version))


BROKEN: dict[str, tuple[str, Callable[[], object]]] = {
    "no-field": ("fields", lambda: fields()),
    "too-many": ("fields", lambda: fields(*(replace(FIELDS[0], path=f"f{number}") for number in range(11)))),
    "twice": ("fields", lambda: fields(*FIELDS, *FIELDS)),
    "no-path": ("fields[0].path", lambda: field(path="")),
    "no-such-form": ("fields[0].path", lambda: field(path="subject births")),
    "path-long": ("fields[0].path", lambda: field(path="a" * 201)),
    "no-problem": ("fields[0].problem", lambda: field(problem="")),
    "reads-long": ("fields[0].reads", lambda: field(reads="x" * 501)),
    "reads-escape": ("fields[0].reads", lambda: field(reads="a\x1b[2J")),
    "should-read-blank": ("fields[0].should_read", lambda: field(should_read=" 1986")),
    "missing-but-there": ("fields[0]", lambda: field(problem="MISSING")),
    "missing-and-nothing-to-say": ("fields[0]", lambda: field(problem="MISSING", reads="", should_read="")),
    "another's-should-read": ("fields[0].should_read", lambda: field(problem="OTHER_PERSON")),
    "nothing-changes": ("fields[0]", lambda: field(should_read=FIELDS[0].reads)),
    "second-field": ("fields[1].problem", lambda: fields(*FIELDS, FieldCorrection("role", "", "a", "b"))),
    "no-basis": ("basis", lambda: checked_basis("")),
    "unknown-basis": ("basis", lambda: checked_basis("RUMOUR")),
    "no-document": ("document", lambda: checked_document(None)),
    "no-issuer": ("document.issuer", lambda: document(issuer="")),
    "issuer-long": ("document.issuer", lambda: document(issuer="x" * 201)),
    "no-number": ("document.number", lambda: document(number="")),
    "number-long": ("document.number", lambda: document(number="x" * 101)),
    "no-day": ("document.dated", lambda: document(dated="1986")),
    "day-that-is-none": ("document.dated", lambda: document(dated="1986-02-30")),
    "digest-short": ("document.sha256", lambda: document(sha256=bytes(31))),
    "no-reason": ("reason", lambda: check_reason("")),
    "reason-long": ("reason", lambda: check_reason("x" * 1001)),
    "no-decision": ("decision", lambda: decision("")),
    "computed-decision": ("decision", lambda: decision("UNDECIDED")),
    "rejected-without-why": ("rejection", lambda: decision("REJECTED")),
    "accepted-with-why": ("rejection", lambda: decision("ACCEPTED", "NOT_PROVEN")),
    "corrected-by-none": ("version", lambda: decision("CORRECTED")),
    "accepted-with-version": ("version", lambda: decision("ACCEPTED", version=3)),
}


@of_rows("case", BROKEN)
def test_what_is_broken_is_named(case: str) -> None:
    named, check = BROKEN[case]
    with pytest.raises(InvalidArgument) as refused:
        check()
    assert [one.field for one in refused.value.violations] == [named]


def test_what_is_whole_passes() -> None:
    many = [replace(FIELDS[0], path=f"case_references[{number}].key") for number in range(10)]
    assert checked_fields(ProposeCorrectionRequest(fields=tuple(many)))[9][0] == "case_references[9].key"
    for each in (
        FieldCorrection(PATH, "MISSING", "", "1986-03-04"),
        FieldCorrection(PATH, "OTHER_PERSON", "1986-03-04"),
        FieldCorrection(PATH, "OUTDATED", "1986-03-04", ""),
        FieldCorrection("subject.names[0].text", "WRONG", "علی", "بی\u200cبی"),
    ):
        assert fields(each)
    assert checked_document(replace(DOCUMENT, sha256=b"")).sha256 == ""
    assert checked_document(DOCUMENT).sha256 == "00" * 32
    check_reason("x" * 1000)
    assert checked_basis("COURT_ORDER") == "COURT_ORDER"
    assert decision("REJECTED", "FOR_A_COURT") == ("REJECTED", "FOR_A_COURT")
    assert decision("CORRECTED", version=1) == ("CORRECTED", "")
