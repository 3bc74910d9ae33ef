"""In a case that nobody owns, or whose owner wrote nothing, each agency's papers work on its own records alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random
from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.values.records import SILENT, CaseReference, RecordVersion, Subject
from tests.budget import budget
from tests.fakes.record_maker import (
    CUSTOMS,
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    court,
    event,
    fir,
    listing,
    order,
    party,
    person,
)
from tests.unit.records.store.judging import derived, judged
from tests.unit.records.store.test_protect_strangers import dated, held, papers_of_a_stranger, seen

NOBODYS = CaseReference("FIR", "KP/PESHAWAR/CITY/512/2020")
CHALLAN = CaseReference("CHALLAN", "LAHORE/5/2020")
CASES = {"nobody's": (NOBODYS, POLICE), "a challan's": (CHALLAN, POLICE), "of a silent owner": (fir(), CUSTOMS)}
BOY = person(born="2004-06-01")
"""Sixteen at the report of 2020, fourteen in 2019, of age in 2024."""
ADULT_THEN, CHILD_THEN = "2023-01-01", "2019-01-01"


class Dated(TypedDict, total=False):
    """What a test says of a paper besides its number and writer."""

    subject: Subject
    role: str
    valid_from: str


def paper(
    record_id: str = "mine", number: CaseReference = NOBODYS, agency: str = POLICE, **more: Unpack[Dated]
) -> RecordVersion:
    """An agency's party, undated but for its own day in 2023, when the boy was of age."""
    stated: Dated = {"subject": BOY, "valid_from": ADULT_THEN, **more}
    return party(record_id, agency=agency, case_references=(number,), **stated)


def file_of(agency: str, act: str, number: CaseReference = NOBODYS, record_id: str = "file") -> RecordVersion:
    made = case_file(record_id, agency=agency, case_references=(number,))
    return replace(made, body=changed_body(made, act_from=act, act_to=act, reported=act))


def age(*papers: RecordVersion, of: str = "mine") -> str:
    return derived(*papers)[of].juvenile


@pytest.mark.budgeted
@pytest.mark.parametrize("name", CASES)
def test_others_records_stay_what_they_are(name: str) -> None:
    """But what a stranger reports of a court, which accuses everywhere (AUTHORITY, a court's step: reported)."""
    number, agency = CASES[name]
    strangers = papers_of_a_stranger(number).filter(lambda each: getattr(each.body, "type", "") != "CONVICTION")

    @given(st.lists(strangers, min_size=1, max_size=3, unique_by=lambda each: each.record_id))
    @budget(250)
    def check(strange: list[RecordVersion]) -> None:
        mine = held(number, agency)
        ids = {each.record_id for each in mine}
        before, after = seen(mine, ids), seen([*mine, *strange], ids)
        for record_id, was in before.items():
            assert after[record_id] == was, record_id

    check()


AGENCIES = (POLICE, SINDH, FIA)
DAYS = st.sampled_from(["", CHILD_THEN, "2020-05-01", ADULT_THEN])
PAPERS = st.lists(
    st.one_of(
        st.builds(lambda by, act: file_of(by, act, record_id=f"file-{by}"), st.sampled_from(AGENCIES), DAYS),
        st.builds(lambda by: paper(f"party-{by}", agency=by), st.sampled_from(AGENCIES)),
        st.builds(
            lambda by, kind, at: event(f"step-{by}", kind, at, agency=by, subject=BOY, case_references=(NOBODYS,)),
            st.sampled_from(AGENCIES),
            st.sampled_from(["FIR", "CHALLAN_FINAL", "RELEASE_169", "UNTRACED_REPORT"]),
            st.sampled_from(["2023-02-01", "2023-03-01"]),
        ),
    ),
    max_size=6,
    unique_by=lambda each: each.record_id,
)


@given(PAPERS)
@budget(300)
def test_an_agency_s_records_are_what_its_own_papers_make_them(papers: list[RecordVersion]) -> None:
    """Births are everybody's here, so that days and steps alone differ."""
    together = derived(*papers)
    for agency in AGENCIES:
        alone = derived(*(each for each in papers if each.agency == agency))
        for record_id, was in alone.items():
            now = together[record_id]
            standing = was.standing or now.standing, "a case's own papers have one once somebody is accused in it"
            assert now._replace(juvenile="") == was._replace(juvenile="", standing=standing[0]), record_id
            assert now.juvenile == was.juvenile, record_id


@given(PAPERS, st.randoms(use_true_random=False))
@budget(100)
def test_in_whatever_order(papers: list[RecordVersion], dice: Random) -> None:
    shuffled = list(papers)
    dice.shuffle(shuffled)
    assert judged(*papers) == judged(*shuffled)


