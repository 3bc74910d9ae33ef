"""A record of several cases is judged by the strictest of them, whichever comes first."""

from __future__ import annotations

from itertools import permutations, product
from typing import Any

import pytest

from services.access.decision import RecordClass
from services.records.law.ages import ORDER
from services.records.protection.classes import NOTHING, Derived, Judged
from services.records.protection.stricter import STANDING_ORDER, keep, strictest
from tests.rows import of_rows


def judged(act_day: int | None = 100, **derived: Any) -> Judged:
    return Judged(NOTHING._replace(**derived), act_day)


@of_rows(("one", "other"), list(product(STANDING_ORDER, STANDING_ORDER)))
def test_the_standing_that_says_most_against_somebody_holds(one: str, other: str) -> None:
    together = strictest([judged(standing=one), judged(standing=other)])
    assert STANDING_ORDER.index(together.derived.standing) == max(map(STANDING_ORDER.index, (one, other)))


@of_rows(("one", "other"), list(product(ORDER, ORDER)))
def test_the_age_that_protects_most_holds(one: str, other: str) -> None:
    together = strictest([judged(juvenile=one), judged(juvenile=other)])
    assert ORDER.index(together.derived.juvenile) == max(map(ORDER.index, (one, other)))


@pytest.mark.parametrize("name", ["misuse_claimed", "favourable", "enquiry_only"])
@pytest.mark.parametrize("order", list(permutations((True, False))))
def test_what_is_so_in_one_case_alone_is_not_so_of_the_record(name: str, order: tuple[bool, bool]) -> None:
    assert not getattr(strictest([judged(**{name: each}) for each in order]).derived, name)
    assert getattr(strictest([judged(**{name: True})] * 2).derived, name)


@pytest.mark.parametrize("name", ["contradicted", "missing_child"])
@pytest.mark.parametrize("order", list(permutations((True, False))))
def test_one_case_is_enough(name: str, order: tuple[bool, bool]) -> None:
    """A child who is sought in one of them is sought; who is called a victim in one of them is one."""
    assert getattr(strictest([judged(**{name: each}) for each in order]).derived, name)
    assert not getattr(strictest([judged()] * 2).derived, name)


@pytest.mark.parametrize(
    ("days", "together"),
    [((3, 5), 3), ((5, 3), 3), ((0, 5), 0), ((None, 5), None), ((5, None), None), ((None, None), None)],
)
def test_the_first_act_counts_and_an_unknown_one_leaves_all_unknown(
    days: tuple[int | None, int | None], together: int | None
) -> None:
    assert strictest([judged(day) for day in days]).act_day == together


def test_what_oversight_upheld_in_any_case_is_upheld() -> None:
    upheld = [judged()._replace(upheld=frozenset({fact})) for fact in ("AGE", "SEALED")]
    assert strictest(upheld).upheld == {"AGE", "SEALED"}


def test_of_no_case_nothing_is_said_and_of_one_what_it_says() -> None:
    assert strictest([]) == Judged(NOTHING, None)
    alone = judged(standing="FINDING", sealed=True)
    assert strictest([alone]) is alone


@of_rows(("was", "now"), list(product(STANDING_ORDER, STANDING_ORDER)))
def test_some_of_its_cases_judged_again_lower_no_standing(was: str, now: str) -> None:
    kept = keep(judged(standing=now), RecordClass("pk.fia", "PARTY", standing=was), 100)
    assert STANDING_ORDER.index(kept.derived.standing) == max(map(STANDING_ORDER.index, (was, now)))


def test_some_of_its_cases_judged_again_uncover_nothing() -> None:
    was: RecordClass = RecordClass(
        "pk.fia", "PARTY", sealed=True, spared=frozenset({"a"}), juvenile="YES", favourable=True
    )
    kept = keep(judged(7, standing="ACCUSATION"), was, 100)
    assert kept.derived == Derived("ACCUSATION", "YES", sealed=True, spared=frozenset({"a"}), favourable=True)
    assert kept.act_day == 7
