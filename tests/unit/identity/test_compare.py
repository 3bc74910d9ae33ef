"""Verdicts: names in either script, births by their precision, and CANNOT_TELL where nothing is held."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.identity.compare import MODALITIES, addresses, births, names, of_age, verified
from services.identity.domain import Document, Person
from services.values.dates import span
from services.values.identity import Birth, Claimed, Identifier
from services.vocabulary.identity import Attribute, Verdict
from tests.unit.identity.site import PASSPORT, PEOPLE, YOUSAF, cnic

HELD = PEOPLE["yousaf"]
EMPTY = Person(1, "")


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        ("Muhammad Yousaf", "YES"), ("Mohammad Yusuf", "YES"), ("Yousaf Muhammad", "YES"), ("محمد یوسف", "YES"),
        ("M. Yousaf", "YES"), ("Haji Muhammad Yousaf s/o Abdul Rehman", "YES"), ("Yousaf", "PARTIAL"),
        ("Muhammad Aslam", "PARTIAL"), ("Muhammad Yousaf Khan", "PARTIAL"), ("Imran Ashraf", "NO"), ("NIL", "NO"),
    ],
)  # fmt: skip
def test_names_in_any_script_and_order(claimed: str, verdict: str) -> None:
    assert names(claimed, "Muhammad Yousaf", "محمد یوسف") == verdict


def test_the_better_of_two_spellings_counts() -> None:
    assert names("یوسف", "Somebody Else", "یوسف") == "YES"
    assert names("یوسف", "", "یوسف") == "YES"


@given(st.text(max_size=40))
def test_no_text_is_a_name_that_the_register_does_not_hold(claimed: str) -> None:
    assert names(claimed, "", "") == "CANNOT_TELL"
    assert names(claimed, "Muhammad Yousaf") in set(Verdict)


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        (("1988-03-04", "1988-03-04"), "YES"), (("1988-01-01", "1988-12-31"), "PARTIAL"),
        (("1988-03-01", "1988-03-31"), "PARTIAL"), (("1988-03-05", "1988-03-05"), "NO"), (("1987", "1987"), "NO"),
        (("1988", "1988"), "PARTIAL"), (("", ""), "CANNOT_TELL"),
    ],
)  # fmt: skip
def test_births_by_what_is_known(claimed: tuple[str, str], verdict: str) -> None:
    assert births(Birth(*claimed), "1988-03-04", "1988-03-04") == verdict


def test_a_year_in_the_register_agrees_with_a_day_in_part() -> None:
    assert births(Birth("1990-07-07", "1990-07-07"), "1990-01-01", "1990-12-31") == "PARTIAL"
    assert births(Birth("1990", "1990"), "1990-01-01", "1990-12-31") == "YES"
    assert births(None, "1990-01-01", "1990-12-31") == births(Birth("1990", "1990"), "", "") == "CANNOT_TELL"


@pytest.mark.parametrize(
    ("earliest", "latest", "day", "age", "verdict"),
    [
        ("2007-06-15", "2007-06-15", "2025-06-14", 18, "NO"), ("2007-06-15", "2007-06-15", "2025-06-15", 18, "YES"),
        ("2008-02-29", "2008-02-29", "2026-02-28", 18, "NO"), ("2008-02-29", "2008-02-29", "2026-03-01", 18, "YES"),
        ("2007-01-01", "2007-12-31", "2025-06-15", 18, "CANNOT_TELL"), ("2007-01-01", "2007-12-31", "2024-12-31", 18, "NO"),
        ("2007-01-01", "2007-12-31", "2025-12-31", 18, "YES"), ("", "", "2025-06-15", 18, "CANNOT_TELL"),
        ("2011-06-15", "2011-06-15", "2025-06-15", 14, "YES"), ("2011-06-16", "2011-06-16", "2025-06-15", 14, "NO"),
        ("2030-01-01", "2030-01-01", "2025-06-15", 18, "NO"),
    ],
)  # fmt: skip
def test_age_on_a_day(earliest: str, latest: str, day: str, age: int, verdict: str) -> None:
    one = replace(EMPTY, earliest=earliest, latest=latest)
    assert of_age(one, span(day).first_day, age) == verdict


def test_nobody_has_no_age() -> None:
    assert of_age(None, span("2025-06-15").first_day, 18) == "CANNOT_TELL"


def claim(attribute: str, **value: object) -> Claimed:
    return Claimed(attribute, **value)  # type: ignore[arg-type]  # one of three values


CLAIMS = (
    claim("NAME", text="Muhammad Yousaf"), claim("FATHER_NAME", text="Abdul Rehman"), claim("GENDER", gender="M"),
    claim("BIRTH", birth=Birth("1988-03-04", "1988-03-04")), claim("DISTRICT", text="35202"),
    claim("ADDRESS", text="house 7 street 2 Ichhra LAHORE"),
)  # fmt: skip


def test_each_attribute_has_its_comparison() -> None:
    assert [verified(one, HELD, cnic(YOUSAF)).verdict for one in CLAIMS] == ["YES"] * len(CLAIMS)
    assert verified(claim("HUSBAND_NAME", text="Abdul"), HELD, cnic(YOUSAF)).verdict == "CANNOT_TELL"
    assert verified(claim("PHOTO"), HELD, cnic(YOUSAF)).verdict == "CANNOT_TELL"
    wrong = (claim("GENDER", gender="F"), claim("DISTRICT", text="42101"), claim("ADDRESS", text="Quetta"))
    assert [verified(one, HELD, cnic(YOUSAF)).verdict for one in wrong] == ["NO"] * 3
    assert MODALITIES.keys() == set(Attribute)


def test_who_is_unknown_is_as_who_has_nothing() -> None:
    """Answers about nobody and about somebody of whom nothing is held cannot be told apart."""
    nameless = Person(1, "", documents=(Document("PASSPORT", "AB1234567", "PK"),))
    for one in (*CLAIMS, claim("HUSBAND_NAME", text="x"), claim("PHOTO")):
        assert verified(one, None, PASSPORT) == verified(one, nameless, PASSPORT)


def test_a_district_is_that_of_any_identity_number() -> None:
    assert verified(claim("DISTRICT", text="35202"), HELD, PASSPORT).verdict == "YES"
    other = Identifier("NICOP", "4210112345671")
    assert verified(claim("DISTRICT", text="42101"), HELD, other).verdict == "YES"


def test_addresses_share_words() -> None:
    assert addresses("Ichhra, Lahore", HELD.address) == "PARTIAL"
    assert addresses("Ichhra", "") == "CANNOT_TELL"