@pytest.mark.parametrize("number", [NOBODYS, fir()], ids=["nobody's", "of a silent owner"])
class TestDayOfTheAct:
    def test_a_stranger_hides_nobody_as_a_child(self, number: CaseReference) -> None:
        mine = file_of(FIA, ADULT_THEN, number, "my-file"), paper(number=number, agency=FIA)
        warrant = listing("warrant", agency=FIA, subject=BOY, case_references=(number,))
        found = derived(*mine, warrant, file_of(SINDH, CHILD_THEN, number))
        assert {found[each].juvenile for each in ("my-file", "mine", "warrant")} == {"NO"}

    def test_nor_makes_a_child_an_adult(self, number: CaseReference) -> None:
        mine = file_of(FIA, CHILD_THEN, number, "my-file"), paper(number=number, agency=FIA)
        assert age(*mine, file_of(SINDH, ADULT_THEN, number)) == "YES"

    def test_its_own_records_go_by_its_own_day(self, number: CaseReference) -> None:
        theirs = file_of(SINDH, CHILD_THEN, number), paper("theirs", number, SINDH)
        assert age(*theirs, paper(number=number, agency=FIA), of="theirs") == "YES"

    def test_where_an_agency_states_none_another_s_day_changes_no_age(self, number: CaseReference) -> None:
        mine = paper(number=number, agency=FIA)
        assert age(mine) == "NO"
        assert age(mine, file_of(SINDH, CHILD_THEN, number)) == "NO"
        assert age(mine, file_of(SINDH, ADULT_THEN, number)) == "NO"

    def test_where_it_knows_no_day_at_all_they_are_possibly_a_child(self, number: CaseReference) -> None:
        undated = paper(number=number, agency=FIA, valid_from="")
        assert age(undated) == age(undated, file_of(SINDH, ADULT_THEN, number)) == "POSSIBLE"

    def test_a_later_birth_is_looked_at_by_every_day_that_is_told(self, number: CaseReference) -> None:
        """The first day that anybody tells is kept: from a later birth on they may be a child by it."""
        man = person(born="1990-01-01")
        papers = paper(number=number, agency=FIA, subject=man), file_of(SINDH, CHILD_THEN, number)
        alone, together = judged(papers[0])["mine"].act_day, judged(*papers)["mine"].act_day
        assert alone is not None
        assert together is not None
        assert together < alone
        undated = paper("undated", number, SINDH, subject=man, valid_from="")
        assert judged(papers[0], undated)["mine"].act_day is None


class TestBeforeVoices:
    def silent(self, record: RecordVersion) -> RecordVersion:
        return replace(record, voice=SILENT)

    def test_papers_of_before_date_the_act_for_everybody_as_they_did(self) -> None:
        old = self.silent(file_of(SINDH, CHILD_THEN))
        assert age(paper(), old) == "POSSIBLE" or age(paper(), old) == "YES"
        assert age(self.silent(paper()), old) in ("POSSIBLE", "YES")

    def test_and_a_stranger_s_of_today_do_not(self) -> None:
        mine = self.silent(file_of(POLICE, ADULT_THEN, record_id="my-file")), self.silent(paper())
        assert age(*mine, file_of(SINDH, CHILD_THEN)) == "NO"


class TestSteps:
    CHALLAN = event("challan", "CHALLAN_FINAL", "2023-02-01", agency=SINDH, subject=BOY, case_references=(NOBODYS,))

    def test_a_stranger_s_challan_accuses_in_its_own_records_alone(self) -> None:
        found = derived(paper(), paper("theirs", agency=SINDH), self.CHALLAN)
        assert {name: each.standing for name, each in found.items()} == {
            "mine": "ALLEGATION",
            "theirs": "ACCUSATION",
            "challan": "ACCUSATION",
        }

    def test_a_court_s_step_counts_for_everybody(self) -> None:
        ended = court("end", "ACQUITTAL_265K", "2023-06-01", subject=BOY, case_references=(CHALLAN, COURT_CASE))
        papers = [paper(number=CHALLAN), paper("theirs", CHALLAN, SINDH), ended]
        for order_of in permutations(papers):
            assert {each.favourable for each in derived(*order_of).values()} == {True}

    def test_a_stranger_s_challan_after_the_court_s_end_revives_nothing(self) -> None:
        ended = court("end", "CANCELLATION_ORDERED", "2023-01-15", subject=BOY, case_references=(CHALLAN, COURT_CASE))
        strange = replace(self.CHALLAN, case_references=(CHALLAN,))
        found = derived(paper(number=CHALLAN), ended, strange)
        assert (found["mine"].favourable, found["challan"].favourable) == (True, False)

    def test_the_case_s_own_papers_go_by_their_writer_too(self) -> None:
        found = derived(
            file_of(POLICE, ADULT_THEN, record_id="my-file"), paper(), file_of(SINDH, ADULT_THEN), self.CHALLAN
        )
        assert (found["my-file"].standing, found["file"].standing) == ("ALLEGATION", "ACCUSATION")


COURT_CASE = CaseReference("COURT_CASE", "LAHORE SESSIONS/512/2020")


def test_a_stranger_s_order_seals_its_own_alone() -> None:
    strange = order("seal", "SEALED", agency=SINDH, case_references=(NOBODYS,))
    found = derived(paper(), paper("theirs", agency=SINDH), strange)
    assert not found["mine"].sealed


def test_a_stranger_s_closed_file_closes_nothing_of_others() -> None:
    missing = CaseReference("MISSING_CHILD", "XX/9/2020")
    lost = party("lost", role="VICTIM", case_references=(missing,), subject=BOY)
    file = case_file("report", case_references=(missing,))
    assert derived(file, lost)["lost"].missing_child
    assert derived(file, lost, dated("strange", "", True, case_references=(missing,)))["lost"].missing_child
