"""Each rule at its edge: the last day that is in time and the first that is late, and whose paper counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.rule import RECORD, Dossier
from services.records.law.rules import challan_missing, juvenile_investigator_rank, police_remand_over_15_days
from services.records.law.ruling import findings, for_owner, on_read
from services.values.dates import day_text, span
from services.values.records import Birth, CaseReference, RecordVersion, Section, Subject
from tests.unit.records.papers import (
    COURT,
    DAY_MS,
    FIR_A,
    NOW_MS,
    POLICE,
    PPC,
    PTPA,
    OfFile,
    case_file,
    custody,
    order,
    party,
    record,
    step,
    subject,
)

TODAY = span("2025-10-09").first_day
UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")
AGELESS = subject(born=("", ""))
STRANGER = "pk.sindh"


def told(papers: Sequence[RecordVersion], now_ms: int = NOW_MS, reader: str = POLICE) -> list[str]:
    dossier = Dossier(papers, now_ms)
    return [flag.rule for flag in (*on_read(dossier), *for_owner(dossier, reader))]


def file(reported: str = "2024-03-05", **more: Unpack[OfFile]) -> RecordVersion:
    return record(case_file(reported, **more), role="")


def day(number: int) -> str:
    return day_text(TODAY + number)


class TestChallan:
    @given(st.integers(0, 60))
    def test_late_from_the_eighteenth_day(self, days: int) -> None:
        papers = [file(day(-100)), record(step("CHALLAN_FINAL", day(days - 100)))]
        assert ("challan-late" in told(papers)) == (days > 17)

    def test_of_two_dates_of_one_report_the_later_counts(self) -> None:
        """Two papers date the FIR a month apart: nobody is accused of being late by the earlier one alone."""
        firs = [record(step("FIR", "2024-03-01")), record(step("FIR", "2024-04-01"))]
        assert "challan-late" not in told([*firs, record(step("CHALLAN_FINAL", "2024-04-10"))])
        assert "challan-late" in told([*firs, record(step("CHALLAN_FINAL", "2024-04-20"))])

    @given(st.integers(0, 40))
    def test_missing_once_the_seventeenth_day_is_over(self, days: int) -> None:
        reported = span(day(-days))
        late = reported.last_ms + 17 * DAY_MS < NOW_MS
        assert ("challan-missing" in told([file(day(-days))])) == late

    @pytest.mark.parametrize("kind", sorted(challan_missing._REPORTS))
    def test_any_report_or_step_in_court_ends_it(self, kind: str) -> None:
        of_court = kind in ("QUASHED_561A", "COGNIZANCE", "CHARGE_FRAMED")
        body = order(kind, "2024-03-20") if of_court else step(kind, "2024-03-20")
        assert "challan-missing" not in told([file(), record(body)])

    @pytest.mark.parametrize("kind", ["CHALLAN_FINAL", "CHARGE_FRAMED", "TRANSFER"])
    def test_a_strangers_paper_sends_no_case_to_court(self, kind: str) -> None:
        body = order(kind, "2024-03-20") if kind == "CHARGE_FRAMED" else step(kind, "2024-03-20")
        assert "challan-missing" in told([file(), record(body, agency=STRANGER)])


class TestProduction:
    def test_an_arrest_after_a_release_has_a_clock_of_its_own(self) -> None:
        """What was done after the first arrest says nothing of the second."""
        first = [record(custody(k, d)) for k, d in (("ARREST", "2024-03-06"), ("PRODUCTION", "2024-03-07"))]
        freed, again = (
            record(custody("RELEASE", "2024-03-10", reason="DISCHARGED")),
            record(custody("ARREST", "2024-05-01")),
        )
        assert "production-missing" not in told([file(), *first])
        assert "production-missing" not in told([file(), *first, freed])
        assert "production-missing" in told([file(), *first, freed, again])
        assert "production-missing" not in told(
            [file(), *first, freed, again, record(custody("PRODUCTION", "2024-05-02"))]
        )

    def test_a_second_paper_of_one_arrest_is_no_arrest(self) -> None:
        papers = [record(custody(k, d)) for k, d in (("ARREST", "2024-03-06"), ("PRODUCTION", "2024-03-07"))]
        assert "production-missing" not in told([file(), *papers, record(custody("ARREST", "2024-03-09"))])

    @pytest.mark.parametrize("kind", ["PRODUCTION", "POLICE_REMAND", "JUDICIAL_REMAND", "ADMISSION"])
    @given(minutes=st.integers(0, 3000))
    def test_late_after_twenty_four_hours(self, kind: str, minutes: int) -> None:
        hours, rest = divmod(minutes, 60)
        at = f"2024-03-{6 + hours // 24:02}T{hours % 24:02}:{rest:02}"
        papers = [record(custody("ARREST", "2024-03-06T00:00")), record(custody(kind, at))]
        assert ("production-after-24h" in told(papers)) == (minutes > 1440)


class TestRemand:
    @given(st.lists(st.integers(1, 20), min_size=1, max_size=5), st.booleans())
    def test_all_days_of_all_agencies_are_one_sum(self, days: list[int], terror: bool) -> None:
        sections = (Section("OTHER", "7 ATA"),) if terror else (PPC,)
        papers = [
            record(custody("POLICE_REMAND", day_text(TODAY - 300 + 21 * n), days=d), agency=(POLICE, STRANGER)[n % 2])
            for n, d in enumerate(days)
        ]
        allowed = police_remand_over_15_days._TERRORISM_DAYS if terror else police_remand_over_15_days._WHOLE_DAYS
        charged = record(replace(case_file(), sections=sections), role="")
        assert ("police-remand-over-15-days" in told([charged, *papers])) == (sum(days) > allowed)

    def test_it_is_told_once_of_the_remand_that_passes_the_bound(self) -> None:
        papers = [record(custody("POLICE_REMAND", day_text(TODAY - 300 + 21 * n), days=10)) for n in range(4)]
        found = [f for f in on_read(Dossier([file(), *papers], NOW_MS)) if f.rule == "police-remand-over-15-days"]
        assert [flag.version for flag in found] == [papers[1].name]


class TestAge:
    BARE, DOCUMENT = Birth("1980-01-01", "1980-01-01"), Birth("1980-01-01", "1980-01-01", "CRC", "", "NADRA", "7", b"c")

    def of(self, birth: Birth, agency: str, cases: tuple[CaseReference, ...] = (FIR_A,)) -> RecordVersion:
        return record(party(), agency=agency, of=replace(AGELESS, birth=birth), cases=cases)

    @pytest.mark.parametrize(
        ("said", "ends"),
        [
            ((BARE, POLICE), True),
            ((BARE, STRANGER), False),
            ((DOCUMENT, STRANGER), True),
            ((BARE, "pk.prisons"), False),
            ((BARE, "pk.prisons", (FIR_A, UNDER_TRIAL)), True),
            ((replace(DOCUMENT, sha256=b""), STRANGER), False),
        ],
    )
    def test_whose_word_ends_the_owners_duty(self, said: tuple[Birth, str], ends: bool) -> None:
        """A stranger's bare word makes nobody an adult, and takes nothing from what the owner has to do."""
        papers = [file(), record(party(), of=AGELESS), self.of(*said)]
        assert ("age-never-recorded" in told(papers)) == (not ends)

    def test_the_owners_adult_stays_recorded_whatever_a_stranger_claims(self) -> None:
        adult, child = self.of(self.BARE, POLICE), self.of(Birth("2010-01-01", "2010-01-01"), STRANGER)
        assert "age-never-recorded" not in told([file(), adult, child])

    @given(st.integers(0, 20))
    def test_late_after_a_week(self, days: int) -> None:
        since = span(day(-days))
        papers = [file(), record(party(), of=AGELESS, valid_from=day(-days))]
        assert ("age-never-recorded" in told(papers)) == (since.last_ms + 7 * DAY_MS < NOW_MS)

    def test_the_clock_is_of_the_owners_own_first_paper(self) -> None:
        """A stranger's old paper makes the owner late in nothing."""
        old = record(party(), of=AGELESS, agency=STRANGER, valid_from="2024-03-05")
        fresh = record(party(), of=AGELESS, valid_from=day(-1))
        assert "age-never-recorded" not in told([file(), old, fresh])
        assert "age-never-recorded" not in told([file(), old])


