"""Plans of releases that are refused: what could be subtracted, what is never published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.statistics.plan import BadPlan, Period, Plan, PlannedTable, check_plan

YEAR = Period(date(2025, 1, 1), date(2026, 1, 1))
CASES = PlannedTable("T1", "case", ("province", "year"), 5, "province")
FORMS = PlannedTable("T2", "victim", ("form", "age"), 10)
PLAN = Plan("2025", YEAR, (CASES, FORMS))


def refused(plan: Plan, *earlier: Plan) -> tuple[str, str]:
    with pytest.raises(BadPlan) as found:
        check_plan(plan, earlier)
    return found.value.table, found.value.why


def test_a_year_after_another() -> None:
    check_plan(PLAN)
    check_plan(replace(PLAN, name="2026", period=Period(date(2026, 1, 1), date(2027, 1, 1))), [PLAN])


def test_j9_a_period_that_overlaps_another() -> None:
    half = replace(PLAN, name="2025-2", period=Period(date(2025, 7, 1), date(2026, 1, 1)))
    assert refused(half, PLAN) == ("", "its period overlaps that of 2025")


def test_a_second_plan_of_a_period_whose_tables_could_be_subtracted_from_those_of_the_first() -> None:
    second = replace(PLAN, name="again", tables=(replace(FORMS, id="T3", by=("form", "sex")),))
    assert refused(second, PLAN) == ("", "its period overlaps that of 2025")


def test_a_table_that_shares_totals_is_planned_with_the_other() -> None:
    needs = {"T1": "T4"}
    check_plan(replace(PLAN, tables=(CASES, replace(CASES, id="T4"))), needs=needs)
    with pytest.raises(BadPlan, match="T1: is planned without T4"):
        check_plan(PLAN, needs=needs)


def test_a_plan_of_nothing() -> None:
    assert refused(replace(PLAN, tables=())) == ("", "has no table")


def test_j10_a_second_partition_of_the_country() -> None:
    assert refused(replace(PLAN, tables=(CASES, replace(CASES, geography="district"))))[0] == "T1"
    other = replace(PLAN, name="again", tables=(replace(CASES, geography="district"),))
    assert refused(other, PLAN) == ("", "its period overlaps that of 2025")


def test_j13_people_are_not_counted_by_place() -> None:
    assert refused(replace(PLAN, tables=(replace(FORMS, geography="province"),)))[0] == "T2"


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (replace(FORMS, k=9), "k is below 10"),
        (replace(CASES, k=4), "k is below 5"),
        (replace(FORMS, by=("form", "age", "sex")), "has none or more than 2 attributes"),
        (replace(FORMS, by=()), "has none or more than 2 attributes"),
        (replace(FORMS, by=("form", "nationality")), "counts by nationality, which is never published"),
        (replace(FORMS, by=("judge",)), "counts by judge, which is never published"),
        (replace(CASES, geography="station"), "'station' is no partition of the country"),
        (replace(CASES, counts="phone"), "counts 'phone', none of accused"),
    ],
)
def test_tables_that_are_not_allowed(table: PlannedTable, why: str) -> None:
    assert why in refused(replace(PLAN, tables=(table,)))[1]


@pytest.mark.parametrize(
    ("first", "until", "good"),
    [
        (date(2025, 1, 1), date(2025, 7, 1), True),
        (date(2025, 7, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2025, 4, 1), False),
        (date(2025, 2, 1), date(2026, 2, 1), False),
        (date(2025, 1, 1), date(2027, 1, 1), False),
        (date(2025, 7, 1), date(2025, 1, 1), False),
        (date(2025, 1, 2), date(2026, 1, 1), False),
    ],
)
def test_a_period_is_a_year_or_a_half_of_one(first: date, until: date, good: bool) -> None:
    plan = replace(PLAN, period=Period(first, until))
    if good:
        check_plan(plan)
    else:
        assert refused(plan)[0] == ""
