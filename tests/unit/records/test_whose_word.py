"""Whose word makes a conviction, an end in favour, an accusation: the experiments of the law review as they are now."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

import pytest

from services.records.authority.speaker import case_authority
from services.records.law.rule import Dossier
from services.records.law.standing import judge
from services.records.law.steps import event_of
from services.records.law.verdict import Verdict
from services.values.records import CaseReference, CustodyEvent, Extract, RecordVersion, Section
from tests.unit.records.papers import (
    COURT,
    COURT_A,
    FIR_A,
    HIGH_COURT,
    NOW_MS,
    POLICE,
    PRISON,
    TOP_COURT,
    Shape,
    case_file,
    order,
    record,
    sentence,
    step,
    subject,
)

FIR = record(case_file(), role="")
CHALLAN = record(step("CHALLAN_FINAL", "2024-03-20"))
SINDH = "pk.sindh"
CONVICT_NO = CaseReference("PRISON_CONVICT", "CAMP JAIL/77/2024")


def said(kind: str, at: str = "2024-09-01", agency: str = POLICE, **more: Unpack[Shape]) -> RecordVersion:
    """A step of a court on somebody's word."""
    return record(order(kind, at), agency=agency, **more)


def admission(at: str = "2024-09-02", court: str = "SESSIONS LAHORE", warrant_no: str = "W-4") -> CustodyEvent:
    return CustodyEvent("ADMISSION", at, "CAMP JAIL", court=court, warrant_no=warrant_no)


def certificate(**more: Unpack[Shape]) -> RecordVersion:
    return record(admission(), agency=PRISON, cases=(FIR_A, CONVICT_NO), **more)


def stand(*papers: RecordVersion, confirmed: frozenset[str] = frozenset()) -> Verdict:
    return judge(Dossier((FIR, *papers), NOW_MS, confirmed=confirmed).all_events)


