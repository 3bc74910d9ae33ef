"""Whose copy of an order on paper holds what others hold: who has a part in the case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.protection.classes import own_of
from services.records.protection.groups import Member
from services.records.protection.parts import holding
from services.records.sealing import Index
from services.records.tokens import Blinder
from services.values.records import CaseReference, RecordVersion, Voice
from tests.fakes.record_maker import FIA, POLICE, PRISONS, SESSIONS, case_file, court, custody, fir, order

BLINDER = Blinder(Index(bytes(32)))
PROSECUTION = "pk.punjab-prosecution"
HERE, ON_WARRANT = fir(), CaseReference("ORDER", "LHC/9/2020")
UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "LHR/4/2020")
OF_COURT = court(
    "framed", "CHARGE_FRAMED", "2020-06-14", agency=SESSIONS, case_references=(HERE, CaseReference("COURT_CASE", "LAHORE/7/2020"))
)  # fmt: skip


def member(record: RecordVersion) -> Member:
    return Member(record, own_of(record), BLINDER.people(record.subject), BLINDER.cases(record), False)


def pleading(*courts: str) -> RecordVersion:
    """An order that a prosecution enters, which pleads before these courts."""
    voice = Voice("PROSECUTION", (POLICE,), pleads=courts)
    return replace(order("o", "SEALED", agency=PROSECUTION), voice=voice)


@pytest.mark.parametrize(
    ("word", "may"),
    [
        (order("o", "SEALED", agency=POLICE), True),
        (order("o", "SEALED", agency=PRISONS), True),
        (order("o", "SEALED", agency=FIA), False),
        (pleading("PB-LHR-DSJ"), True),
        (pleading("SD-KHI-DSJ"), False),
        (pleading(), False),
    ],
    ids=["owner", "custodian", "stranger", "prosecution", "of another court", "of no court"],
)
def test_who_is_served_in_the_case(word: RecordVersion, may: bool) -> None:
    admitted = custody("in", "ADMISSION", "2020-07-15", agency=PRISONS, case_references=(HERE, UNDER_TRIAL, ON_WARRANT))
    said = member(word)
    papers = [member(case_file()), member(OF_COURT), member(admitted), said]
    assert holding(papers, [said]) == ([said] if may else [])


def test_a_prison_that_released_the_person_is_served_no_more() -> None:
    held = [
        member(custody(id_, kind, at, agency=PRISONS, case_references=(HERE, UNDER_TRIAL, ON_WARRANT)))
        for id_, kind, at in (("in", "ADMISSION", "2020-07-15"), ("out", "RELEASE", "2021-07-15"))
    ]
    said = member(order("o", "SEALED", agency=PRISONS))
    assert holding([member(case_file()), held[0], said], [said]) == [said]
    assert holding([member(case_file()), *held, said], [said]) == []