class TestRefusals:
    @given(st.integers(129, 133))
    def test_older_than_130_and_not_130(self, years: int) -> None:
        ancient = replace(subject(), birth=Birth(f"{2024 - years}-03-05", f"{2024 - years}-03-05"))
        dossier = Dossier([record(party(), of=ancient, valid_from="2024-03-05")], NOW_MS)
        assert _refused(dossier, "older-than-130") == (years > 130)

    @given(st.integers(-10, 20))
    def test_five_minutes_are_left_for_clocks_that_differ(self, minutes: int) -> None:
        at = span("2025-10-09T12:00").first_ms
        ahead = record(custody("ARREST", "2025-10-09T12:00"))
        assert _refused(Dossier([ahead], at - minutes * 60_000), "date-in-future") == (minutes > 5)

    @given(st.integers(-3, 3))
    def test_on_the_day_of_the_act_one_may_be_convicted(self, days: int) -> None:
        papers = [
            file(act=("2024-03-04", "")),
            record(order("CONVICTION", day_text(span("2024-03-04").first_day + days))),
        ]
        assert ("conviction-before-act" in told(papers)) == (days < 0)


def _refused(dossier: Dossier, rule: str) -> bool:
    return rule in {found.id for found, _ in findings(RECORD, dossier)}


class TestOthers:
    @pytest.mark.parametrize("rank", sorted(juvenile_investigator_rank.BELOW))
    def test_every_rank_below_sub_inspector(self, rank: str) -> None:
        boy = record(party(), of=subject(born=("2010-01-01", "2010-12-31")))
        assert "juvenile-investigator-rank" in told([file(investigator_rank=rank), boy])

    @pytest.mark.parametrize("rank", ["SUB_INSPECTOR", "INSPECTOR", "DSP", ""])
    def test_no_other_rank(self, rank: str) -> None:
        boy = record(party(), of=subject(born=("2010-01-01", "2010-12-31")))
        assert "juvenile-investigator-rank" not in told([file(investigator_rank=rank), boy])

    def test_a_composition_is_judged_by_its_own_sections(self) -> None:
        """What was compounded, not what else the case charges."""
        mixed = file()
        assert "composition-not-compoundable" in told([mixed, record(order("COMPOUNDED_345", "2024-06-01", PTPA))])
        assert "composition-not-compoundable" not in told([mixed, record(order("COMPOUNDED_345", "2024-06-01", PPC))])
        assert "composition-not-compoundable" not in told([mixed, record(order("COMPOUNDED_345", "2024-06-01"))])

    def test_whose_court_it_is_changes_no_flag_of_custody(self) -> None:
        woman: Subject = subject("Nazia Bibi", gender="F")
        papers = [file(), record(custody("POLICE_REMAND", "2024-03-06", days=3), of=woman, agency=COURT)]
        assert "woman-in-police-custody" in told(papers)
