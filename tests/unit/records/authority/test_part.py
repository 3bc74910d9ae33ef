"""Who has a part in a case, held to a reference in plain ifs over drawn cases: in any order, and by nobody's own word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.part import CasePapers, Entered, Part, Registered, has_part
from services.records.authority.speaker import case_authority
from services.values.records import Body, CaseFile, CaseReference, CustodyEvent, JointTeam, Party, Referral, Voice
from tests.budget import budget
from tests.unit.records.papers import record

KINDS = {
    "pk.owner": "FIA",
    "pk.joint": "POLICE",
    "pk.team": "POLICE",
    "pk.court": "COURT",
    "pk.high": "COURT",
    "pk.other-court": "COURT",
    "pk.prosecution": "PROSECUTION",
    "pk.body": "CHILD_PROTECTION",
    "pk.prison": "PRISON",
    "pk.stranger": "POLICE",
}
COURTS = {
    "pk.court": frozenset({"ISB-1"}),
    "pk.high": frozenset({"IHC"}),
    "pk.other-court": frozenset({"LHR-1"}),
    "pk.prosecution": frozenset({"ISB-1", "ISB-2"}),
}
FIR, SUIT, JAIL = (
    CaseReference("FIR", "ISB/1/2024"),
    CaseReference("COURT_CASE", "ISB/9/2024"),
    CaseReference("PRISON_UNDER_TRIAL", "ADIALA/1"),
)
HOLDERS = {FIR: "pk.owner", SUIT: "pk.court", JAIL: "pk.prison"}
OTHER, PERSON = frozenset({"other"}), frozenset({"person"})
DAYS = ("2024-01-01", "2024-02-01", "2024-03-01")


def entered(
    agency: str,
    body: Body,
    *numbers: CaseReference,
    person: frozenset[str] = frozenset(),
    since: str = "",
    status: str = "ACTIVE",
) -> Entered:
    numbers = numbers or (FIR,)
    voice = Voice(KINDS[agency], tuple(HOLDERS[each] for each in numbers))
    if KINDS[agency] == "COURT":
        code = min(COURTS[agency])
        voice = voice._replace(court=code, above=("IHC",), tries=tuple(code == "ISB-1" for _ in numbers))
    made = record(body, agency=agency, cases=numbers, status=status, record_id=f"{agency}-{body!r}"[:60])
    return Entered(replace(made, voice=voice), person, since)


FILE = entered("pk.owner", CaseFile(joint=("pk.joint",)), since="2024-02-01")
PLAIN = entered("pk.owner", CaseFile())
TEAM = entered("pk.owner", CaseFile(joint_teams=(JointTeam("pk.team", ("o-1",), "2024-02-15"),)))
SEIZED = entered("pk.court", CaseFile(), SUIT, FIR)
REFERRED = entered("pk.owner", Referral("pk.body", "2024-01-01"), person=OTHER, since="2024-02-01")
ADMITTED = entered(
    "pk.prison", CustodyEvent("ADMISSION", "2024-01-02", court="ISB-1", warrant_no="7"), JAIL, FIR, person=PERSON
)
FREED = entered("pk.prison", CustodyEvent("RELEASE", "2024-02-02"), JAIL, FIR, person=PERSON)
PAPERS = (
    FILE,
    PLAIN,
    TEAM,
    SEIZED,
    REFERRED,
    ADMITTED,
    FREED,
    entered("pk.stranger", CaseFile(joint=("pk.stranger",))),
    entered("pk.stranger", Referral("pk.stranger", "2024-01-01"), person=OTHER),
    entered("pk.stranger", Party(), person=PERSON),
    entered("pk.body", Referral("pk.body", "2024-01-01"), person=PERSON),
    entered("pk.other-court", CaseFile(), FIR),
    entered("pk.prison", CustodyEvent("ADMISSION", "2024-01-02", court="ISB-1", warrant_no="7"), FIR, person=OTHER),
    entered("pk.prison", CustodyEvent("ADMISSION", "2024-01-02"), JAIL, person=OTHER),
    entered("pk.owner", CaseFile(joint=("pk.stranger",)), status="WITHDRAWN"),
    entered("pk.owner", Referral("pk.stranger", "2024-01-01", ended="2024-01-02"), person=OTHER),
)


def part(agency: str, papers: Sequence[Entered], person: frozenset[str] = OTHER, day: str = DAYS[-1]) -> Part:
    authority = case_authority([each.record for each in papers])
    registered = Registered(KINDS[agency], COURTS.get(agency, frozenset()))
    return has_part(agency, CasePapers(authority, papers), person, registered, day)


def naive(agency: str, papers: Sequence[Entered], person: frozenset[str], day: str) -> str:
    """Said once more for the drawn papers alone: by which of them each agency has its part."""
    known = {id(each) for each in papers if not day or each.since <= day}
    written = {id(each) for each in papers}
    held = any(FIR in each.record.case_references and each.record.status == "ACTIVE" for each in papers)
    if agency == "pk.owner":
        return "OWNER" if held else ""
    if agency in ("pk.court", "pk.high"):
        return "COURT" if id(SEIZED) in written else ""
    if agency == "pk.prosecution":
        return "PROSECUTION" if id(SEIZED) in written else ""
    if agency == "pk.joint":
        return "JOINT" if id(FILE) in known else ""
    if agency == "pk.team":
        return "JOINT" if id(TEAM) in known and day <= "2024-02-15" else ""
    if agency == "pk.body":
        return "REFERRED" if id(REFERRED) in known and person == OTHER else ""
    if agency == "pk.prison":
        return "CUSTODIAN" if id(ADMITTED) in known and id(FREED) not in known and person == PERSON else ""
    return ""


@budget(400)
@given(
    st.lists(st.sampled_from(PAPERS), unique_by=id),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([OTHER, PERSON]),
    st.sampled_from(["", *DAYS]),
)
def test_it_agrees_with_the_reference(papers: list[Entered], agency: str, person: frozenset[str], day: str) -> None:
    assert part(agency, papers, person, day) == naive(agency, papers, person, day)


@budget(100)
@given(st.permutations(PAPERS), st.sampled_from(sorted(KINDS)))
def test_the_order_of_arrival_changes_nothing(papers: list[Entered], agency: str) -> None:
    assert part(agency, papers) == part(agency, PAPERS)


@budget(200)
@given(
    st.lists(st.sampled_from(PAPERS), unique_by=id),
    st.lists(st.sampled_from([each for each in PAPERS if each.record.agency == "pk.stranger"]), unique_by=id),
    st.sampled_from(sorted(KINDS)),
    st.sampled_from([OTHER, PERSON]),
)
def test_no_paper_of_a_stranger_changes_a_part(
    papers: list[Entered], of_stranger: list[Entered], agency: str, person: frozenset[str]
) -> None:
    of_others = [each for each in papers if each.record.agency != "pk.stranger"]
    owned = [PLAIN, *of_others]
    assert part(agency, [*owned, *of_stranger], person) == part(agency, owned, person)


@pytest.mark.parametrize(
    ("found", "is_whole"), [(each, each not in (Part.NONE, Part.CUSTODIAN)) for each in Part], ids=str
)
def test_a_custodians_part_is_not_whole(found: Part, is_whole: bool) -> None:
    assert found.is_whole is is_whole


def test_an_enquiry_of_its_own_gives_no_part_in_the_case_beside_it() -> None:
    assert part("pk.stranger", [PLAIN, entered("pk.stranger", Party(), FIR, person=OTHER)]) is Part.NONE
