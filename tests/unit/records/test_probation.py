"""Probation and admonition: found guilty, and deemed not convicted, until a sentence is passed in its place.

Probation of Offenders Ordinance 1960 ss. 4, 5, 7 and 11 (K).
"""

from __future__ import annotations

from itertools import permutations

import pytest

from services.records.authority.speaker import case_authority
from services.records.law.phases import PROBATION
from services.records.law.standing import judge
from services.records.law.steps import event_of
from services.records.law.verdict import Verdict
from services.records.timeline.history import compose
from services.values.records import RecordVersion, Section, Sentence
from tests.unit.records.papers import NOW_MS, POLICE, PPC, PTPA, all_visible, order, record

CONVICTED = order("CONVICTION", "2024-09-01", PPC)


def passed(at: str, form: str, *sections: Section) -> Sentence:
    return Sentence(at, "SESSIONS LAHORE", sections, 730 if form == "IMPRISONMENT" else 0, form=form)


def stand(*papers: RecordVersion) -> Verdict:
    case = case_authority(papers)
    return judge(event for each in papers if (event := event_of(each, case)) is not None)


@pytest.mark.parametrize("form", ["PROBATION", "ADMONITION"])
def test_it_is_no_previous_conviction_and_no_repetition(form: str) -> None:
    conviction, freed = record(CONVICTED), record(passed("2024-09-01", form, PPC))
    verdict = stand(conviction, freed)
    assert (verdict.standing, verdict.finality) == ("FINDING", "APPEALABLE")
    assert (verdict.offence, verdict.repeats, verdict.favourable, verdict.acquitted) == (False, False, False, False)
    assert verdict.found_guilty
    assert verdict.outcome == "convicted (judgment)" + PROBATION[0]
    assert verdict.outcome_ur.endswith(PROBATION[1])
    assert set(verdict.evidence) == {conviction.name, freed.name}


@pytest.mark.parametrize(
    ("after", "phase"),
    [
        ([("APPEAL_FILED", "2024-10-01")], "CONVICTED_UNDER_APPEAL"),
        ([("APPEAL_FILED", "2024-10-01"), ("APPEAL_DISMISSED", "2025-02-01")], "CONVICTED_UPHELD"),
        ([("APPEAL_TIME_LAPSED", "2024-12-01")], "CONVICTED_FINAL"),
    ],
)
def test_it_stays_so_whatever_becomes_of_the_appeal(after: list[tuple[str, str]], phase: str) -> None:
    later = [record(order(kind, at)) for kind, at in after]
    verdict = stand(record(CONVICTED), record(passed("2024-09-02", "PROBATION")), *later)
    assert verdict.phase == phase
    assert not verdict.offence
    assert verdict.on_probation


def test_a_sentence_in_its_place_makes_it_a_conviction_again() -> None:
    """Section 7: the conditions are not observed, and the court sentences for the first offence."""
    verdict = stand(
        record(CONVICTED),
        record(passed("2024-09-01", "PROBATION", PPC)),
        record(passed("2025-06-01", "IMPRISONMENT", PPC)),
    )
    assert (verdict.offence, verdict.repeats, verdict.on_probation) == (True, True, False)
    assert verdict.outcome == "convicted (judgment)"


def test_a_court_of_appeal_puts_probation_in_place_of_a_sentence() -> None:
    verdict = stand(
        record(CONVICTED),
        record(passed("2024-09-01", "IMPRISONMENT", PPC)),
        record(passed("2025-02-01", "PROBATION", PPC)),
    )
    assert not verdict.offence


@pytest.mark.parametrize("at", ["2024-09-01", "2024-09-05"])
def test_a_sentence_for_another_offence_of_the_case_stands(at: str) -> None:
    papers = [
        record(order("CONVICTION", "2024-09-01", PPC, PTPA)),
        record(passed("2024-09-01", "IMPRISONMENT", PTPA)),
        record(passed(at, "PROBATION", PPC)),
    ]
    assert {stand(*each).offence for each in permutations(papers)} == {True}


def test_of_one_day_with_a_sentence_that_names_no_section_the_sentence_stands() -> None:
    papers = [record(CONVICTED), record(passed("2024-09-01", "FINE")), record(passed("2024-09-01", "PROBATION"))]
    assert {stand(*each).offence for each in permutations(papers)} == {True}


def test_what_undoes_the_finding_undoes_it() -> None:
    freed = record(passed("2024-09-01", "PROBATION"))
    acquitted = stand(record(CONVICTED), freed, record(order("ACQUITTAL", "2025-01-01")))
    assert acquitted.acquitted
    assert not acquitted.on_probation
    again = stand(
        record(CONVICTED),
        freed,
        record(order("RETRIAL_ORDERED", "2025-01-01")),
        record(order("CONVICTION", "2025-06-01")),
    )
    assert (again.offence, again.on_probation) == (True, False), "the new judgment has no such order"


def test_nobody_but_a_court_puts_on_probation() -> None:
    verdict = stand(record(CONVICTED), record(passed("2024-09-01", "PROBATION"), agency=POLICE))
    assert verdict.offence
    assert verdict.outcome == "convicted (judgment)"


def test_a_history_shows_the_finding_and_counts_it_as_no_conviction() -> None:
    papers = [record(CONVICTED), record(passed("2024-09-01", "PROBATION", PPC))]
    told = compose(all_visible(*papers), now_ms=NOW_MS)
    (case,) = told.cases
    assert (case.standing, case.offence) == ("FINDING", False)
    assert case.outcome.endswith(PROBATION[0])
    assert [(line.standing, line.finality) for line in told.timeline] == [("FINDING", "APPEALABLE")] * 2
    assert not any("does not stand" in line.text for line in told.timeline)
    assert "not-convicted" in {banner.code for banner in told.banners}
