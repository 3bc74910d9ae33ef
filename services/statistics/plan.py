"""Plans of releases, made before anything is counted: which tables, of which period, parted by which places. Pure.

No table may be subtracted from another: there is one plan a period and periods do not overlap, a table has one
partition of the country, and a table that shares its totals with another is planned with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, NamedTuple

from services.errors import RabtaError
from services.tables.zone import PAKISTAN

MIN_K: Final = {"victim": 10, "child": 10, "accused": 10, "convicted": 10, "referral": 10, "claim": 10, "case": 5}
"""Least k by what a table counts (P)."""
FORBIDDEN: Final = frozenset(
    {"nationality", "religion", "sect", "caste", "language", "institution", "judge", "officer", "station", "court"}
)
MAX_ATTRIBUTES: Final = 2
GEOGRAPHIES: Final = frozenset({"", "province", "district"})


class BadPlan(RabtaError):
    """A plan that may not be released. ``table``: its id, empty for the whole plan."""

    def __init__(self, table: str, why: str) -> None:
        super().__init__(f"{table or 'the plan'}: {why}")
        self.table, self.why = table, why


class Period(NamedTuple):
    """From ``first`` to the day before ``until``: a calendar year, or a half of one."""

    first: date
    until: date


def starts_ms(day: date) -> int:
    """When a day begins in Pakistan, epoch milliseconds."""
    return int(datetime.combine(day, time.min, PAKISTAN).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """``counts``: a key of MIN_K; ``by``: its attributes, rows first; ``geography``: how it parts the country."""

    id: str
    counts: str
    by: tuple[str, ...]
    k: int
    geography: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is released of one period."""

    name: str
    period: Period
    tables: tuple[PlannedTable, ...]


def check_plan(plan: Plan, earlier: Iterable[Plan] = (), needs: Mapping[str, str] | None = None) -> None:
    """Raise BadPlan where a table is not allowed, or could be subtracted from one that was released or is planned.

    ``needs``: table -> the one that it shares its totals with, and is planned with.
    """
    _check_period(plan.period)
    names = [table.id for table in plan.tables]
    if not names:
        raise BadPlan("", "has no table")
    for table in plan.tables:
        if names.count(table.id) > 1:
            raise BadPlan(table.id, "is planned twice: a table has one partition of the country")
        if (other := (needs or {}).get(table.id, "")) not in ("", *names):
            raise BadPlan(table.id, f"is planned without {other}, with which it shares its totals")
        _check_table(table)
    for planned in earlier:
        if plan.period.first < planned.period.until and planned.period.first < plan.period.until:
            raise BadPlan("", f"its period overlaps that of {planned.name}")


def _check_period(period: Period) -> None:
    first, until = period
    halves = [(1, 7), (7, 1)]
    whole = (first.month, first.day, until.month, until.day) == (1, 1, 1, 1) and until.year == first.year + 1
    half = (first.month, until.month) in halves and first.day == until.day == 1
    if not whole and not (half and 170 < (until - first).days < 190):
        raise BadPlan("", "its period is neither a calendar year nor a half of one")


def _check_table(table: PlannedTable) -> None:
    if table.counts not in MIN_K:
        raise BadPlan(table.id, f"counts {table.counts!r}, none of {', '.join(sorted(MIN_K))}")
    if table.k < MIN_K[table.counts]:
        raise BadPlan(table.id, f"k is below {MIN_K[table.counts]}")
    if len(table.by) > MAX_ATTRIBUTES or not table.by:
        raise BadPlan(table.id, f"has none or more than {MAX_ATTRIBUTES} attributes")
    if forbidden := FORBIDDEN & set(table.by):
        raise BadPlan(table.id, f"counts by {', '.join(sorted(forbidden))}, which is never published")
    if table.geography not in GEOGRAPHIES:
        raise BadPlan(table.id, f"{table.geography!r} is no partition of the country")
    if table.geography and table.counts != "case":
        raise BadPlan(table.id, "parts the country and counts people: cases alone are counted by place")
