"""What is loaded by words that count is enough to say whose case each paper is; a stranger's chain leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.law.cases import group
from services.records.law.numbers import LEVEL, Links, joins, keys, numbers_of
from services.records.tokens import JOINING
from services.values.records import CaseReference, RecordVersion
from tests.budget import budget
from tests.unit.records.papers import case_file, party, record
from tests.unit.records.test_cases import held_by

AGENCIES = ("pk.a", "pk.b", "pk.court", "pk.prison")
NUMBERS = [
    *(CaseReference("FIR", each) for each in "ABCD"),
    *(CaseReference("COURT_CASE", each) for each in "ST"),
    CaseReference("ENQUIRY", "E"),
    *(CaseReference("PRISON_CONVICT", each) for each in "PQ"),
]
HOLDERS = {"A": "pk.a", "B": "pk.b", "C": "pk.a", "D": "", "S": "pk.court", "T": "", "E": "pk.b", "P": "pk.prison"}


def paper(agency: str, *numbers: CaseReference, file: bool = True) -> RecordVersion:
    made = record(case_file() if file else party(), agency=agency, cases=numbers, role="" if file else "ACCUSED")
    return held_by(made, *(HOLDERS.get(each.key, "") for each in numbers))


PAPERS = st.builds(
    lambda agency, numbers, file: paper(agency, *numbers, file=file),
    st.sampled_from(AGENCIES),
    st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=4, unique=True),
    st.booleans(),
)


def loaded(store: Sequence[RecordVersion], start: Iterable[str]) -> list[RecordVersion]:
    """What is loaded from some numbers on: papers of numbers, until those say of no more."""
    begun, wanted = set(start), set(start)
    while True:
        found = [each for each in store if wanted & set(keys(each.case_references))]
        more = Links(found).whole(begun)
        if more <= wanted:
            return found
        wanted |= more


def cases_of(papers: Sequence[RecordVersion], number: str) -> set[frozenset[str]]:
    """The cases that papers under a number stand in, each as the names of its papers."""
    links = Links(papers)
    roots = set(links.cases((number,)))
    found = group(papers)
    return {
        frozenset(papers[index].name for index in case.members)
        for case in found
        if {root for i in case.members for root in links.cases(keys(numbers_of(papers[i]).best))} & roots
        and roots & {links.root(key) for key in keys(case.references)}
    }


@budget(400)
@given(st.lists(PAPERS, min_size=1, max_size=14), st.sampled_from(NUMBERS))
def test_what_is_loaded_makes_the_same_cases_as_the_whole_store(
    store: list[RecordVersion], number: CaseReference
) -> None:
    key = keys((number,))[0]
    assert cases_of(loaded(store, {key}), key) == cases_of(store, key)


@budget(200)
@given(st.lists(PAPERS, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_papers_says_nothing(store: list[RecordVersion], dice: Random) -> None:
    mixed = list(store)
    dice.shuffle(mixed)
    one, other = Links(store), Links(mixed)
    for number in (keys((each,))[0] for each in NUMBERS):
        assert one.whole({number}) == other.whole({number})
        assert set(one.tied(number)) == set(other.tied(number))


def fir(number: int) -> CaseReference:
    return CaseReference("FIR", f"F{number}")


def chain(agency: str, holder: str, length: int) -> list[RecordVersion]:
    made = (record(case_file(), agency=agency, cases=(fir(n), fir(n + 1)), role="") for n in range(length))
    return [held_by(each, holder, holder) for each in made]


@pytest.mark.parametrize(("agency", "reaches"), [("pk.a", 31), ("pk.b", 1)])
def test_only_who_holds_the_numbers_makes_a_chain_of_them(agency: str, reaches: int) -> None:
    """Thirty papers, each of which names two FIRs: a stranger's bring one case no nearer to the next."""
    store = chain(agency, "pk.a", 30)
    assert len(Links(store).whole({"FIR:F0"})) == reaches
    assert len(loaded(store, {"FIR:F0"})) == min(reaches, 30)


A, B, C, P = (NUMBERS[index] for index in (0, 1, 2, 7))


def test_a_prisoner_of_two_cases_takes_nobody_from_the_one_into_the_other() -> None:
    store = [paper("pk.prison", A, P, file=False), paper("pk.prison", B, P, file=False), paper("pk.b", B)]
    assert Links(store).whole({"FIR:A"}) == {"FIR:A", "PRISON_CONVICT:P"}
    assert Links(store).whole({"PRISON_CONVICT:P"}) == {"FIR:A", "FIR:B", "PRISON_CONVICT:P"}


def test_whether_two_numbers_are_one_is_looked_up_where_a_third_leads_by_it() -> None:
    """The prison's row names both FIRs; that they are one case says a file that does not know the prison's number."""
    store = [paper("pk.prison", A, C, P, file=False), paper("pk.a", A, C), paper("pk.prison", P, file=False)]
    assert cases_of(loaded(store, {"PRISON_CONVICT:P"}), "PRISON_CONVICT:P") == {frozenset(each.name for each in store)}


def test_it_takes_the_words_of_both_who_hold_two_numbers() -> None:
    both = [paper("pk.a", A, B), paper("pk.b", A, B)]
    assert Links(both[:1]).tied("FIR:A") == ["FIR:A"]
    assert sorted(Links(both).tied("FIR:B")) == ["FIR:A", "FIR:B"]


@pytest.mark.parametrize(("status", "tied"), [("ACTIVE", 2), ("CORRECTED", 2), ("WITHDRAWN", 1), ("EXPUNGED", 1)])
def test_what_was_taken_back_or_erased_makes_no_two_numbers_one(status: str, tied: int) -> None:
    """Nor is it a paper that may say something of how numbers stand."""
    said = replace(paper("pk.a", A, C), status=status)
    assert len(Links([said]).tied("FIR:A")) == tied
    assert joins(said) is (tied == 2)


def test_what_has_a_level_is_what_records_find_each_other_by() -> None:
    assert set(LEVEL) == JOINING
