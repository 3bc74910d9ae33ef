"""What the room of law says to the records of a statement and of what surrounds it."""

from __future__ import annotations

import pytest

from services.node.stated_law import StatedLaw
from services.records.statement_port import Surroundings
from services.statutes.sign_words import COMPOSITION, SIGNS
from services.statutes.statement_signals import Signal
from services.values.records import Attendance, Section, Statement

LAW = StatedLaw()
PTPA, SALE, THEFT = Section("PTPA", "3"), Section("PPC", "371-A"), Section("PPC", "379")


def said(kind: str = "161", *roles: str, sections: tuple[Section, ...] = (PTPA,), **more: object) -> str:
    body = Statement(kind, "2024-05-10T11:00", attendance=tuple(Attendance("x", role) for role in roles), **more)  # type: ignore[arg-type]  # each is of its own field
    found = LAW.review(Surroundings(body, sections))
    return " ".join(filter(None, [found.need, *(sign.code for sign in found.signs)]))


def test_every_sign_has_its_words_and_says_what_it_rests_on() -> None:
    assert SIGNS.keys() == {*Signal, COMPOSITION}
    for english, urdu in SIGNS.values():
        assert english.endswith("]")
        assert urdu.endswith("]")


def test_a_support_person_who_is_named_is_there() -> None:
    assert said("161", "POLICE") == "NOTE P2"
    assert said("161", "POLICE", support_person="Somebody") == ""


@pytest.mark.parametrize(
    ("written_in", "interpreter", "expected"), [("ur", "", "NOTE P3"), ("ur", "Somebody", ""), ("", "", "")]
)
def test_languages(written_in: str, interpreter: str, expected: str) -> None:
    assert said("164", "MAGISTRATE", language="ps", written_in=written_in, interpreter=interpreter) == expected


def test_an_interpreter_among_those_who_were_there() -> None:
    assert said("164", "MAGISTRATE", "INTERPRETER", language="ps", written_in="ur") == ""


def test_one_from_before_relations_that_retracts_does() -> None:
    assert said("AFFIDAVIT", "ELDER", liberty="WITH_ACCUSED_SIDE", retracts=True) == "REVIEW L1 P1"
    assert said("AFFIDAVIT", "ELDER", liberty="WITH_ACCUSED_SIDE") == "NOTE L1 P1"


@pytest.mark.parametrize(
    ("sections", "expected"),
    [((PTPA,), "NOTE composition-not-open"), ((PTPA, THEFT), ""), ((SALE,), ""), ((), "")],
    ids=["trafficking alone", "with theft", "the Code", "no section"],
)
def test_a_compromise(sections: tuple[Section, ...], expected: str) -> None:
    assert said("COMPROMISE", sections=sections, relation="ADDS") == expected
