"""Which cases are previous convictions: unreversed, by a court's own version, and not for a child's act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.listing.antecedents.conviction import convictions
from services.values.records import Birth, CourtEvent, RecordVersion
from tests.unit.listing.antecedents.papers import appealed, convicted, final, history, read, signed
from tests.unit.records.papers import COURT, COURT_B, FIR_B, PRISON, case_file, order, record, sentence, step, subject

BOY = subject(born=("2007-05-01", "2007-05-01"))
"""Sixteen at the act of 2024-03-04."""


def test_a_final_conviction_is_told_with_its_sentence_by_the_courts_own_versions() -> None:
    papers = final()
    (found,) = read(*papers)
    assert found.final
    assert [(step.at, step.version) for step in found.steps] == [
        ("2024-11-20", papers[2].name),
        ("2024-11-21", papers[3].name),
    ]
    assert "2 years imprisonment" in found.steps[1].words[0]
    assert "FIR 512/2024 PS ICHHRA" in found.case[0]


@pytest.mark.parametrize("kind", ["ACQUITTAL", "ACQUITTAL_245", "ACQUITTAL_249A", "ACQUITTAL_265K", "COMPOUNDED_345"])
def test_an_acquittal_never_appears(kind: str) -> None:
    papers = [
        record(case_file(), role=""),
        record(order("CHARGE_FRAMED", "2024-06-01")),
        record(order(kind, "2024-11-20")),
    ]
    assert history(*papers).cases[0].outcome.startswith("acquitted")
    assert read(*papers) == ()


def test_a_pending_case_never_appears() -> None:
    assert read(record(case_file(), role=""), record(step("CHALLAN_FINAL", "2024-05-01"))) == ()
    assert read(record(case_file(), role=""), record(order("CHARGE_FRAMED", "2024-06-01"))) == ()


def test_beside_a_conviction_nothing_of_another_case_appears() -> None:
    other = [
        record(case_file(), role="", cases=[FIR_B]),
        record(order("ACQUITTAL", "2024-10-01"), cases=[FIR_B, COURT_B]),
    ]
    papers = [*final(), *other]
    assert len(history(*papers).cases) == 2
    assert read(*papers) == read(*papers[:5])


def test_a_conviction_under_appeal_is_marked() -> None:
    (found,) = read(*convicted(), appealed("APPEAL_FILED", "2024-12-10"))
    assert (found.final, found.finality) == (False, "UNDER_APPEAL")


def test_a_conviction_of_which_the_time_for_an_appeal_runs_is_marked() -> None:
    (found,) = read(*convicted())
    assert (found.final, found.finality) == (False, "APPEALABLE")


@pytest.mark.parametrize("kind", ["SET_ASIDE", "ACQUITTAL", "RETRIAL_ORDERED"])
def test_a_conviction_that_fell_is_gone(kind: str) -> None:
    papers = [*convicted(), appealed("APPEAL_FILED", "2024-12-10")]
    assert read(*papers)
    assert read(*papers, appealed(kind, "2025-05-01")) == ()


def test_probation_is_no_previous_conviction_until_a_sentence_takes_its_place() -> None:
    """Probation of Offenders Ordinance 1960 ss. 7, 11 (K)."""
    guilty = final()[:-2]
    freed = record(replace(sentence("2024-11-21", 0), form="PROBATION"))
    lapsed = final()[-1]
    assert read(*guilty, freed, lapsed) == ()
    (found,) = read(*guilty, freed, lapsed, record(sentence("2025-06-02", 365)))
    assert [each.at for each in found.steps] == ["2024-11-20", "2024-11-21", "2025-06-02"]


def test_after_a_retrial_the_earlier_sentence_is_gone_too() -> None:
    again = [
        appealed("RETRIAL_ORDERED", "2025-02-01"),
        record(order("CHARGE_FRAMED", "2025-03-01")),
        record(order("CONVICTION", "2025-06-01")),
        record(sentence("2025-06-02", 365)),
    ]
    (found,) = read(*convicted(), *again)
    assert [each.at for each in found.steps] == ["2025-06-01", "2025-06-02"]


@pytest.mark.parametrize("agency", ["pk.punjab", PRISON, "pk.prosecution"])
def test_a_conviction_that_no_court_states_is_none(agency: str) -> None:
    assert read(*convicted(convicts=agency)) == ()


def test_a_jails_certificate_is_no_courts_own_version() -> None:
    papers = convicted(convicts="pk.punjab")
    found = history(*papers)
    sure = replace(found.cases[0], offence=True, finality="FINAL", evidence=(papers[2].name,))
    assert convictions([sure], signed(found), {COURT}.__contains__) == ()
    assert convictions([sure], signed(found), {COURT, "pk.punjab"}.__contains__) != ()


@pytest.mark.parametrize("born", [("2007-05-01", "2007-05-01"), ("2005-01-01", "2007-12-31")])
def test_the_finding_against_one_who_was_or_may_have_been_a_child_is_left_out(born: tuple[str, str]) -> None:
    assert history(*final(subject(born=born))).cases[0].offence
    assert read(*final(subject(born=born))) == ()


def test_one_source_that_makes_a_child_is_enough() -> None:
    papers = final()
    papers[1] = replace(papers[1], subject=BOY)
    assert read(*papers) == ()


def test_what_the_convicting_court_found_of_the_age_settles_it() -> None:
    papers = final(BOY)
    adult = CourtEvent("AGE_DETERMINED", "2024-07-01", "SESSIONS LAHORE", found=Birth("2001-02-03", "2001-02-03"))
    assert len(read(*papers, record(adult, of=BOY))) == 1
    assert read(*papers, record(adult, of=BOY, agency="pk.punjab")) == ()


def test_a_diverted_child_is_left_out_whatever_is_stated_of_the_age() -> None:
    assert read(*final(), record(order("DIVERTED", "2024-05-01"))) == ()


def test_without_any_age_on_record_that_is_told() -> None:
    (found,) = read(*final(subject(born=("", ""))))
    assert not found.age_stated
    (known,) = read(*final())
    assert known.age_stated


def test_who_was_wronged_in_a_case_is_not_convicted_in_it() -> None:
    def as_victim(version: RecordVersion) -> RecordVersion:
        return replace(version, role="VICTIM") if version.role else version

    assert read(*map(as_victim, final())) == ()


def test_what_the_hub_counts_as_no_offence_is_none_whatever_a_version_says() -> None:
    found = history(*final())
    (case,) = found.cases
    assert convictions([case], signed(found), {COURT}.__contains__)
    for other in (replace(case, offence=False), replace(case, role="VICTIM"), replace(case, role="WITNESS")):
        assert convictions([other], signed(found), {COURT}.__contains__) == ()


def test_a_withdrawn_conviction_is_gone() -> None:
    papers = final()
    assert read(*papers[:2], replace(papers[2], status="WITHDRAWN"), *papers[4:]) == ()
