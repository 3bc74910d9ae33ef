"""Standing and finality as a table of cases: each row is a man's papers, oldest first, and where they leave the man."""

from __future__ import annotations

from itertools import permutations

from services.records.authority.speaker import case_authority
from services.records.law.standing import judge
from services.records.law.steps import event_of
from services.records.law.verdict import Verdict
from services.values.records import RecordVersion, Section
from services.vocabulary.steps import OF_INVESTIGATION
from tests.rows import of_rows
from tests.unit.records.papers import PPC, PRISON, PTPA, case_file, order, record, sentence, step

FIR = ("FIR", "2024-03-05")
CHALLAN = ("CHALLAN_FINAL", "2024-03-20")
COGNIZANCE = ("COGNIZANCE", "2024-04-10")
CHARGED = ("CHARGE_FRAMED", "2024-05-01")
CONVICTED = ("CONVICTION", "2024-09-01")
ACQUITTED = ("ACQUITTAL", "2024-09-01")
APPEALED = ("APPEAL_FILED", "2024-09-20")

# what happened -> standing, finality, offence, acquitted, in the accused's favour, outcome holds
CASES = {
    "enquiry": ([("ENQUIRY", "2024-01-01")], "ALLEGATION NONE no no no", "under enquiry"),
    "fir": ([FIR], "ALLEGATION NONE no no no", "registered"),
    "enquiry-then-fir": ([("ENQUIRY", "2024-01-01"), FIR], "ALLEGATION NONE no no no", "registered"),
    "released-169": ([FIR, ("RELEASE_169", "2024-03-10")], "ALLEGATION NONE no no no", "s. 169"),
    "column-2": ([FIR, ("NOT_SENT_UP", "2024-03-20")], "ALLEGATION NONE no no no", "column 2"),
    "column-2-then-summoned": (
        [FIR, ("NOT_SENT_UP", "2024-03-20"), ("COGNIZANCE", "2024-04-01")],
        "ACCUSATION NONE no no no",
        "cognizance",
    ),
    "cancellation-report": ([FIR, ("CANCELLATION_REPORT", "2024-03-20")], "ALLEGATION NONE no no no", "no Magistrate"),
    "untraced-report": ([FIR, ("UNTRACED_REPORT", "2024-03-20")], "ALLEGATION NONE no no no", "no Magistrate"),
    "cancellation-refused": (
        [FIR, ("CANCELLATION_REPORT", "2024-03-20"), ("CANCELLATION_REFUSED", "2024-04-01")],
        "ALLEGATION NONE no no no",
        "registered",
    ),
    "cancellation-ordered": (
        [FIR, ("CANCELLATION_REPORT", "2024-03-20"), ("CANCELLATION_ORDERED", "2024-04-01")],
        "ALLEGATION NONE no no yes",
        "not an acquittal",
    ),
    "report-after-challan-cancels-nothing": (
        [FIR, CHALLAN, ("CANCELLATION_REPORT", "2024-03-25")],
        "ACCUSATION NONE no no no",
        "sent for trial",
    ),
    "interim-challan": ([FIR, ("CHALLAN_INTERIM", "2024-03-20")], "ACCUSATION NONE no no no", "sent for trial"),
    "challan": ([FIR, CHALLAN], "ACCUSATION NONE no no no", "sent for trial"),
    "supplementary": ([FIR, ("CHALLAN_SUPPLEMENTARY", "2024-04-20")], "ACCUSATION NONE no no no", "sent for trial"),
    "cognizance": ([FIR, CHALLAN, ("COGNIZANCE", "2024-04-10")], "ACCUSATION NONE no no no", "cognizance"),
    "charge-framed": ([FIR, CHALLAN, CHARGED], "ACCUSATION NONE no no no", "charge framed"),
    "absent-512": ([FIR, CHALLAN, ("ABSENT_512", "2024-06-01")], "ACCUSATION NONE no no no", "s. 512"),
    "released-63": ([FIR, ("DISCHARGE", "2024-03-08")], "ALLEGATION NONE no no no", "the investigation goes on"),
    "released-63-after-challan": (
        [FIR, CHALLAN, ("DISCHARGE", "2024-05-01")],
        "ALLEGATION NONE no no no",
        "the investigation goes on",
    ),
    "released-63-then-challaned": (
        [FIR, ("DISCHARGE", "2024-03-08"), CHALLAN],
        "ACCUSATION NONE no no no",
        "sent for trial",
    ),
    "untraced-and-filed": (
        [FIR, ("UNTRACED_REPORT", "2024-03-20"), ("CANCELLATION_ORDERED", "2024-04-01")],
        "ALLEGATION NONE no no no",
        "clears nobody",
    ),
    "untraced-and-filed-then-found": (
        [
            FIR,
            ("UNTRACED_REPORT", "2024-03-20"),
            ("CANCELLATION_ORDERED", "2024-04-01"),
            ("CHALLAN_FINAL", "2025-01-01"),
        ],
        "ACCUSATION NONE no no no",
        "sent for trial",
    ),
    "charged-absent-withdrawn": (
        [FIR, CHALLAN, CHARGED, ("ABSENT_512", "2024-06-01"), ("WITHDRAWN_494", "2024-08-01")],
        "FINDING APPEALABLE no yes yes",
        "acquitted (s. 494)",
    ),
    "charged-stopped-withdrawn": (
        [FIR, CHALLAN, CHARGED, ("STOPPED_249", "2024-06-01"), ("WITHDRAWN_494", "2024-08-01")],
        "FINDING APPEALABLE no yes yes",
        "acquitted (s. 494)",
    ),
    "absent-never-charged-withdrawn": (
        [FIR, CHALLAN, ("ABSENT_512", "2024-06-01"), ("WITHDRAWN_494", "2024-08-01")],
        "ALLEGATION NONE no no yes",
        "discharged (s. 494)",
    ),
    "charged-discharged-cognizance-withdrawn": (
        [FIR, CHARGED, ("DISCHARGE", "2024-06-01"), ("COGNIZANCE", "2024-07-01"), ("WITHDRAWN_494", "2024-08-01")],
        "ALLEGATION NONE no no yes",
        "discharged (s. 494)",
    ),
    "discharged": (
        [FIR, CHALLAN, COGNIZANCE, ("DISCHARGE", "2024-05-01")],
        "ALLEGATION NONE no no yes",
        "not an acquittal",
    ),
    "discharged-then-challaned-again": (
        [FIR, CHALLAN, COGNIZANCE, ("DISCHARGE", "2024-05-01"), ("CHALLAN_SUPPLEMENTARY", "2024-07-01")],
        "ACCUSATION NONE no no no",
        "sent for trial",
    ),
    "stopped-249": ([FIR, CHALLAN, ("STOPPED_249", "2024-06-01")], "ACCUSATION NONE no no no", "not an acquittal"),
    "stopped-and-revived": (
        [FIR, CHALLAN, ("STOPPED_249", "2024-06-01"), ("CHARGE_FRAMED", "2024-08-01")],
        "ACCUSATION NONE no no no",
        "charge framed",
    ),
    "acquitted-245": (
        [FIR, CHALLAN, CHARGED, ("ACQUITTAL_245", "2024-09-01")],
        "FINDING APPEALABLE no yes yes",
        "s. 245",
    ),
    "acquitted-247": ([FIR, CHARGED, ("ACQUITTAL_247", "2024-09-01")], "FINDING APPEALABLE no yes yes", "s. 247"),
    "acquitted-249a": ([FIR, CHALLAN, ("ACQUITTAL_249A", "2024-09-01")], "FINDING APPEALABLE no yes yes", "s. 249-A"),
    "acquitted-265k": (
        [FIR, CHALLAN, CHARGED, ("ACQUITTAL_265K", "2024-09-01")],
        "FINDING APPEALABLE no yes yes",
        "acquitted (s. 265-K)",
    ),
    "compounded": ([FIR, CHALLAN, ("COMPOUNDED_345", "2024-09-01")], "FINDING APPEALABLE no yes yes", "s. 345(6)"),
    "acquitted": ([FIR, CHALLAN, CHARGED, ACQUITTED], "FINDING APPEALABLE no yes yes", "acquitted (judgment)"),
    "withdrawn-before-charge": (
        [FIR, CHALLAN, ("WITHDRAWN_494", "2024-04-20")],
        "ALLEGATION NONE no no yes",
        "discharged (s. 494)",
    ),
    "withdrawn-after-charge": (
        [FIR, CHALLAN, CHARGED, ("WITHDRAWN_494", "2024-06-20")],
        "FINDING APPEALABLE no yes yes",
        "acquitted (s. 494)",
    ),
    "diverted": ([FIR, ("DIVERTED", "2024-04-01")], "ALLEGATION NONE no no no", "JJSA s. 9"),
    "quashed": ([FIR, CHALLAN, ("QUASHED_561A", "2024-06-01")], "ALLEGATION NONE no no yes", "s. 561-A"),
    "abated": ([FIR, CHALLAN, ("ABATED", "2024-06-01")], "ALLEGATION NONE no no no", "abated"),
    "convicted": ([FIR, CHALLAN, CHARGED, CONVICTED], "FINDING APPEALABLE yes no no", "convicted (judgment)"),
    "convicted-245": ([FIR, CHARGED, ("CONVICTION_245", "2024-09-01")], "FINDING APPEALABLE yes no no", "s. 245"),
    "sentence-alone-implies-conviction": (
        [FIR, ("SENTENCE", "2024-09-01")],
        "FINDING APPEALABLE yes no no",
        "sentence",
    ),
    "time-lapsed": ([FIR, CONVICTED, ("APPEAL_TIME_LAPSED", "2024-11-01")], "FINDING FINAL yes no no", "final"),
    "under-appeal": ([FIR, CONVICTED, APPEALED], "FINDING UNDER_APPEAL yes no no", "under appeal"),
    "suspended-is-still-convicted": (
        [FIR, CONVICTED, APPEALED, ("SENTENCE_SUSPENDED", "2024-10-01")],
        "FINDING UNDER_APPEAL yes no no",
        "s. 426",
    ),
    "appeal-dismissed": (
        [FIR, CONVICTED, APPEALED, ("APPEAL_DISMISSED", "2025-02-01")],
        "FINDING APPEALABLE yes no no",
        "final at that level only",
    ),
    "appeal-dismissed-and-time-lapsed": (
        [FIR, CONVICTED, APPEALED, ("APPEAL_DISMISSED", "2025-02-01"), ("APPEAL_TIME_LAPSED", "2025-06-01")],
        "FINDING FINAL yes no no",
        "final",
    ),
    "appeal-dismissed-and-a-further-appeal": (
        [FIR, CONVICTED, APPEALED, ("APPEAL_DISMISSED", "2025-02-01"), ("APPEAL_FILED", "2025-03-01")],
        "FINDING UNDER_APPEAL yes no no",
        "under appeal",
    ),
    "acquittal-appeal-dismissed": (
        [FIR, ACQUITTED, APPEALED, ("APPEAL_DISMISSED", "2025-02-01")],
        "FINDING APPEALABLE no yes yes",
        "final at that level only",
    ),
    "set-aside": ([FIR, CONVICTED, APPEALED, ("SET_ASIDE", "2025-02-01")], "ALLEGATION NONE no no yes", "set aside"),
    "set-aside-and-acquitted": (
        [FIR, CONVICTED, APPEALED, ("SET_ASIDE", "2025-02-01"), ("ACQUITTAL", "2025-02-01")],
        "FINDING APPEALABLE no yes yes",
        "acquitted",
    ),
    "acquitted-on-appeal": (
        [FIR, CONVICTED, APPEALED, ("ACQUITTAL", "2025-02-01")],
        "FINDING APPEALABLE no yes yes",
        "acq",
    ),
    "retrial": (
        [FIR, CONVICTED, APPEALED, ("SET_ASIDE", "2025-02-01"), ("RETRIAL_ORDERED", "2025-02-01")],
        "ACCUSATION NONE no no no",
        "does not stand",
    ),
    "convicted-again-after-retrial": (
        [FIR, CONVICTED, ("RETRIAL_ORDERED", "2025-02-01"), ("CONVICTION", "2025-08-01")],
        "FINDING APPEALABLE yes no no",
        "convicted",
    ),
    "acquittal-appealed": ([FIR, ACQUITTED, APPEALED], "FINDING UNDER_APPEAL no yes yes", "under appeal"),
    "acquittal-final": ([FIR, ACQUITTED, ("APPEAL_TIME_LAPSED", "2025-04-01")], "FINDING FINAL no yes yes", "final"),
    "acquittal-set-aside": (
        [FIR, ACQUITTED, APPEALED, ("SET_ASIDE", "2025-02-01")],
        "ACCUSATION NONE no no no",
        "acquittal set aside",
    ),
    "acquittal-reversed-to-conviction": (
        [FIR, ACQUITTED, APPEALED, ("SET_ASIDE", "2025-02-01"), ("CONVICTION", "2025-02-01")],
        "FINDING APPEALABLE yes no no",
        "convicted",
    ),
    "challan-after-acquittal-changes-nothing": (
        [FIR, ACQUITTED, ("CHALLAN_SUPPLEMENTARY", "2025-02-01")],
        "FINDING APPEALABLE no yes yes",
        "acquitted",
    ),
    "death-pending-appeal-leaves-the-conviction": (
        [FIR, CONVICTED, APPEALED, ("ABATED", "2025-01-01")],
        "FINDING FINAL yes no no",
        "convicted",
    ),
}


