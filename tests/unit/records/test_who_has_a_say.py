"""Who has a say in a case, as rules ask: the owner, its court, the prosecution, who has the person; nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.rule import Dossier
from services.values.records import CaseReference, RecordVersion, Section
from tests.unit.records.papers import (
    COURT,
    FIR_A,
    HIGH_COURT,
    KINDS,
    NOW_MS,
    POLICE,
    PPC,
    PRISON,
    PTPA,
    case_file,
    custody,
    order,
    party,
    record,
    step,
)

UNDER_TRIAL = CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")
NOBODYS = CaseReference("FIR", "KP/PESHAWAR/CITY/1/2024")
MURDER = Section("PPC", "302")


def dossier(*papers: RecordVersion) -> Dossier:
    return Dossier(papers, NOW_MS)


@pytest.mark.parametrize(
    ("agency", "cases", "strange"),
    [
        (POLICE, (FIR_A,), False),
        ("pk.prosecution", (FIR_A,), False),
        (PRISON, (FIR_A, UNDER_TRIAL), False),
        (PRISON, (FIR_A,), True),
        ("pk.sindh", (FIR_A,), True),
        ("pk.fia", (FIR_A,), True),
        ("pk.unknown", (FIR_A,), False),
    ],
)
def test_of_each_kind(agency: str, cases: tuple[CaseReference, ...], strange: bool) -> None:
    """An agency without a voice wrote before words were kept: it is believed as it was."""
    paper = record(custody("ADMISSION", "2024-04-01"), agency=agency, cases=cases)
    assert (paper.name in dossier(record(case_file(), role=""), paper).strange) == strange


@pytest.mark.parametrize(("agency", "strange"), [(COURT, False), (HIGH_COURT, False)])
def test_courts_of_the_case(agency: str, strange: bool) -> None:
    seized = record(order("COGNIZANCE", "2024-04-01"))
    paper = record(order("CONVICTION", "2024-05-01", PPC), agency=agency)
    assert (paper.name in dossier(record(case_file(), role=""), seized, paper).strange) == strange


def test_a_court_that_shows_no_number_of_its_own_has_none() -> None:
    paper = record(order("CONVICTION", "2024-05-01", PPC), agency=COURT, cases=(FIR_A,))
    assert paper.name in dossier(record(case_file(), role=""), paper).strange


def nobodys(agency: str) -> RecordVersion:
    paper = record(party(), agency=agency, cases=(NOBODYS,))
    return replace(paper, voice=paper.voice._replace(holders=("",)))


def test_where_nobody_owns_the_case_each_has_on_its_own_papers() -> None:
    one, two = nobodys("pk.sindh"), nobodys("pk.fia")
    assert dossier(one).strange == frozenset(), "alone it is its own"
    assert dossier(one, two).strange == {one.name, two.name}
    assert Dossier([one, two], NOW_MS, view="pk.fia").strange == {one.name}
    assert [each.view for each in dossier(one, two).views()] == ["", "pk.fia", "pk.sindh"]
    assert dossier(one, two).writers == {"pk.sindh", "pk.fia"}


def test_prosecution_and_courts_have_one_there_as_everywhere() -> None:
    held = dossier(nobodys("pk.fia"), nobodys("pk.prosecution"))
    assert (held.view, held.strange) == ("pk.fia", frozenset())


def test_where_somebody_does_there_is_one_view() -> None:
    held = dossier(record(case_file(), role=""), record(party(), agency="pk.sindh"))
    assert held.views() == [held]
    assert held.writers == frozenset()


PAPERS = st.lists(
    st.builds(
        lambda agency, body: record(body, agency=agency, role="" if body.__class__.__name__ == "CaseFile" else "ACCUSED"),
        st.sampled_from(sorted(KINDS)),
        st.sampled_from(
            [case_file(), party(MURDER), step("CHALLAN_FINAL", "2024-04-01"), custody("ARREST", "2024-03-06"),
             order("CHARGE_FRAMED", "2024-05-01", PTPA)]
        ),
    ),
    max_size=8,
)  # fmt: skip


@given(PAPERS)
def test_what_is_at_home_and_what_is_strange_make_the_whole(papers: list[RecordVersion]) -> None:
    held = dossier(record(case_file(), role=""), *papers)
    names = {paper.name for paper in held.records}
    home = {paper.name for kind in held.kinds() for paper in held.at_home(kind)}
    assert home | held.strange == names
    assert not home & held.strange
    assert {paper.name for kind in held.kinds() for paper in held.own(kind)} <= home
    assert {event.version for event in held.steps("CHALLAN_FINAL", "CHARGE_FRAMED")} == {
        event.version for event in held.events("CHALLAN_FINAL", "CHARGE_FRAMED")
    } - held.strange


@given(PAPERS)
def test_sections_are_those_of_who_has_a_say(papers: list[RecordVersion]) -> None:
    held = dossier(record(case_file(), role=""), *papers)
    home = {s for paper in held.records if paper.name not in held.strange for s in getattr(paper.body, "sections", ())}
    assert set(held.sections()) == home