class TestReportedConviction:
    """E1, E1b: a clerk of police cannot make a convict."""

    @pytest.mark.parametrize(
        "paper",
        [said("CONVICTION"), said("CONVICTION_245"), record(sentence("2024-09-01"), agency=POLICE)],
        ids=["event", "summary-trial", "sentence-alone"],
    )
    def test_police_report_and_make_no_finding(self, paper: RecordVersion) -> None:
        verdict = stand(CHALLAN, paper)
        assert (verdict.phase, verdict.standing, verdict.finality) == ("REPORTED_CONVICTED", "ACCUSATION", "NONE")
        assert verdict.outcome == "police report a conviction; no court's record held"
        assert "پولیس" in verdict.outcome_ur
        assert not any([verdict.offence, verdict.repeats, verdict.acquitted, verdict.favourable])
        assert verdict.conviction_reported
        assert verdict.told == {paper.name}

    @pytest.mark.parametrize(
        ("agency", "words"),
        [
            ("pk.fia", "FIA reports"),
            (PRISON, "a prison reports"),
            ("pk.prosecution", "the prosecution reports"),
            (HIGH_COURT, "a court that is not of this case reports"),
            ("pk.nobody", "an agency that is no court reports"),
        ],
    )
    def test_the_reporter_is_named_by_kind(self, agency: str, words: str) -> None:
        told = record(order("CONVICTION", "2024-09-01"), agency=agency, cases=(FIR_A,))
        assert stand(told).outcome == f"{words} a conviction; no court's record held"

    def test_the_courts_own_record_makes_it_a_conviction_in_whatever_order(self) -> None:
        for papers in ((said("CONVICTION"), said("CONVICTION", agency=COURT)), (said("CONVICTION", agency=COURT),)):
            verdict = stand(*papers)
            assert (verdict.phase, verdict.offence, verdict.repeats) == ("CONVICTED", True, True)
            assert not verdict.conviction_reported

    def test_a_court_that_shows_no_number_of_its_own_is_not_of_the_case(self) -> None:
        stray = record(order("CONVICTION", "2024-09-01"), agency=COURT, cases=(FIR_A,))
        assert stand(stray).phase == "REPORTED_CONVICTED"
        assert stand(stray, said("CHARGE_FRAMED", "2024-05-01", COURT)).phase == "CONVICTED"

    @pytest.mark.parametrize("agency", [POLICE, SINDH, PRISON])
    def test_no_report_leaves_what_the_court_made(self, agency: str) -> None:
        charged = said("CHARGE_FRAMED", "2024-05-01", COURT)
        verdict = stand(charged, said("CONVICTION", agency=agency))
        assert (verdict.phase, verdict.conviction_reported) == ("CHARGED", True)
        cleared = stand(charged, said("ACQUITTAL_265K", "2024-06-01", COURT), said("CONVICTION", agency=agency))
        assert (cleared.phase, cleared.conviction_reported) == ("ACQUITTED", False)
        assert [event.owner for event in cleared.disputed] == [agency]

    @pytest.mark.parametrize(
        ("kind", "phase"),
        [
            ("ACQUITTAL", "ACQUITTED"),
            ("ACQUITTAL_265K", "ACQUITTED"),
            ("SET_ASIDE", "SET_ASIDE"),
            ("RETRIAL_ORDERED", "RETRIAL"),
            ("QUASHED_561A", "QUASHED"),
            ("SENTENCE_SUSPENDED", "REPORTED_SUSPENDED"),
        ],
    )
    def test_what_leads_out_of_a_conviction_leads_out_of_a_reported_one(self, kind: str, phase: str) -> None:
        for agency in (POLICE, COURT):
            verdict = stand(CHALLAN, said("CONVICTION"), said(kind, "2024-12-01", agency))
            assert verdict.phase == phase, agency
            assert not verdict.offence

    def test_a_strangers_word_undoes_a_report_and_hides_nothing(self) -> None:
        for kind in ("ACQUITTAL", "SET_ASIDE", "QUASHED_561A"):
            verdict = stand(CHALLAN, said("CONVICTION"), said(kind, "2024-12-01", SINDH))
            assert (verdict.phase, verdict.favourable, verdict.conviction_reported) == ("SENT_UP", False, False)

    @pytest.mark.parametrize("undone", [(), ("SET_ASIDE",)])
    def test_who_reports_a_conviction_says_that_a_court_had_the_case(self, undone: tuple[str, ...]) -> None:
        """So the court's discharge ends it, where it would else only release from custody (s. 63)."""
        released = said("DISCHARGE", "2024-12-01", COURT)
        assert not stand(released).favourable
        verdict = stand(said("CONVICTION"), *(said(kind, "2024-10-01") for kind in undone), released)
        assert (verdict.phase.startswith("DISCHARGED"), verdict.favourable) == (True, True)

    def test_an_end_that_the_owner_alone_reports_says_so_in_both_languages(self) -> None:
        verdict = stand(CHALLAN, said("CANCELLATION_ORDERED", "2024-06-01"))
        assert verdict.outcome.endswith("; reported by the case's owner, no court's record held")
        assert verdict.outcome_ur.endswith("؛ مقدمے کے ادارے کی اطلاع، عدالت کا ریکارڈ موجود نہیں")

    def test_a_report_never_reopens_what_ended_in_favour(self) -> None:
        cancelled = said("CANCELLATION_ORDERED", "2024-06-01")
        assert stand(cancelled, said("CONVICTION", agency=SINDH)).phase == "CANCELLED"