def paper(kind: str, at: str) -> RecordVersion:
    if kind == "SENTENCE":
        return record(sentence(at))
    return record(step(kind, at) if kind in OF_INVESTIGATION else order(kind, at))


def stand(*papers: RecordVersion, confirmed: frozenset[str] = frozenset()) -> Verdict:
    case = case_authority(papers)
    return judge(event for p in papers if (event := event_of(p, case._replace(confirmed=confirmed))) is not None)


def summary(verdict: Verdict) -> str:
    words = ["yes" if fact else "no" for fact in (verdict.offence, verdict.acquitted, verdict.favourable)]
    return " ".join([verdict.standing, verdict.finality, *words])


@of_rows("name", CASES)
def test_each_case_of_law(name: str) -> None:
    steps, expected, words = CASES[name]
    verdict = stand(*(paper(*one) for one in steps))
    assert summary(verdict) == expected
    assert words in verdict.outcome
    assert verdict.outcome_ur
    assert verdict.disputed == ()


@of_rows("name", CASES)
def test_the_order_in_which_papers_arrive_changes_nothing(name: str) -> None:
    papers = [paper(*one) for one in CASES[name][0]]
    results = {stand(*order_of) for order_of in permutations(papers)}
    assert len(results) == 1


def test_a_case_file_is_the_fir() -> None:
    assert summary(stand(record(case_file(), role=""))) == "ALLEGATION NONE no no no"


