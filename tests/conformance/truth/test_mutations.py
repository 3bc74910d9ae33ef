"""A change that its file contradicts is refused or read right, for every kind of change that the list does not name."""

from __future__ import annotations

from functools import cache

import pytest

from tests.budget import FULL, share
from tests.conformance.truth.group import FAMILIES
from tests.conformance.truth.measure import KIND, known
from tests.conformance.truth.mutations import Outcome, failing_kinds, mutated, outcomes, table
from tests.conformance.truth.mutators import CONTRADICTED, UNCONTRADICTED

MUTATIONS = 10_000
FEW = 800
"""Mutations for each change: a twelfth of all of them."""


@cache
def drawn(number: int) -> list[Outcome]:
    return list(outcomes(range(number)))


@pytest.mark.budgeted
def test_no_mutation_is_read_wrong_but_of_the_kinds_that_the_list_names() -> None:
    """With all mutations, a kind that the list names and of which none is wrong comes off it."""
    results = drawn(share(MUTATIONS) if FULL else FEW)
    print(*table(results), sep="\n")
    listed = {one for one in known() if one.family == KIND}
    assert failing_kinds(results) - listed == set()
    assert not FULL or listed - failing_kinds(results) == set()


def test_every_kind_and_every_family_is_drawn() -> None:
    kinds = {one.kind.partition(": ")[2] for one in drawn(FEW)}
    assert kinds >= CONTRADICTED.keys() | UNCONTRADICTED.keys()
    assert {one.kind.partition(": ")[0] for one in drawn(FEW)} == set(FAMILIES)


def test_a_number_gives_the_same_mutation_each_time() -> None:
    assert [mutated(number) for number in range(20)] == [mutated(number) for number in range(20)]


def test_a_mutation_that_nothing_contradicts_fails_no_kind() -> None:
    apart = [one for one in drawn(FEW) if not one.contradicts]
    assert [one for one in apart if one.fails]
    assert failing_kinds(apart) == set()
