"""What goes into the paper of a case: closed kinds, roles, agencies and numbers, and standing that presumes innocence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.listing.case_paper.case import Step, Told, stands, told_of
from services.listing.case_paper.words import STANDS
from services.values.records import (
    Bail,
    Birth,
    CaseReference,
    CaseStanding,
    CompensationOrder,
    CourtEvent,
    ListEntry,
    ProtectionOrder,
    RecordVersion,
    Referral,
    Statement,
)
from tests.rows import of_rows
from tests.unit.listing.antecedents.papers import convicted, final
from tests.unit.listing.case_paper.answers import CONVICTED, CP, DOUBTED, NADRA, PROOF, TRIED, WHY, answer, tried
from tests.unit.records.papers import (
    COURT,
    COURT_A,
    FIR_A,
    FIR_B,
    POLICE,
    case_file,
    order,
    party,
    record,
    step,
    subject,
    warrant,
)

REFERRED = CaseReference("REFERRAL", "CP/LAHORE/1/2024")


def told(*papers: RecordVersion) -> Told:
    found = told_of(answer(*papers))
    assert found is not None
    return found


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [each.version.split("/")[3] for each in steps]


def test_the_case_and_its_accused_are_told_apart_oldest_first() -> None:
    found = told(*tried())
    assert ids(found.of_case) == ["fir", "challan"]
    assert ids(found.accused.steps) == ["named", "taken", "charge"]
    assert [each[0] for each in found.numbers] == [
        "FIR 512/2024 PS ICHHRA, LAHORE",
        "court case LAHORE SESSIONS/99/2024",
    ]
    assert found.accused.names == ("Muhammad Aslam",)


def test_each_step_names_its_version_its_signer_and_the_page_that_holds_it() -> None:
    (first, *_) = told(*tried()).accused.steps
    assert first.version == f"agencies/{POLICE}/records/named/versions/1"
    assert (first.agency, first.page_sha256, first.index) == (POLICE, PROOF.page_sha256, PROOF.index)


@pytest.mark.parametrize(
    ("standing", "offence", "finality", "expected"),
    [
        ("ALLEGATION", False, "NONE", "ALLEGATION"),
        ("ACCUSATION", False, "NONE", "ACCUSATION"),
        ("FINDING", False, "FINAL", "NOT_CONVICTED"),
        ("", False, "", "ALLEGATION"),
        ("FINDING", True, "FINAL", "FINAL"),
        ("FINDING", True, "UNDER_APPEAL", "UNDER_APPEAL"),
        ("FINDING", True, "APPEALABLE", "APPEALABLE"),
        ("FINDING", True, "", "APPEALABLE"),
    ],
)
def test_nobody_is_final_but_by_a_conviction_without_an_appeal(
    standing: str, offence: bool, finality: str, expected: str
) -> None:
    assert stands(CaseStanding(standing=standing, offence=offence, finality=finality)) == expected
    presumed = "presumed innocent" in STANDS[expected][0]
    assert presumed != offence


def test_before_the_court_decides_the_accused_is_presumed_innocent() -> None:
    assert told(*tried()).accused.stands == "ACCUSATION"
    assert told(record(case_file(), role=""), record(party()), *joined()).accused.stands == "ALLEGATION"
    assert told(*tried(), record(order("ACQUITTAL_265K", "2024-11-20"))).accused.stands == "NOT_CONVICTED"
    assert told(*convicted()).accused.stands == "APPEALABLE"
    assert told(*final()).accused.stands == "FINAL"


def joined() -> list[RecordVersion]:
    """What ties the FIR to the court's number, without a step in court about anybody."""
    return [record(case_file(), role="", agency=COURT, cases=[FIR_A, COURT_A])]