class TestCertificate:
    def test_a_prison_certifies_under_its_own_convict_number(self) -> None:
        verdict = stand(CHALLAN, said("CONVICTION"), certificate())
        assert verdict.phase == "CONVICTED_CERTIFIED"
        assert (verdict.standing, verdict.offence, verdict.repeats) == ("FINDING", True, False)
        assert verdict.outcome.startswith("convicted, by the jail's certificate (s. 511 (K))")

    def test_a_member_court_confirms_it_first(self) -> None:
        """AUTHORITY 2: where the court that it names is a member, a prison's paper is a report until that court writes."""
        paper = replace(certificate(), voice=certificate().voice._replace(through=COURT))
        verdict = stand(CHALLAN, paper)
        assert (verdict.phase, verdict.standing) == ("REPORTED_CONVICTED", "ACCUSATION")
        assert not verdict.offence
        assert verdict.outcome.startswith("a prison reports a conviction")
        assert stand(CHALLAN, paper, said("CONVICTION", "2024-09-01", COURT)).phase == "CONVICTED"
        assert stand(said("ACQUITTAL", "2024-08-01", COURT), paper).phase == "ACQUITTED"

    @pytest.mark.parametrize(
        "paper",
        [
            record(admission(warrant_no=""), agency=PRISON, cases=(FIR_A, CONVICT_NO)),
            record(admission(court=""), agency=PRISON, cases=(FIR_A, CONVICT_NO)),
            record(admission(), agency=PRISON, cases=(FIR_A, CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/7/2024"))),
            record(admission(), agency=POLICE, cases=(FIR_A, CONVICT_NO)),
            record(admission(), agency=PRISON, cases=(FIR_A, CONVICT_NO), of=subject(numbers=())),
        ],
        ids=["no-warrant", "no-court", "under-trial", "not-a-prison", "no-strong-number"],
    )
    def test_what_is_no_certificate(self, paper: RecordVersion) -> None:
        assert stand(CHALLAN, paper).phase == "SENT_UP"

    def test_it_leaves_nothing_that_a_court_made_and_falls_with_the_courts_word(self) -> None:
        assert stand(said("CHARGE_FRAMED", "2024-05-01", COURT), certificate()).phase == "CHARGED"
        assert stand(certificate(), said("ACQUITTAL", "2025-01-01", COURT)).phase == "ACQUITTED"
        assert stand(certificate(), said("SET_ASIDE", "2025-01-01", COURT)).phase == "SET_ASIDE"

    def test_a_prisons_word_without_certificate_is_a_report(self) -> None:
        assert stand(record(sentence("2024-09-01"), agency=PRISON)).phase == "REPORTED_CONVICTED"


class TestExtract:
    EXTRACT = Extract("SESSIONS LAHORE", "C-9", "2024-09-10", b"d" * 32)

    def test_a_confirmed_extract_is_the_courts_word_an_unconfirmed_one_a_report(self) -> None:
        body = replace(order("CONVICTION", "2024-09-01"), extract=self.EXTRACT)
        paper = record(body, agency=POLICE)
        assert stand(paper).phase == "REPORTED_CONVICTED"
        verdict = stand(paper, confirmed=frozenset({paper.name}))
        assert (verdict.phase, verdict.decided, verdict.repeats) == ("CONVICTED", True, True)

    def test_without_an_extract_there_is_nothing_to_confirm(self) -> None:
        paper = said("CONVICTION")
        assert stand(paper, confirmed=frozenset({paper.name})).phase == "REPORTED_CONVICTED"


class TestEndInFavour:
    def test_the_owner_reports_it_in_its_own_case(self) -> None:
        verdict = stand(CHALLAN, said("ACQUITTAL_265K"))
        assert (verdict.acquitted, verdict.favourable, verdict.decided) == (True, True, False)
        assert verdict.outcome == "acquitted (s. 265-K); reported by the case's owner, no court's record held"

    @pytest.mark.parametrize(
        "kind", ["ACQUITTAL_265K", "QUASHED_561A", "CANCELLATION_ORDERED", "WITHDRAWN_494", "DIVERTED"]
    )
    def test_a_stranger_ends_nothing(self, kind: str) -> None:
        verdict = stand(CHALLAN, said(kind, agency=SINDH))
        assert (verdict.phase, verdict.favourable) == ("SENT_UP", False)
        assert verdict.told

    def test_the_owner_ends_nothing_that_the_court_has_before_it(self) -> None:
        """A complicit station cannot take a charged or convicted man out of sight; the report is shown as one."""
        charged, convicted = said("CHARGE_FRAMED", "2024-05-01", COURT), said("CONVICTION", "2024-08-01", COURT)
        ended = said("ACQUITTAL", "2024-09-01")
        assert stand(charged, ended).phase == "CHARGED"
        assert ended.name in stand(charged, ended).told
        assert stand(charged, convicted, ended).offence

    def test_the_courts_later_record_decides_against_a_reported_end(self) -> None:
        verdict = stand(CHALLAN, said("ACQUITTAL", "2024-06-01"), said("CHARGE_FRAMED", "2024-07-01", COURT))
        assert (verdict.phase, verdict.decided) == ("CHARGED", True)

    def test_the_courts_record_confirms_a_reported_end(self) -> None:
        verdict = stand(CHALLAN, said("ACQUITTAL", "2024-06-01"), said("ACQUITTAL", "2024-06-01", COURT))
        assert (verdict.phase, verdict.decided) == ("ACQUITTED", True)

    def test_a_reported_charge_serves_the_accused(self) -> None:
        """s. 494(b): a withdrawal after a charge acquits, whoever told of the charge."""
        for agency in (POLICE, SINDH):
            told = said("CHARGE_FRAMED", "2024-05-01", agency)
            assert stand(CHALLAN, told).phase == "SENT_UP", "a reported charge charges nobody"
            assert stand(CHALLAN, told, said("WITHDRAWN_494", "2024-06-01", COURT)).phase == "ACQUITTED"
            assert stand(CHALLAN, told, said("DISCHARGE", "2024-06-01", COURT)).phase == "DISCHARGED"


class TestPoliceStep:
    def test_only_the_owner_takes_the_steps_of_its_case(self) -> None:
        theirs = record(step("CHALLAN_FINAL", "2024-03-20"), agency=SINDH)
        assert stand(theirs).phase == "REGISTERED"
        assert theirs.name in stand(theirs).told

    def test_in_a_case_that_nobody_owns_each_tells_its_own(self) -> None:
        nowhere = (CaseReference("MOVEMENT", "X/1"),)
        papers = [record(step(kind, "2024-03-20"), cases=nowhere) for kind in ("FIR", "CHALLAN_FINAL")]
        assert judge(Dossier(papers, NOW_MS).all_events).standing == "ACCUSATION"

    def test_a_private_complaint_is_no_fir(self) -> None:
        complaint = record(case_file(), role="", cases=(CaseReference("COMPLAINT", "LAHORE/9/2024"),))
        verdict = judge(Dossier([complaint], NOW_MS).all_events)
        assert verdict.phase == "COMPLAINT"
        assert "no FIR" in verdict.outcome
        assert verdict.told == frozenset(), "it is its writer's own to say"
        both = record(case_file(), role="", cases=(FIR_A, CaseReference("COMPLAINT", "LAHORE/9/2024")))
        assert judge(Dossier([both], NOW_MS).all_events).phase == "REGISTERED"


class TestFinality:
    @pytest.mark.parametrize(("agency", "phase"), [(HIGH_COURT, "CONVICTED_UPHELD"), (TOP_COURT, "CONVICTED_FINAL")])
    def test_a_dismissal_is_final_at_its_level_only(self, agency: str, phase: str) -> None:
        number = CaseReference("APPEAL", "LHC/4/2025")
        appeal = record(order("APPEAL_DISMISSED", "2025-02-01"), agency=agency, cases=(FIR_A, COURT_A, number))
        if agency == TOP_COURT:
            voice = appeal.voice._replace(holders=(POLICE, COURT, TOP_COURT))
            appeal = replace(appeal, voice=voice)
        verdict = stand(said("CONVICTION", agency=COURT), appeal)
        assert verdict.phase == phase
        assert ("final at that level only" in verdict.outcome) == (agency == HIGH_COURT)


def test_a_composition_keeps_its_standing() -> None:
    paper = record(order("COMPOUNDED_345", "2024-09-01", Section("PTPA", "3")))
    assert stand(CHALLAN, paper).acquitted


def test_the_same_papers_blind_or_full_say_the_same() -> None:
    """The store keeps a prison's paper with the tokens of its numbers: the certificate is one there too."""
    paper = certificate()
    blind = replace(paper, subject=replace(subject(), names=(), identifiers=(*subject().identifiers,)))
    case = case_authority([FIR, paper])
    assert event_of(paper, case) == event_of(blind, case)
