"""A history of a case that nobody owns: whose steps say where the person stands, and what is told of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.records.timeline.history import compose
from services.values.records import Body, CaseReference, CaseStanding, History, RecordVersion, Section, Subject
from tests.unit.records.papers import FIR_A, NOW_MS, PPC, all_visible, case_file, order, party, record, step, subject
from tests.unit.records.papers import warrant as warrant_of

NOBODYS = CaseReference("FIR", "KP/PESHAWAR/CITY/1/2024")
COURT_CASE = CaseReference("COURT_CASE", "LAHORE SESSIONS/1/2024")
FIA, SINDH = "pk.fia", "pk.sindh"
BOY = subject(born=("2008-06-01", "2008-06-01"))


def paper(body: Body, agency: str, role: str = "ACCUSED", of: Subject | None = None) -> RecordVersion:
    made = record(body, agency=agency, cases=(NOBODYS,), role=role, of=of)
    return replace(made, voice=made.voice._replace(holders=("",)))


NAMED = paper(party(), FIA)
CHALLAN = paper(step("CHALLAN_FINAL", "2024-04-01"), SINDH)
MURDER = paper(party(Section("PPC", "302")), SINDH)


def history(*papers: RecordVersion, reader: str = "pk.customs") -> History:
    return compose(all_visible(*papers), now_ms=NOW_MS, reader=reader)


def standing(*papers: RecordVersion, reader: str = "pk.customs") -> CaseStanding:
    (case,) = history(*papers, reader=reader).cases
    return case


def test_of_one_writer_alone_its_steps_count() -> None:
    assert standing(paper(party(), SINDH), CHALLAN).standing == "ACCUSATION"


def test_of_two_neither_s_moves_it() -> None:
    found = standing(NAMED, CHALLAN, MURDER)
    assert (found.standing, found.sections) == ("ALLEGATION", ())


def test_a_warrant_is_the_case_as_its_writer_has_it() -> None:
    assert standing(paper(warrant_of(), SINDH, role="LISTED")).standing == "ALLEGATION"


def test_a_stranger_s_warrant_in_an_owned_case_puts_nobody_in_it() -> None:
    assert not history(record(warrant_of(), agency=SINDH, cases=(FIR_A,), role="LISTED")).cases


@pytest.mark.parametrize(("reader", "expected"), [(FIA, "ALLEGATION"), (SINDH, "ACCUSATION")])
def test_a_reader_who_wrote_in_it_has_it_by_its_own(reader: str, expected: str) -> None:
    found = standing(NAMED, CHALLAN, MURDER, reader=reader)
    assert found.standing == expected
    assert found.sections == ((Section("PPC", "302"),) if reader == SINDH else (PPC,))


def test_the_step_stands_there_as_its_writer_s() -> None:
    (line,) = [line for line in history(NAMED, CHALLAN).timeline if line.version == CHALLAN.name]
    (own,) = [line for line in history(NAMED, CHALLAN, reader=SINDH).timeline if line.version == CHALLAN.name]
    assert line.text != own.text
    assert line.text.startswith(own.text), "told beside it: by whom"


def test_the_court_s_step_counts_beside_any() -> None:
    """A case of a challan's number, of which the court is seized by its own."""
    number = CaseReference("CHALLAN", "LAHORE/5/2024")
    papers = [replace(each, case_references=(number,)) for each in (NAMED, CHALLAN)]
    ended = record(order("ACQUITTAL_265K", "2024-06-01"), cases=(number, COURT_CASE))
    found = standing(*papers, ended)
    assert (found.standing, found.outcome.partition(" ")[0]) == ("FINDING", "acquitted")


@pytest.mark.parametrize("day", ["2019-01-01", "2027-01-01"])
def test_the_banner_of_a_child_is_of_records_that_are_so(day: str) -> None:
    """Each agency's records by its own day of the act: one that makes its own a child's is among what is shown."""
    file = paper(replace(case_file(), act_from=day, act_to=day), SINDH, role="")
    adult = paper(replace(case_file(), act_from="2027-02-01", act_to="2027-02-01"), FIA, role="")
    shown = history(adult, file, paper(party(), FIA, of=BOY), paper(party(), SINDH, of=BOY))
    assert ("juvenile" in {banner.code for banner in shown.banners}) == (day < "2026")


def test_papers_in_any_order_say_the_same() -> None:
    papers = [NAMED, CHALLAN, MURDER, paper(case_file(), SINDH, role=""), paper(case_file(), FIA, role="")]
    assert standing(*papers) == standing(*reversed(papers))
