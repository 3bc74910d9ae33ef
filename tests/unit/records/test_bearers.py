"""How many people bear a number: never more than cannot be one, whatever the spelling, the order or the noise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.records.protection.bearers import APART_DAYS, MAX_BEARERS, Bearer, at_least, bearer_of, may_be_many
from services.records.rows import BirthWord, PersonFacts
from services.values.records import Name
from tests.fakes.record_maker import case_file, cnic, party, person

NAMES = ("Nadeem Aslam", "Waqar Haider", "Shazia Parveen", "Imran Bashir", "Rukhsana Akhtar")
BIRTHS = ("1955-01-01", "1965-01-01", "1975-01-01", "1985-01-01", "1995-01-01")


def bearer(name: str, born: str) -> Bearer | None:
    return bearer_of(party("p", subject=person(cnic(7), born, name)))


def days(first: int, last: int, word: str = "a") -> Bearer:
    return Bearer(frozenset({("Latn", word)}), first, last)


def test_people_whose_names_and_births_differ_are_as_many() -> None:
    assert at_least(bearer(*one) for one in zip(NAMES, BIRTHS, strict=True)) == len(NAMES)


@pytest.mark.parametrize(
    "others",
    [
        [(name, BIRTHS[0]) for name in NAMES],
        [(NAMES[0], born) for born in BIRTHS],
        [(f"Muhammad {NAMES[0]} Khan", BIRTHS[3]), (f"{NAMES[0]} Ali", BIRTHS[4])],
        [("Waqar Haider", "1957-12-01"), ("Imran Bashir", "1955-06-01")],
    ],
    ids=["names", "births", "a shared name", "births that sources take for one another"],
)
def test_one_difference_alone_makes_nobody_another(others: list[tuple[str, str]]) -> None:
    assert at_least([bearer(NAMES[0], BIRTHS[0]), *(bearer(*one) for one in others)]) == 1


def test_words_that_many_bear_make_nobody_the_same() -> None:
    assert at_least([bearer("Muhammad Nadeem Khan", BIRTHS[0]), bearer("Muhammad Waqar Khan", BIRTHS[2])]) == 2


def test_of_two_scripts_none_is_told_apart() -> None:
    urdu = person(cnic(7), BIRTHS[3], "x")
    urdu = replace(urdu, names=(Name("OWN", "وقار حیدر", "Arab"),))
    assert at_least([bearer(NAMES[0], BIRTHS[0]), bearer_of(party("q", subject=urdu))]) == 1


@pytest.mark.parametrize("born", ["", "1955"])
def test_without_a_birth_or_a_name_nobody_is_counted(born: str) -> None:
    nameless = replace(person(cnic(7), "1990-01-01", "x"), names=())
    assert bearer_of(party("q", subject=nameless)) is None
    assert bearer_of(case_file("q")) is None
    assert (bearer("Nadeem", born) is None) == (born == "")


def test_between_births_lie_years() -> None:
    assert at_least([days(0, 10), days(10 + APART_DAYS, 9999, "b")]) == 1
    assert at_least([days(0, 10), days(11 + APART_DAYS, 9999, "b")]) == 2


FAR = days(APART_DAYS + 500, APART_DAYS + 500, "b")
"""Apart from who was surely born by day 9, and not from who may be born on day 900."""
BEARERS = st.builds(
    lambda word, first, width: days(first, first + width, word),
    st.sampled_from("abcdef"),
    st.integers(0, 12).map(lambda years: years * 900),
    st.integers(0, 2000),
)


@given(st.lists(BEARERS, max_size=8).flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
@example(([days(0, 9), days(0, 900), FAR], [days(0, 900), days(0, 9), FAR]))
def test_the_order_of_records_changes_nothing(drawn: tuple[list[Bearer], list[Bearer]]) -> None:
    found, shuffled = drawn
    assert at_least(found) == at_least(shuffled) == at_least([*found, *found])


@given(st.lists(BEARERS, max_size=8))
def test_as_many_are_pairwise_apart_and_may_be_many_by_their_births(found: list[Bearer]) -> None:
    """The bound is never above what a search over all subsets finds, and no number of many escapes the cheap look."""
    most = 0
    for mask in range(1 << len(found)):
        chosen = [one for place, one in enumerate(found) if mask >> place & 1]
        spans = sorted((one.first, one.last) for one in chosen)
        distinct = len({one.names for one in chosen}) == len(chosen)
        if distinct and all(later[0] - before[1] > APART_DAYS for before, later in pairwise(spans)):
            most = max(most, len(chosen))
    assert at_least(found) <= most
    if found:
        merged = BirthWord("pk.fia STRANGER STATEMENT", min(b.first for b in found), max(b.last for b in found))
        assert may_be_many(PersonFacts("t", (merged,))) or at_least(found) <= MAX_BEARERS
        apart = tuple(BirthWord(f"a{n} STRANGER STATEMENT", b.first, b.last) for n, b in enumerate(found))
        assert may_be_many(PersonFacts("t", apart)) or at_least(found) <= MAX_BEARERS