def test_police_cannot_record_a_finding() -> None:
    """A step of investigation with a court's word is no court's act, in whichever direction it would tell."""
    for kind in ("CONVICTION", "ACQUITTAL", "DISCHARGE", "CANCELLATION_ORDERED", "SET_ASIDE"):
        assert stand(paper(*FIR), paper(*CHALLAN), record(step(kind, "2024-09-01"))).phase == "SENT_UP"


def test_a_judgment_that_names_nobody_convicts_nobody() -> None:
    assert stand(paper(*FIR), record(order("CONVICTION", "2024-09-01"), role="")).phase == "REGISTERED"
    assert stand(paper(*FIR), record(step("CHALLAN_FINAL", "2024-03-20"), role="")).phase == "REGISTERED"


def test_an_order_on_the_whole_case_frees_everybody() -> None:
    report, ordered = step("CANCELLATION_REPORT", "2024-03-20"), order("CANCELLATION_ORDERED", "2024-04-01")
    assert stand(paper(*FIR), record(report, role=""), record(ordered, role="")).phase == "CANCELLED"


def test_withdrawn_and_expunged_papers_do_not_count() -> None:
    for status in ("WITHDRAWN", "EXPUNGED"):
        conviction = record(order("CONVICTION", "2024-09-01"), status=status)
        assert stand(paper(*FIR), conviction).phase == "REGISTERED"


