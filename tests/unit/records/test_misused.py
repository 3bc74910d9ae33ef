"""Whose word that an identity was misused counts: the registry's, a court's, the owner's of a case about it."""

from __future__ import annotations

import pytest

from services.records.domain import CaseReference, History, MisusedIdentity, RecordVersion
from services.records.history import compose
from services.records.lines import UNCONFIRMED_MISUSE
from tests.unit.records.papers import (
    COURT,
    COURT_A,
    FIR_A,
    FIR_B,
    NOW_MS,
    POLICE,
    all_visible,
    case_file,
    order,
    party,
    record,
)

STRANGER, REGISTRY = "pk.sindh", "pk.nadra"
NOTE = MisusedIdentity("2023-01-01")


def note(agency: str, *cases: CaseReference, status: str = "ACTIVE", kind: str = "") -> RecordVersion:
    made = record(NOTE, agency=agency, role="LISTED", cases=cases, status=status)
    return (
        RecordVersion(**{f: getattr(made, f) for f in made.__slots__} | {"voice": made.voice._replace(kind=kind)})
        if kind
        else made
    )


def shown(*papers: RecordVersion) -> History:
    held = [record(case_file(), role=""), record(party()), *papers]
    return compose(all_visible(*held), now_ms=NOW_MS)


def believed(history: History) -> bool:
    return "misused-identity" in {banner.code for banner in history.banners}


def line(history: History) -> str:
    (found,) = (each.text for each in history.timeline if each.kind == "MISUSED_IDENTITY")
    return found


@pytest.mark.parametrize(
    ("paper", "counts"),
    [
        (note(POLICE, FIR_A), True),
        (note(STRANGER, FIR_A), False),
        (note(STRANGER), False),
        (note("pk.fia", FIR_B), False),
        (note("pk.prosecution", FIR_A), False),
        (note(REGISTRY, kind="IDENTITY_REGISTRY"), True),
        (note(STRANGER, kind="IDENTITY_REGISTRY"), True),
        (note(POLICE, FIR_A, status="WITHDRAWN"), False),
    ],
)
def test_whose_word_it_is(paper: RecordVersion, counts: bool) -> None:
    history = shown(paper)
    assert believed(history) == counts
    claimed = UNCONFIRMED_MISUSE[0] in line(history)
    assert claimed == (not counts and paper.status != "WITHDRAWN")


def test_a_courts_in_its_case() -> None:
    court = record(NOTE, agency=COURT, role="LISTED", cases=(FIR_A, COURT_A))
    court = RecordVersion(
        **{f: getattr(court, f) for f in court.__slots__}
        | {"voice": court.voice._replace(court="PB-LHR-DSJ", tier="SESSION", tries=(True, True))}
    )
    assert believed(shown(record(order("COGNIZANCE", "2024-04-01")), court))


def test_one_that_counts_among_those_that_do_not() -> None:
    history = shown(note(STRANGER), note(POLICE, FIR_A))
    assert believed(history)
    lines = [each.text for each in history.timeline if each.kind == "MISUSED_IDENTITY"]
    assert sum(UNCONFIRMED_MISUSE[0] in text for text in lines) == 1


def test_what_was_written_before_words_were_kept_is_believed_as_it_was() -> None:
    assert believed(shown(note("pk.unknown")))


def test_both_languages_say_so() -> None:
    (found,) = (each for each in shown(note(STRANGER)).timeline if each.kind == "MISUSED_IDENTITY")
    assert found.text_ur.endswith(UNCONFIRMED_MISUSE[1])
