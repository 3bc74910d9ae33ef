"""What a stranger writes into a case neither puts a flag on others' papers nor takes one from them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.records.law.rule import Dossier
from services.records.law.ruling import for_owner, on_read
from services.values.records import Bail, Birth, CaseReference, RecordVersion, Section
from tests.budget import budget
from tests.unit.records.papers import (
    FIR_A,
    NOW_MS,
    POLICE,
    PPC,
    PTPA,
    case_file,
    custody,
    order,
    party,
    record,
    step,
    subject,
)

STRANGER = "pk.sindh"
NOBODYS = CaseReference("FIR", "KP/PESHAWAR/CITY/1/2024")
MISSING = CaseReference("MISSING_CHILD", "PB/LAHORE/ICHHRA/4/2024")
AGELESS = subject(born=("", ""))
CHILD = subject(born=("2010-01-01", "2010-12-31"))
SUMMED = "police-remand-over-15-days"
"""Remand is one sum over all agencies by the law itself: a stranger's remand may pass the bound."""
DAYS = st.integers(1, 28).map(lambda day: f"2024-03-{day:02}")


def custody_of(agency: str, kind: str, at: str, days: int) -> RecordVersion:
    return record(custody(kind, at, days=days if kind == "POLICE_REMAND" else 0), agency=agency)


CUSTODY = st.sampled_from(
    ["ARREST", "PRODUCTION", "POLICE_REMAND", "JUDICIAL_REMAND", "ADMISSION", "RELEASE", "PAROLE"]
)
STEPS = st.sampled_from(
    [
        "FIR",
        "TRANSFER",
        "CHALLAN_INTERIM",
        "CHALLAN_FINAL",
        "CANCELLATION_REPORT",
        "NOT_SENT_UP",
        "INVESTIGATION_BY_POLICE",
    ]
)
COURT_STEPS = st.sampled_from(
    ["COGNIZANCE", "CHARGE_FRAMED", "CONVICTION", "COMPOUNDED_345", "ACQUITTAL_265K", "QUASHED_561A"]
)


def papers_of(agency: str) -> st.SearchStrategy[RecordVersion]:
    """Papers that an agency may write into the case; court steps are reports."""
    return st.one_of(
        st.builds(custody_of, st.just(agency), CUSTODY, DAYS, st.integers(1, 20)),
        st.builds(lambda kind, at: record(step(kind, at), agency=agency), STEPS, DAYS),
        st.builds(lambda kind, at: record(order(kind, at, PTPA), agency=agency), COURT_STEPS, DAYS),
        st.builds(lambda of: record(party(), of=of, agency=agency), st.sampled_from([AGELESS, CHILD, subject()])),
        st.builds(
            lambda at, rank, charged: record(
                replace(case_file(at, investigator_rank=rank), sections=charged), agency=agency, role=""
            ),
            DAYS,
            st.sampled_from(["", "CONSTABLE", "INSPECTOR"]),
            st.sampled_from([(PTPA,), (PPC,), (Section("POSM", "3"),), (Section("OTHER", "7 ATA"),)]),
        ),
        st.builds(lambda at: record(Bail("POST_ARREST", at, "X"), agency=agency), DAYS),
    )


def flags_on(papers: list[RecordVersion], agency: str) -> set[tuple[str, str]]:
    """(rule, version) of every flag on papers of an agency, as its own officer is told."""
    dossier = Dossier(papers, NOW_MS)
    mine = {paper.name for paper in papers if paper.agency == agency}
    return {(f.rule, f.version) for f in (*on_read(dossier), *for_owner(dossier, agency)) if f.version in mine}


OWN = st.lists(papers_of(POLICE), max_size=6).map(lambda papers: [record(case_file(), role=""), *papers])


@given(OWN, st.lists(papers_of(STRANGER), min_size=1, max_size=4))
@example(
    [record(case_file(), role=""), custody_of(POLICE, "POLICE_REMAND", "2024-03-02", 16)],
    [custody_of(STRANGER, "POLICE_REMAND", "2024-03-01", 16)],
)
@budget(400)
def test_the_owners_flags_are_the_owners(own: list[RecordVersion], strange: list[RecordVersion]) -> None:
    before, after = flags_on(own, POLICE), flags_on([*own, *strange], POLICE)
    assert {f for f in after if f[0] != SUMMED} == {f for f in before if f[0] != SUMMED}
    assert {f[0] for f in before} <= {f[0] for f in after}, "nor does a sum go"


