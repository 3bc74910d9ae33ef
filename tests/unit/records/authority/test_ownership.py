"""A case is handed over by two papers that name each other; one alone, or a stranger's, moves nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.ownership import owner_of
from services.records.authority.speaker import Speaker, case_authority
from services.records.law.cases import group
from services.records.protection.facts import bare
from services.values.records import SILENT, CaseReference, InvestigationEvent, RecordVersion, Voice
from tests.budget import budget
from tests.unit.records.papers import case_file, party, record, step

G, R, S, X = "pk.giver", "pk.receiver", "pk.second", "pk.stranger"
A, B, C = (CaseReference("FIR", each) for each in ("A", "B", "C"))
ENQUIRY = CaseReference("ENQUIRY", "E")
HOLDERS = {"A": G, "B": R, "C": S, "E": X}


def paper(agency: str, body: Any, *numbers: CaseReference, **more: Any) -> RecordVersion:
    made = record(body, agency=agency, cases=numbers, role="" if body != party() else "ACCUSED", **more)
    return replace(made, voice=Voice("POLICE", tuple(HOLDERS.get(each.key, "") for each in numbers)))


def given_to(to: str, at: str = "2024-04-01", agency: str = G, *numbers: CaseReference, **more: Any) -> RecordVersion:
    return paper(agency, InvestigationEvent("TRANSFER", at, to=to), *(numbers or (A,)), **more)


def taken_by(agency: str = R, *numbers: CaseReference, **more: Any) -> RecordVersion:
    return paper(agency, case_file(), *(numbers or (B, A)), **more)


OWN = paper(G, case_file(), A)
PAIR = [OWN, given_to(R), taken_by()]


def owner(*papers: RecordVersion) -> str:
    return owner_of(papers).agency


def joined(*papers: RecordVersion) -> bool:
    """Whether papers under A alone and under B alone stand in one case."""
    cases = [set(case.members) for case in group([paper(G, party(), A), paper(R, party(), B), *papers])]
    return any({0, 1} <= case for case in cases)


def test_papers_with_the_very_same_numbers_are_each_judged_by_its_own_voice() -> None:
    """One was written before the registry said who holds the number; what is worked out once is worked out for both."""
    numbers = (A,)
    unheld, held = (
        replace(record(case_file(), agency=agency, cases=numbers), voice=Voice("POLICE", holders))
        for agency, holders in ((R, ("",)), (G, (G,)))
    )
    assert unheld.case_references is held.case_references
    assert owner(unheld, held) == owner(held, unheld) == G


class TestTwoPapers:
    def test_together_they_move_the_case_and_make_its_numbers_one(self) -> None:
        assert (owner(*PAIR), joined(*PAIR)) == (R, True)

    @pytest.mark.parametrize("papers", [PAIR[:2], [PAIR[0], PAIR[2]]], ids=["handed", "taken"])
    def test_one_alone_moves_nothing(self, papers: Sequence[RecordVersion]) -> None:
        assert (owner(*papers), joined(*papers)) == (G, False)

    @pytest.mark.parametrize(
        ("handed", "taken"),
        [
            (given_to(S), taken_by()),
            (given_to(R), taken_by(R, A)),
            (given_to(R), taken_by(R, CaseReference("FIR", "N"), A)),
            (given_to(R, "2024-04-01", X), taken_by()),
            (given_to(X, "2024-04-01", X), taken_by(X, ENQUIRY, A)),
            (given_to(X, "2024-04-01", X, ENQUIRY), taken_by(X, ENQUIRY, A)),
            (given_to(R), paper(R, party(), B, A)),
            (paper(G, step("TRANSFER", "2024-04-01"), A), taken_by()),
            (given_to(R, status="WITHDRAWN"), taken_by()),
            (given_to(R), taken_by(status="WITHDRAWN")),
            (replace(given_to(R), voice=SILENT), taken_by()),
            (given_to(R), replace(taken_by(), voice=SILENT)),
        ],
        ids=[
            "to another", "under no number of its own", "under nobody's number",
            "by a stranger", "by a stranger to itself", "by a stranger under its own number", "by no case file",
            "to nobody", "taken back", "answer taken back", "from before", "answer from before",
        ],
    )  # fmt: skip
    def test_nothing_else_does(self, handed: RecordVersion, taken: RecordVersion) -> None:
        assert owner(OWN, handed, taken) == G

    def test_as_the_store_keeps_them(self) -> None:
        blind = {A: "FIR:aaaa", B: "FIR:bbbb"}
        kept = [bare(each, " ".join(blind[number] for number in each.case_references)) for each in PAIR]
        assert owner(*kept) == R


class TestOnward:
    AGAIN = (given_to(S, "2024-05-01", R, B), taken_by(S, C, B))

    def test_the_last_who_took_it_owns_it(self) -> None:
        assert owner(*PAIR, *self.AGAIN) == S
        assert owner(*PAIR, self.AGAIN[0]) == R
        assert owner(OWN, *self.AGAIN, PAIR[1]) == "", "two held its numbers and one has not taken it: nobody's"

    def test_handed_back_it_is_the_first_one_s_again(self) -> None:
        back = (given_to(G, "2024-05-01", R, B), taken_by(G, A, B))
        assert owner(*PAIR, *back) == G

    @budget(60)
    @given(st.permutations(range(5)))
    def test_in_any_order(self, order: Sequence[int]) -> None:
        papers = [*PAIR, *self.AGAIN]
        assert owner(*(papers[index] for index in order)) == S
        assert joined(*(papers[index] for index in order))

    def test_an_enquiry_that_led_to_the_case_was_never_its_owner(self) -> None:
        """Its number does not own the case: what its holder hands over gives it no word there, now or for before."""
        handed, named = given_to(G, "2024-04-01", X, ENQUIRY), paper(G, case_file(), A, ENQUIRY)
        assert owner_of([OWN, handed, named]) == (G, ())


class TestWords:
    def test_what_the_first_owner_said_of_days_before_stands(self) -> None:
        authority = case_authority(PAIR)
        before, after = (replace(OWN, valid_from=day) for day in ("2024-03-31", "2024-04-02"))
        assert authority.speaker(before) is Speaker.OWNER
        assert authority.speaker(after) is Speaker.STRANGER
        assert authority.speaker(paper(R, party(), B)) is Speaker.OWNER
        assert authority.speaker(paper(X, party(), A)) is Speaker.STRANGER

    def test_until_it_is_taken_the_receiver_says_nothing(self) -> None:
        authority = case_authority(PAIR[:2])
        assert authority.speaker(paper(R, party(), A)) is Speaker.STRANGER
        assert authority.speaker(replace(OWN, valid_from="2024-09-01")) is Speaker.OWNER

    def test_agencies_that_its_file_names_as_joint_decide_nothing(self) -> None:
        joint = paper(G, replace(case_file(), joint=(X,)), A)
        assert case_authority([joint]).speaker(paper(X, party(), A)) is Speaker.STRANGER


@budget(200)
@given(
    st.lists(
        st.sampled_from(
            [
                given_to(X, "2024-04-02", X, ENQUIRY),
                given_to(X, "2024-03-01", X),
                taken_by(X, ENQUIRY, A),
                taken_by(X, ENQUIRY, A, B),
                paper(X, party(), A, B),
                given_to(G, "2024-03-01", X, ENQUIRY),
            ]
        ),
        max_size=5,
    ),
    st.booleans(),
)
def test_whatever_a_stranger_writes_the_case_stays_with_its_owner(acts: list[RecordVersion], handed: bool) -> None:
    assert owner(*acts, *(PAIR if handed else [OWN])) == (R if handed else G)
    assert case_authority([*acts, OWN]).former == ()
