"""What is computed beside the policies: fitness, the second person, names in orders, references."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.caller import Approver, Caller
from services.access.decision import BESIDE, RecordClass, Relation, may_be_hit
from services.access.facts import Facts, facts_of, named, second_person
from services.access.purpose import well_formed
from services.access.ruleset import schema_text
from services.access.schema import attributes
from tests.rows import of_rows
from tests.unit.access.table import ME, NOW_MS, OTHER, call, record

CALLER, CASE, *_ = call("POLICE INVESTIGATE_CASE HISTORY", "cl=2")
FIT = Approver("me-2", 2, frozenset({"me-9"}), b"\x01" * 32)


def test_class_attributes_of_the_schema_are_those_of_a_record_class() -> None:
    assert set(attributes(schema_text(), "Class")) == {field.name for field in fields(RecordClass)} - {BESIDE}


def test_access_attributes_of_the_schema_are_the_facts_and_relations() -> None:
    expected = {field.name for kind in (Facts, Relation) for field in fields(kind)} | {"named"}
    assert set(attributes(schema_text(), "Access")) == expected


def test_facts_hold_no_officer_case_number_or_time() -> None:
    facts = repr(facts_of(CALLER, CASE, NOW_MS, False))
    for secret in ("me-1", "me-9", "ICHHRA", str(NOW_MS), str(NOW_MS + 1)):
        assert secret not in facts


def test_what_is_remembered_of_a_caller_is_of_all_their_facts() -> None:
    again = replace(replace(CALLER, officer="other"), officer=CALLER.officer)
    assert (again, hash(again)) == (CALLER, hash(CALLER))
    others: dict[type, Any] = {str: "x", int: 77, bytes: b"x", frozenset: frozenset({b"x"}), type(None): FIT}
    for field in fields(Caller):
        if field.init:
            value = getattr(CALLER, field.name)
            changed = replace(CALLER, **{field.name: not value if isinstance(value, bool) else others[type(value)]})  # type: ignore[arg-type]  # fields of several types by name
            assert (changed == CALLER, hash(changed) == hash(CALLER)) == (False, False), field.name


def test_officers_of_equal_facts_share_them() -> None:
    other = replace(CALLER, officer="me-2", token_id="other", token_sha256=b"\x02" * 32)
    assert facts_of(other, CASE, NOW_MS, False) is facts_of(CALLER, CASE, NOW_MS, False)
    assert facts_of(replace(other, clearance=1), CASE, NOW_MS, False) != facts_of(CALLER, CASE, NOW_MS, False)


@of_rows(
    ("approver", "verdict"),
    [
        (None, "NONE"),
        (FIT, "VALID"),
        (replace(FIT, clearance=3), "VALID"),
        (replace(FIT, clearance=1), "INVALID"),
        (replace(FIT, officer="me-1"), "INVALID"),
        (replace(FIT, officer="ME-1"), "INVALID"),
        (replace(FIT, officer=" me-1"), "INVALID"),
        (replace(FIT, officer="ｍｅ-1"), "INVALID"),
        (replace(FIT, officer=""), "INVALID"),
        (replace(FIT, officer="  "), "INVALID"),
        (replace(FIT, superiors=frozenset({"me-1"})), "INVALID"),
        (replace(FIT, superiors=frozenset({"Me-1"})), "INVALID"),
        (replace(FIT, superiors=frozenset({"me-5", "me-1", "me-9"})), "INVALID"),
        (replace(FIT, superiors=frozenset()), "VALID"),
    ],
)
def test_the_second_person(approver: Approver | None, verdict: str) -> None:
    assert second_person(replace(CALLER, approver=approver)) == verdict


def test_ones_own_superior_may_be_the_second_person() -> None:
    for above in CALLER.superiors:
        assert second_person(replace(CALLER, approver=replace(FIT, officer=above))) == "VALID"


@pytest.mark.parametrize(
    ("change", "fit"),
    [
        ({}, True),
        ({"suspended": True}, False),
        ({"undertaking_signed": False}, False),
        ({"trained_until_ms": NOW_MS}, False),
        ({"trained_until_ms": NOW_MS + 1}, True),
        ({"trained_until_ms": 0}, False),
    ],
)
def test_fitness(change: dict[str, Any], fit: bool) -> None:
    assert facts_of(replace(CALLER, **change), CASE, NOW_MS, False).fit is fit


@pytest.mark.parametrize(
    ("spared", "found"),
    [((), False), ((ME,), True), ((f"{ME}/me-1",), True), ((f"{ME}/me-2",), False), ((OTHER, f"{OTHER}/me-1"), False)],
)
def test_named_in_an_order(spared: tuple[str, ...], found: bool) -> None:
    assert named(CALLER, replace(record("PARTY"), spared=frozenset(spared))) is found


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("PARTY role=ACCUSED", True),
        ("CASE_FILE", True),
        ("PARTY favourable expunged str", True),
        ("PARTY juvenile=POSSIBLE", False),
        ("PARTY juvenile=DONE", False),
        ("PARTY sealed", False),
        ("PARTY protected", False),
        ("PARTY role=VICTIM", False),
        ("PARTY role=WITNESS", False),
        ("PARTY role=COMPLAINANT", False),
    ],
)
def test_what_may_be_a_mere_hit(words: str, hit: bool) -> None:
    assert may_be_hit(record(words)) is hit


@pytest.mark.parametrize(
    ("case_type", "key"),
    [
        ("FIR", "PB/LAHORE/ICHHRA/512/2024"),
        ("FIR", "KP/D.I. KHAN/CANTT/7/1999"),
        ("ENQUIRY", "LHR/31/2024"),
        ("MOVEMENT", "POST 7"),
        ("RECORD", "AGENCIES/PK.FIA/RECORDS/R-1"),
        ("COURT_CASE", "SC/LHR/9/2024"),
        ("OPERATION", "SAHIL (3)"),
    ],
)
def test_references_that_are_some(case_type: str, key: str) -> None:
    assert well_formed(case_type, key)


@of_rows(
    ("case_type", "key"),
    [
        ("", ""),
        ("FIR", ""),
        ("", "PB/LAHORE/ICHHRA/512/2024"),
        ("DIARY", "1/2024"),
        ("FIR", "PB/LAHORE/ICHHRA/512"),
        ("FIR", "PB/LAHORE/ICHHRA/512/2024/1"),
        ("FIR", "PB/LAHORE//512/2024"),
        ("FIR", "PB/LAHORE/ICHHRA/512/24"),
        ("FIR", "pb/Lahore/Ichhra/512/2024"),
        ("FIR", "PB/LAHORE/ICHHRA /512/2024"),
        ("ENQUIRY", " "),
        ("ENQUIRY", "/"),
        ("ENQUIRY", "LHR  31"),
        ("ENQUIRY", "LHR\n31"),
        ("ENQUIRY", "LHR\x0031"),
        ("ENQUIRY", "-"),
        ("ENQUIRY", "*"),
        ("ENQUIRY", "A" * 121),
    ],
)
def test_references_that_are_none(case_type: str, key: str) -> None:
    assert not well_formed(case_type, key)


@given(st.text(max_size=40))
def test_any_text_is_a_reference_or_not(key: str) -> None:
    assert well_formed("ENQUIRY", key) in (True, False)
    assert not (well_formed("ENQUIRY", key) and key != key.upper())
