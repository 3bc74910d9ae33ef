"""Names and the entries of one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.exports.names import entries, named, names
from services.tables.rejects import REASONS, BadCell
from tests.rows import of_rows
from tests.unit.sources.exports.why import why


def said(entry: str) -> list[tuple[str, str]]:
    subject = named(entry)
    assert subject is not None
    return [(name.type, name.text) for name in subject.names]


@pytest.mark.parametrize(
    ("cell", "count", "found"),
    [
        ("", 3, ["", "", ""]),
        ("a; b", 2, ["a", "b"]),
        ("a; NILL; b", 3, ["a", "", "b"]),
        ("a, -", 2, ["a", ""]),
        ("1. a 2. b", 2, ["a", "b"]),
        ("a, b; c", 1, ["a, b; c"]),
        ("a\nb", 1, ["a b"]),
        (";", 2, ["", ""]),
    ],
)
def test_entries_beside_names(cell: str, count: int, found: list[str]) -> None:
    assert entries(cell, count) == found


@pytest.mark.parametrize(("cell", "count"), [("a", 2), ("a; b; c", 2), ("a; b", 3)])
def test_as_many_entries_as_names(cell: str, count: int) -> None:
    with pytest.raises(BadCell, match="count-differs"):
        entries(cell, count)


@of_rows(
    ("entry", "found"),
    [
        ("Ali Raza", [("OWN", "Ali Raza")]),
        ("Ali Raza s/o Ahmed Din", [("OWN", "Ali Raza"), ("FATHER", "Ahmed Din")]),
        ("Ali S/O: Ahmed", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("Sana D/o Bashir", [("OWN", "Sana"), ("FATHER", "Bashir")]),
        ("Sana w/o Bashir", [("OWN", "Sana"), ("HUSBAND", "Bashir")]),
        ("Sana d/o Bashir w/o Karim", [("OWN", "Sana"), ("FATHER", "Bashir"), ("HUSBAND", "Karim")]),
        ("علی ولد احمد", [("OWN", "علی"), ("FATHER", "احمد")]),
        ("ثنا زوجہ کریم", [("OWN", "ثنا"), ("HUSBAND", "کریم")]),
        ("Ali @ Bhola", [("OWN", "Ali"), ("ALIAS", "Bhola")]),
        ("Ali alias Bhola alias Kala", [("OWN", "Ali"), ("ALIAS", "Bhola"), ("ALIAS", "Kala")]),
        ("علی عرف بھولا", [("OWN", "علی"), ("ALIAS", "بھولا")]),
        ("Ali s/o Ahmed @ Kala", [("OWN", "Ali"), ("FATHER", "Ahmed"), ("FATHER", "Kala")]),
        ("M. Ali", [("OWN", "M. Ali")]),
        ("O'Brien", [("OWN", "O'Brien")]),
        ("Jean-Luc Müller", [("OWN", "Jean-Luc Müller")]),
        ("Ali Raza caste Jutt", [("OWN", "Ali Raza")]),
        ("Ali s/o Ahmed by caste Rajput Bhatti r/o Lahore", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("علی ولد احمد قوم جٹ سکنہ لاہور", [("OWN", "علی"), ("FATHER", "احمد")]),
        ("Ali caste Jutt s/o Ahmed", [("OWN", "Ali"), ("FATHER", "Ahmed")]),
        ("Mohd. Ali", [("OWN", "Mohd. Ali")]),
        ("Dr. Ali ASI", [("OWN", "Dr. Ali ASI")]),
        ("Multan Khan", [("OWN", "Multan Khan")]),
    ],
)
def test_names(entry: str, found: list[tuple[str, str]]) -> None:
    assert said(entry) == found


def test_residence_is_an_address() -> None:
    subject = named("Ali s/o Ahmed r/o House 1, Lahore")
    assert subject is not None
    assert subject.address == "House 1, Lahore"


@pytest.mark.parametrize(
    "entry", ["unknown", "2 unknown persons", "unknown armed men", "نامعلوم ملزمان", "Unidentified man", "3 نامعلوم"]
)
def test_unknown_persons_are_none(entry: str) -> None:
    assert named(entry) is None


@pytest.mark.parametrize(("text", "script"), [("Ali", "Latn"), ("علی", "Arab"), ("Ali علی", "Arab")])
def test_scripts(text: str, script: str) -> None:
    assert names(text, "OWN")[0].script == script


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ali2", "not-a-name"),
        ("12", "not-a-name"),
        ("Ali <b>", "not-a-name"),
        ("...", "not-a-name"),
        ("", "not-a-name"),
        ("+Ali", "formula"),
        ("-Ali", "formula"),
        ("x" * 101, "too-long"),
    ],
)
def test_what_is_no_name(text: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        names(text, "OWN")


@of_rows(
    "entry",
    [
        "Ali and Bilal",
        "Ali AND Bilal",
        "علی اور بلال",
        "Ali along with Bilal",
        "علی ہمراہ بلال",
        "Ali sons of Ahmed",
        "علی بلال پسران احمد",
        "Ali - Bilal",
        "Ali Raza. Bilal Khan",
        "Ali Raza Bilal Khan Tariq Mehmood Sana Bibi",
        "Ali s/o Ahmed s/o Karim",
        "علی ولد احمد بلال ولد کریم",
        "Ali r/o Lahore Bilal s/o Karim",
        "Ali caste Jutt Bilal s/o Karim",
        "Ali s/o Ahmed caste Jutt Bilal Khan",
        "Ali d/o Bashir d/o Karim",
        "Ali etc s/o Ahmed",
        "ASI",
        "Sub-Inspector",
        "Dr.",
        "Lahore",
        "Tehsil Kasur",
        "لاہور",
        "unknown along with Ali Raza",
        "نامعلوم ہمراہ علی رضا",
    ],
)
def test_what_may_be_two_persons_is_none(entry: str) -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        named(entry)


@pytest.mark.parametrize("entry", ["Ali s/o", "Ali r/o ", "Ali caste"])
def test_a_clause_without_text_is_no_name(entry: str) -> None:
    with pytest.raises(BadCell, match="not-a-name"):
        named(entry)


def test_two_persons_as_a_father_are_refused() -> None:
    with pytest.raises(BadCell, match="persons-not-apart"):
        names("Ahmed and Karim", "FATHER")


@given(st.text(max_size=50))
def test_any_entry_is_read_or_told_why_not(entry: str) -> None:
    reason = why(lambda: named(entry))
    assert reason in {*REASONS, ""}
    subject = None if reason else named(entry)
    assert subject is None or all(name.text and name.text[0] not in "=+-@" for name in subject.names)
