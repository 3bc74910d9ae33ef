"""Blind tokens: cards over one number series meet, strengths are told apart, nothing readable is left."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law import cases
from services.records.sealing import Index
from services.records.tokens import JOINING, Blinder, case_tokens, filed_under, joining, people_tokens
from services.values.records import CaseReference, Identifier, Name, RecordVersion, Subject
from tests.fakes.record_maker import CNIC, fir, party, person

BLINDER = Blinder(Index(bytes(32)))


@pytest.mark.parametrize("kind", ["CNIC", "NICOP", "POC", "NTN"])
def test_cards_over_one_series_share_a_token(kind: str) -> None:
    assert filed_under(Identifier(kind, CNIC)) == f"CNIC:{CNIC}"
    assert BLINDER.of_identifier(Identifier(kind, CNIC)) == BLINDER.of_identifier(Identifier("CNIC", CNIC))


def test_passports_of_two_countries_differ() -> None:
    one, other = Identifier("PASSPORT", "A1234567", "IN"), Identifier("PASSPORT", "A1234567", "AF")
    assert BLINDER.of_identifier(one) != BLINDER.of_identifier(other)


def test_strengths() -> None:
    who = Subject(
        names=(Name("OWN", "Amjad", "Latn"), Name("FATHER", "Bashir", "Latn")),
        identifiers=(
            Identifier("CNIC", CNIC),
            Identifier("PHONE", "+923001234567"),
            Identifier("NTN", "1234567"),
            Identifier("CRO", "LHR/12"),
        ),
        district="LAHORE",
    )
    assert [strength for _, strength in people_tokens(BLINDER.people(who))] == [2, 0, 0, 2, 1]


def test_nobody_a_person_without_numbers_and_a_person() -> None:
    assert BLINDER.people(None) == ""
    assert BLINDER.people(Subject(names=(Name("OWN", "Amjad", "Latn"),))) == "-"
    assert people_tokens("-") == ()
    assert people_tokens("") == ()
    assert BLINDER.people(person()) not in ("", "-")


def test_a_name_with_father_finds_rows_without_a_number() -> None:
    with_number, without = BLINDER.people(person()), BLINDER.people(person(number=""))
    assert set(people_tokens(without)) < set(people_tokens(with_number))


def test_nothing_readable_is_left() -> None:
    record = party()
    text = BLINDER.people(record.subject) + BLINDER.cases(record)
    for readable in (CNIC, "amjad", "Amjad", "LAHORE", "512"):
        assert readable not in text


def test_case_numbers_keep_their_register() -> None:
    record = replace(party(), case_references=(fir(), CaseReference("CRO", "LHR/9")))
    text = BLINDER.cases(record)
    assert [each.partition(":")[0] for each in text.split()] == ["FIR", "CRO"]
    assert case_tokens(text) == (BLINDER.of_case("FIR", fir().key), BLINDER.of_case("CRO", "LHR/9"))
    assert joining(text) == (text.split()[0],)


@given(st.sampled_from(sorted(JOINING)))
def test_what_joins_here_is_what_groups_cases(kind: str) -> None:
    """`cases.py` groups by these registers and by no others."""
    one = RecordVersion(record_id="a", case_references=(CaseReference(kind, "X/1"),))
    other = RecordVersion(record_id="b", case_references=(CaseReference(kind, "X/1"),))
    assert [case.members for case in cases.group([one, other])] == [(0, 1)]


@pytest.mark.parametrize("kind", ["CRO", "FINGERPRINT", "MOVEMENT", "OPERATION", "ORDER", "RECORD", "REFERRAL"])
def test_what_does_not_join_here_groups_no_cases(kind: str) -> None:
    assert kind not in JOINING
    records = [RecordVersion(record_id=each, case_references=(CaseReference(kind, "X/1"),)) for each in "ab"]
    assert cases.group(records) == []