@of_rows(
    "more",
    [
        record(Statement("164", "2024-04-01", text="Somebody sold me."), role="", record_id="x"),
        record(Statement("161", "2024-04-01", text="Somebody sold me."), record_id="x"),
        record(Referral("pk.child-protection", "2024-04-01"), role="", record_id="x"),
        record(ProtectionOrder("PSEUDONYM", "2024-04-01", "SESSIONS LAHORE"), role="", record_id="x"),
        record(CompensationOrder("2024-12-01", "SESSIONS LAHORE", 100), record_id="x"),
        record(warrant(), role="LISTED", record_id="x"),
        record(ListEntry("WATCH", "OBSERVE"), record_id="x"),
        record(step("ZARRA_TOLD", "2024-03-05"), role="", record_id="x"),
        record(CourtEvent("AGE_DETERMINED", "2024-07-01", "S", found=Birth("2010", "2010")), role="", record_id="x"),
        record(case_file(), role="", agency=CP, cases=[FIR_A, REFERRED], record_id="x"),
        record(step("ENQUIRY", "2024-03-07"), role="", agency=NADRA, record_id="x"),
        record(step("TRANSFER", "2024-03-07"), role="", agency="pk.nobody", record_id="x"),
        record(order("CHARGE_FRAMED", "2024-06-02"), status="WITHDRAWN", record_id="x"),
        record(Bail("POST_ARREST", "2024-03-09", "S"), cases=[FIR_B], record_id="x"),
        *(record(party(), role=role, of=subject("A Victim"), record_id="x") for role in ("VICTIM", "WITNESS", "COMPLAINANT")),
    ],
    ids=lambda one: f"{one.kind} {one.role} {getattr(one.body, 'type', '')} {one.agency}",
)  # fmt: skip
def test_what_is_not_for_the_defence_changes_nothing(more: RecordVersion) -> None:
    bare = answer(*tried())
    with_it = answer(*tried(), more)
    assert told_of(replace(with_it, history=replace(bare.history, versions=with_it.history.versions))) == told_of(bare)


def test_no_place_of_the_act_and_no_summary_is_told() -> None:
    (fir, _) = told(*tried()).of_case
    assert fir.words[0].startswith("FIR 512/2024 PS ICHHRA, LAHORE registered")
    text = " ".join(word for step in told(*tried()).of_case for word in step.words)
    assert "Ferozepur" not in text
    assert "shelter" not in text


def test_a_number_of_who_protects_is_not_among_those_of_the_case() -> None:
    case = TRIED.history.cases[0]
    wide = replace(case, references=(*case.references, REFERRED, CaseReference("MISSING_CHILD", "ZARRA/1/2024")))
    found = told_of(replace(TRIED, history=replace(TRIED.history, cases=(wide,))))
    assert found is not None
    assert found.numbers == told(*tried()).numbers


def test_a_line_is_told_under_the_numbers_of_the_case_alone() -> None:
    missed = CaseReference("MISSING_CHILD", "PB/LAHORE/1/2024", "2024-03-01")
    papers = tried()
    papers[0] = record(case_file(), role="", cases=[missed, FIR_A], record_id="fir")
    (fir, _) = told(*papers).of_case
    assert fir.words[0].startswith("FIR 512/2024 PS ICHHRA")
    assert "missing" not in " ".join(fir.words)


def test_doubt_whether_it_is_the_right_person_is_told_and_no_guard_is() -> None:
    found = told_of(DOUBTED)
    assert found is not None
    assert [each.code for each in found.accused.cautions] == ["number-of-many"]


def test_of_another_case_or_of_who_was_wronged_there_is_no_paper() -> None:
    assert told_of(replace(TRIED, details=replace(WHY, case_key="LAHORE SESSIONS/100/2024"))) is None
    assert told_of(answer()) is None
    (case,) = CONVICTED.history.cases
    for role in ("VICTIM", "WITNESS", "COMPLAINANT", "LISTED", ""):
        turned = replace(CONVICTED.history, cases=(replace(case, role=role),))
        assert told_of(replace(CONVICTED, history=turned)) is None, role
