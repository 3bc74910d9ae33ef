"""One card beside several names of a file ties nobody; one person written in several ways keeps it."""

from __future__ import annotations

from itertools import islice, pairwise, permutations
from pathlib import Path

import pytest

from services.sources.card_bearers import WRITINGS
from services.sources.exports import Origin, Outcome, formats, read

ORIGIN = Origin("pk.punjab-police", today="2026-11-30")
CARD = "35202-9901061-1"
DIGITS = "3520299010611"
HEADING = "FIR No,Province,District,Police Station,FIR Date,U/S,Complainant,Accused,Accused CNIC"
ONE_PERSON = (
    ("Ghulam Mustafa", "غلام مصطفی"),
    ("Abdul Wahid", "عبدالواحد"),
    ("Mr. Sajid Mehmood", "Sajid Mahmud"),
    ("ASI Sajid Mehmood", "SAJID MEHMOOD"),
    ("Gh. Mustafa", "Ghulam Mustafa"),
    ("Muhammad Ali", "M. Ali"),
    ("Ali", "Ali Raza"),
    ("Zubaida Bibi", "Zubeda Begum"),
    ("Haji Noor Ahmad", "Noor Ahmad Khan"),
    ("Nadeem Abbas @ Deema", "Deema"),
)
SEVERAL = (
    ("Khadim Hussain", "Nadeem Abbas"),
    ("Khadim Hussain", "ندیم عباس"),
    ("Muhammad Aslam", "Muhammad Akram"),
    ("Ali Raza", "Ali Hassan"),
)


def _outcomes(folder: Path, *names: str) -> list[Outcome]:
    rows = (f"{n}/2024,PB,Lahore,Ichhra,2024-03-12,379 PPC,Rehmat Ali,{name},{CARD}" for n, name in enumerate(names, 1))
    path = folder / "register.csv"
    path.write_text("\n".join((HEADING, *rows)) + "\n", encoding="utf-8")
    return list(read(formats()["fir_register"], path, ORIGIN))


def _cards(outcomes: list[Outcome]) -> list[set[str]]:
    return [
        {each.value for draft in one.drafts if draft.subject for each in draft.subject.identifiers} for one in outcomes
    ]


def _flags(outcomes: list[Outcome]) -> list[tuple[int, str, str]]:
    return [(flag.row, flag.column, flag.reason) for one in outcomes for flag in one.flags]


@pytest.mark.parametrize("names", ONE_PERSON)
def test_one_person_in_two_writings_keeps_the_card(tmp_path: Path, names: tuple[str, str]) -> None:
    outcomes = _outcomes(tmp_path, *names)
    assert _cards(outcomes) == [{DIGITS}, {DIGITS}]
    assert _flags(outcomes) == []


@pytest.mark.parametrize("names", SEVERAL)
def test_a_card_beside_two_names_ties_nobody_and_each_row_is_told(tmp_path: Path, names: tuple[str, str]) -> None:
    outcomes = _outcomes(tmp_path, *names)
    assert [one.rejects for one in outcomes] == [(), ()]
    assert _cards(outcomes) == [set(), set()]
    assert _flags(outcomes) == [(row, "accused_cnic", "card-of-several") for row in (2, 3)]


def test_a_third_row_of_one_of_the_names_is_told_too(tmp_path: Path) -> None:
    outcomes = _outcomes(tmp_path, "Khadim Hussain", "Khadim Hussain", "Nadeem Abbas")
    assert _cards(outcomes) == [set(), set(), set()]
    assert [row for row, _, _ in _flags(outcomes)] == [2, 3, 4]


def test_names_that_agree_row_by_row_and_not_from_end_to_end_are_several(tmp_path: Path) -> None:
    names = ("Ali Raza", "Ali", "Ali Hassan")
    assert all(_cards(_outcomes(tmp_path, *two)) == [{DIGITS}, {DIGITS}] for two in pairwise(names))
    assert _cards(_outcomes(tmp_path, *names)) == [set(), set(), set()]


@pytest.mark.parametrize(("more", "flagged"), [(0, False), (1, True)])
def test_a_card_in_more_writings_than_are_compared_ties_nobody(tmp_path: Path, more: int, flagged: bool) -> None:
    """Writings of one name in any order of its words: comparing all of thousands would take days."""
    words = ("Zarghun", "Bakhtawar", "Noorani", "Pervaiz", "Tufail")
    names = [" ".join(each) for each in islice(permutations(words), WRITINGS + more)]
    outcomes = _outcomes(tmp_path, *names)
    assert [bool(one.flags) for one in outcomes] == [flagged] * (WRITINGS + more)