def test_undated_papers_are_dated_by_their_valid_time_or_not_at_all() -> None:
    assert event_of(record(order("CONVICTION", ""), valid_from="2024-09-01")) is not None
    assert event_of(record(order("CONVICTION", "soon"), valid_from="later")) is None


def test_a_year_alone_counts_from_its_end() -> None:
    """A conviction of 2024 came after the charge of May 2024; a set-aside of 2024 after the conviction of 2024."""
    assert stand(paper("CHARGE_FRAMED", "2024-05-01"), paper("CONVICTION", "2024")).offence
    assert not stand(paper("CONVICTION", "2024"), paper("SET_ASIDE", "2024")).offence


class TestClash:
    def test_conviction_and_acquittal_of_one_day_leave_them_acquitted_and_are_disputed(self) -> None:
        verdict = stand(paper(*FIR), paper(*CONVICTED), paper(*ACQUITTED))
        assert verdict.acquitted
        assert {event.type for event in verdict.disputed} == {"CONVICTION", "ACQUITTAL"}

    def test_a_conviction_after_an_acquittal_without_appeal_is_disputed_not_counted(self) -> None:
        verdict = stand(paper(*FIR), paper(*ACQUITTED), paper("CONVICTION", "2024-12-01"))
        assert verdict.acquitted
        assert [event.type for event in verdict.disputed] == ["CONVICTION"]

    def test_a_late_copy_of_a_conviction_set_aside_revives_nothing(self) -> None:
        verdict = stand(paper(*CONVICTED), paper("SET_ASIDE", "2025-02-01"), paper("CONVICTION", "2025-02-03"))
        assert not verdict.offence
        assert [event.type for event in verdict.disputed] == ["CONVICTION"]

    def test_acquitted_on_one_section_and_convicted_on_another(self) -> None:
        convicted = record(order("CONVICTION", "2024-09-01", Section("PPC", "34")))
        acquitted = record(order("ACQUITTAL", "2024-09-01", PPC))
        verdict = stand(convicted, acquitted)
        assert verdict.offence
        assert verdict.outcome == "convicted (judgment); acquitted in part"
        assert verdict.sections == (Section("PPC", "34"),)
        assert verdict.disputed == ()

    def test_an_acquittal_in_part_stays_one_when_more_is_decided(self) -> None:
        parted = [
            record(order(kind, "2024-09-01", of))
            for kind, of in (("CONVICTION", Section("PPC", "34")), ("ACQUITTAL", PPC))
        ]
        later = record(order("CONVICTION", "2024-10-01", Section("PPC", "34")))
        assert stand(*parted, later, paper("SENTENCE", "2024-10-01")).outcome.endswith("; acquitted in part")

    def test_what_follows_a_conviction_on_its_day_and_acquits_nobody_disputes_nothing(self) -> None:
        for kind in ("APPEAL_FILED", "SENTENCE_SUSPENDED", "SET_ASIDE"):
            verdict = stand(paper(*FIR), paper(*CONVICTED), paper(kind, CONVICTED[1]))
            assert verdict.phase != "CONVICTED", kind
            assert verdict.disputed == (), kind