def nobodys(paper: RecordVersion) -> RecordVersion:
    """The same paper under a number that nobody holds."""
    made = replace(paper, case_references=(NOBODYS,))
    return replace(made, voice=made.voice._replace(holders=("",), tries=(False,)))


@given(OWN, st.lists(papers_of(STRANGER), min_size=1, max_size=4))
@budget(300)
def test_nor_in_a_case_that_nobody_owns(own: list[RecordVersion], strange: list[RecordVersion]) -> None:
    mine, theirs = list(map(nobodys, own)), list(map(nobodys, strange))
    for papers, others, agency in ((mine, theirs, POLICE), (theirs, mine, STRANGER)):
        before, after = flags_on(papers, agency), flags_on([*papers, *others], agency)
        assert {f for f in after if f[0] != SUMMED} == {f for f in before if f[0] != SUMMED}
        told = {flag.rule for flag in on_read(Dossier([*papers, *others], NOW_MS))}
        assert {f[0] for f in before} <= told, "nor does a sum go; of one day the first paper has the flag"


@given(st.lists(papers_of(POLICE), max_size=4), st.lists(papers_of(STRANGER), min_size=1, max_size=3))
@budget(150)
def test_in_a_case_of_a_missing_child_too(own: list[RecordVersion], strange: list[RecordVersion]) -> None:
    def missing(paper: RecordVersion) -> RecordVersion:
        assert paper.body is not None
        return record(
            paper.body,
            agency=paper.agency,
            role=paper.role,
            of=paper.subject,
            cases=(MISSING,),
            record_id=paper.record_id,
        )

    report = record(case_file("2024-03-05T10:00"), role="", cases=(MISSING,), record_id="report")
    mine = [report, *map(missing, own)]
    theirs = [
        *map(missing, strange),
        record(step("ZARRA_TOLD", "2024-03-05T11:00"), agency=STRANGER, role="", cases=(MISSING,)),
    ]
    tie = record(party(), agency=STRANGER, cases=(MISSING, FIR_A))
    before = {f for f in flags_on(mine, POLICE) if f[0] != SUMMED}
    assert {"zarra-never-told", "missing-child-without-fir"} <= {rule for rule, _ in before}
    assert {f for f in flags_on([*mine, *theirs, tie], POLICE) if f[0] != SUMMED} == before


@pytest.mark.parametrize("agency", [POLICE, "pk.prisons"])
def test_who_holds_a_person_is_no_stranger(agency: str) -> None:
    """The owner's own production ends its duty, and so does the prison that took the person in under its own number."""
    own = agency == "pk.prisons"
    cases = (FIR_A, CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")) if own else (FIR_A,)
    kind = "ADMISSION" if own else "PRODUCTION"
    papers = [record(case_file(), role=""), record(custody("ARREST", "2024-03-06"))]
    assert "production-missing" in {rule for rule, _ in flags_on(papers, POLICE)}
    ended = [*papers, record(custody(kind, "2024-03-07"), agency=agency, cases=cases)]
    assert "production-missing" not in {rule for rule, _ in flags_on(ended, POLICE)}


def test_a_birth_by_document_binds_everybody() -> None:
    """A stranger's document is no bare word: the rank of the investigator is judged by it."""
    shown = replace(AGELESS, birth=Birth("2010-01-01", "2010-01-01", "CRC", "", "NADRA", "7", b"copy"))
    papers = [record(case_file(investigator_rank="CONSTABLE"), role=""), record(party(), of=AGELESS)]
    assert "juvenile-investigator-rank" not in {rule for rule, _ in flags_on(papers, POLICE)}
    by_document = [*papers, record(party(), of=shown, agency=STRANGER)]
    assert "juvenile-investigator-rank" in {rule for rule, _ in flags_on(by_document, POLICE)}
