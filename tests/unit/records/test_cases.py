"""Which papers belong together, and which never may."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.speaker import case_authority
from services.records.law.cases import group
from services.values.records import Body, CaseReference, RecordVersion
from tests.budget import budget
from tests.unit.records.papers import COURT_A, FIR_A, FIR_B, case_file, custody, order, party, record, step

COURT_B = CaseReference("COURT_CASE", "LAHORE SESSIONS/100/2024")
PRISON = CaseReference("PRISON_UNDER_TRIAL", "CAMP JAIL/77")
ENQUIRY = CaseReference("ENQUIRY", "FIA/AHTC LAHORE/9/2024")
CRO = CaseReference("CRO", "CRO-12/2015")


def paper(*references: CaseReference, body: Body | None = None) -> RecordVersion:
    """A paper of whoever holds all its numbers: what it ties is tied."""
    made = record(body or party(), cases=references)
    return held_by(made, *(made.agency for _ in references))


def held_by(made: RecordVersion, *holders: str) -> RecordVersion:
    """The paper with the holder of each of its numbers, empty for nobody."""
    return replace(made, voice=made.voice._replace(holders=holders))


def grouped(*papers: RecordVersion) -> set[frozenset[int]]:
    return {frozenset(case.members) for case in group(papers)}


def sets(*members: str) -> set[frozenset[int]]:
    return {frozenset(map(int, case)) for case in members}


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([[FIR_A], [FIR_A]], sets("01")),
        ([[FIR_A], [FIR_B]], sets("0", "1")),
        ([[FIR_A, COURT_A], [COURT_A]], sets("01")),
        ([[COURT_A], [FIR_A, COURT_A], [FIR_B]], sets("01", "2")),
        ([[ENQUIRY], [FIR_A, ENQUIRY]], sets("01")),
        ([[ENQUIRY, COURT_A], [COURT_A, FIR_A], [ENQUIRY]], sets("012")),
        ([[FIR_A, PRISON], [PRISON]], sets("01")),
        ([[COURT_A, PRISON], [FIR_A, COURT_A], [PRISON]], sets("012")),
        ([[CRO], [FIR_A, CRO], [FIR_B, CRO]], sets("1", "2")),
        ([[]], set()),
    ],
    ids=str,
)
def test_papers_meet_by_shared_numbers(papers: list[list[CaseReference]], expected: set[frozenset[int]]) -> None:
    assert grouped(*(paper(*references) for references in papers)) == expected


def test_a_prisoner_held_in_two_cases_joins_neither_to_the_other() -> None:
    both = paper(FIR_A, FIR_B, PRISON, body=custody("ADMISSION", "2024-04-01"))
    assert grouped(paper(FIR_A), paper(FIR_B), both) == sets("02", "12")


def test_one_prison_number_over_two_cases_joins_neither() -> None:
    assert grouped(paper(FIR_A, PRISON), paper(FIR_B, PRISON)) == sets("0", "1")
    assert grouped(paper(COURT_A, PRISON), paper(COURT_B, PRISON)) == sets("0", "1")


def test_cross_cases_tried_together_stay_two() -> None:
    assert grouped(paper(FIR_A, COURT_A), paper(FIR_B, COURT_A)) == sets("0", "1")
    assert grouped(paper(FIR_A, ENQUIRY), paper(FIR_B, ENQUIRY)) == sets("0", "1")


def test_a_paper_of_the_joint_trial_belongs_to_both() -> None:
    joint = paper(COURT_A, body=order("CONVICTION", "2024-09-01"))
    assert grouped(paper(FIR_A, COURT_A), paper(FIR_B, COURT_A), joint) == sets("02", "12")


def test_the_case_file_or_a_transfer_may_say_that_two_numbers_are_one_case() -> None:
    for body in (case_file(), step("TRANSFER", "2024-04-01")):
        assert grouped(paper(FIR_A), paper(FIR_B), paper(FIR_A, FIR_B, body=body)) == sets("012")


def test_arrival_order_changes_nothing() -> None:
    papers = [paper(FIR_A, COURT_A), paper(COURT_A, PRISON), paper(PRISON), paper(FIR_B, PRISON), paper(ENQUIRY, FIR_B)]
    results = set()
    for arrival in permutations(range(len(papers))):
        cases = group([papers[i] for i in arrival])
        results.add(frozenset(frozenset(arrival[m] for m in case.members) for case in cases))
    assert len(results) == 1


_NUMBERS = st.builds(
    CaseReference,
    st.sampled_from(["FIR", "FIR", "ENQUIRY", "COURT_CASE", "CHALLAN", "PRISON_UNDER_TRIAL", "CRO"]),
    st.sampled_from("ABC"),
)
_BODIES = st.sampled_from([party(), case_file(), step("TRANSFER", "2024-04-01"), order("CONVICTION", "2024-09-01")])
_PAPERS = st.builds(
    lambda numbers, body: paper(*numbers, body=body), st.lists(_NUMBERS, max_size=3, unique=True), _BODIES
)


@budget(300)
@given(st.lists(_PAPERS, max_size=7), st.randoms(use_true_random=False))
def test_any_papers_in_any_order_make_the_same_cases(papers: list[RecordVersion], random: Random) -> None:
    arrival = list(range(len(papers)))
    random.shuffle(arrival)
    shuffled = group([papers[i] for i in arrival])
    assert {frozenset(arrival[m] for m in case.members) for case in shuffled} == grouped(*papers)
    assert len(shuffled) == len(group(papers))


@budget(300)
@given(st.lists(_PAPERS, max_size=7))
def test_a_station_s_numbers_are_one_case_only_where_a_paper_says_so(papers: list[RecordVersion]) -> None:
    said = any(p.kind == "CASE_FILE" or p.body == step("TRANSFER", "2024-04-01") for p in papers)
    for case in group(papers):
        firs = {r for r in case.references if r.type == "FIR"}
        assert said or len(firs) <= 1
        for member in case.members:
            own = {r for r in papers[member].case_references if r.type == "FIR"}
            assert not own or own & firs


def test_a_case_is_called_by_its_highest_number_and_keeps_all() -> None:
    dated = CaseReference("COURT_CASE", COURT_A.key, "2024-06-01")
    (case,) = group([paper(PRISON, COURT_A), paper(FIR_A, COURT_A), paper(FIR_A, dated, CRO)])
    assert case.key == "FIR:PB/LAHORE/ICHHRA/512/2024"
    assert set(case.references) == {PRISON, FIR_A, dated, CRO}


def test_a_case_keeps_no_number_of_another() -> None:
    both = paper(FIR_A, FIR_B, PRISON, body=custody("ADMISSION", "2024-04-01"))
    cases = {case.key: case.references for case in group([paper(FIR_A), paper(FIR_B, COURT_B), both])}
    assert FIR_B not in cases["FIR:" + FIR_A.key]
    assert COURT_B not in cases["FIR:" + FIR_A.key]
    assert COURT_B in cases["FIR:" + FIR_B.key]


class TestWhoseWordTies:
    """Two numbers are one case by the holders of both; a stranger's paper stands in both and ties nothing."""

    A, B, OTHER = "pk.a", "pk.b", "pk.other"

    def file(self, agency: str, holders: tuple[str, str], references: tuple[CaseReference, ...]) -> RecordVersion:
        return held_by(record(case_file(), agency=agency, role="", cases=references), *holders)

    @pytest.mark.parametrize(
        ("writers", "holders", "one"),
        [
            (("pk.other",), ("pk.a", "pk.b"), False),
            (("pk.a",), ("pk.a", "pk.b"), False),
            (("pk.a", "pk.b"), ("pk.a", "pk.b"), True),
            (("pk.a", "pk.other"), ("pk.a", "pk.b"), False),
            (("pk.a",), ("pk.a", "pk.a"), True),
            (("pk.a",), ("pk.a", ""), True),
            (("pk.b",), ("pk.a", ""), False),
            (("pk.a",), ("", ""), False),
        ],
    )
    def test_two_firs(self, writers: tuple[str, ...], holders: tuple[str, str], one: bool) -> None:
        ties = [self.file(writer, holders, (FIR_A, FIR_B)) for writer in writers]
        papers = [held_by(paper(FIR_A), holders[0]), held_by(paper(FIR_B), holders[1]), *ties]
        cases = grouped(*papers)
        assert any({0, 1} <= case for case in cases) == one
        for index in range(2, len(papers)):
            assert any({0, index} <= case for case in cases), "the paper stands in the first case"
            assert any({1, index} <= case for case in cases), "and in the second"

    @pytest.mark.parametrize(("writer", "leads"), [("pk.court", True), ("pk.a", False), ("pk.other", False)])
    def test_a_court_s_number_leads_by_the_court_s_word(self, writer: str, leads: bool) -> None:
        beside = held_by(record(party(), agency=writer, cases=(FIR_A, COURT_A)), "pk.a", "pk.court")
        papers = (held_by(paper(FIR_A), "pk.a"), held_by(paper(COURT_A), "pk.court"), beside)
        assert any({0, 1} <= case for case in grouped(*papers)) == leads

    def test_a_stranger_s_paper_over_two_cases_leaves_each_its_owner(self) -> None:
        own = held_by(record(case_file(), agency=self.A, role="", cases=(FIR_A,)), self.A)
        both = self.file(self.OTHER, (self.A, self.B), (FIR_A, FIR_B))
        assert case_authority([own, both]).owner == self.A

    @given(st.permutations(range(4)))
    def test_the_order_of_papers_changes_nothing(self, order_of: list[int]) -> None:
        papers = [
            held_by(paper(FIR_A), self.A), held_by(paper(FIR_B), self.B),
            self.file(self.A, (self.A, self.B), (FIR_A, FIR_B)), self.file(self.B, (self.B, self.A), (FIR_B, FIR_A)),
        ]  # fmt: skip
        found = grouped(*(papers[index] for index in order_of))
        assert found == {frozenset(range(4))}