class TestSections:
    def sections(self, *papers: RecordVersion) -> list[str]:
        return [s.provision for s in stand(*papers).sections]

    def test_as_last_charged(self) -> None:
        fir = record(step("FIR", "2024-03-05", PPC))
        assert self.sections(fir) == ["371-A"]
        added = record(step("SECTION_ADDED", "2024-03-08", PTPA))
        assert self.sections(fir, added) == ["371-A", "3"]
        deleted = record(step("SECTION_DELETED", "2024-03-09", Section("PPC", "371 a")))
        assert self.sections(fir, added, deleted) == ["3"]
        charge = record(order("CHARGE_FRAMED", "2024-05-01", Section("PPC", "371-B")))
        assert self.sections(fir, added, deleted, charge) == ["371-B"]

    def test_two_papers_of_one_charge_add_up(self) -> None:
        one = record(order("CHARGE_FRAMED", "2024-05-01", PPC))
        two = record(order("CHARGE_FRAMED", "2024-05-01", PTPA))
        assert sorted(self.sections(one, two)) == sorted(self.sections(two, one)) == ["3", "371-A"]

    def test_nothing_is_charged_after_the_end(self) -> None:
        end = record(order("CONVICTION", "2024-09-01", PPC))
        assert self.sections(end, record(step("CHALLAN_SUPPLEMENTARY", "2024-10-01", PTPA))) == ["371-A"]


class TestEvidence:
    def test_every_court_paper_of_the_deciding_day_and_nobody_elses(self) -> None:
        court, copy = record(order(*CONVICTED)), record(order(*CONVICTED))
        prison = record(order(*CONVICTED), agency=PRISON)
        verdict = stand(paper(*FIR), prison, court, copy)
        assert verdict.evidence == tuple(sorted([court.name, copy.name]))

    def test_a_final_conviction_rests_on_the_judgment_and_on_what_made_it_final(self) -> None:
        conviction, dismissed = paper(*CONVICTED), paper("APPEAL_DISMISSED", "2025-02-01")
        assert set(stand(paper(*FIR), conviction, dismissed).evidence) == {conviction.name, dismissed.name}

    def test_nothing_decided_has_no_evidence(self) -> None:
        assert stand().evidence == ()
        assert stand().phase == "NAMED"
