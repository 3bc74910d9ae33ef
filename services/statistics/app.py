"""Use cases: a release is planned, then counted once, and the same bytes are given for ever.

There is no other way to count: who asks names a plan that two people of an oversight body made before, and the call
cites it as its case.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.trail import Inquiry
from services.statistics.counting import NEEDS, printed
from services.statistics.errors import NotOver, StatisticsUnavailable
from services.statistics.layout import LAYOUTS
from services.statistics.logged import plan_name, release_name
from services.statistics.plan import BadPlan, Period, Plan, PlannedTable, check_plan
from services.statistics.ports import Gates, Planned, Releases, Source
from services.statistics.release import release_of
from services.values.dates import day_text, span_or_none, today
from services.values.statistics import CountReleaseRequest, PlanReleaseRequest, ReleasePlan
from services.vocabulary.access import Permission

MAX_TABLES: Final = 30
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PROVINCE: Final = "province"


@dataclass(frozen=True, slots=True)
class ReleaseDesk:
    """Over the releases, what is counted, and the gates. ``tables``: those that are counted here."""

    releases: Releases
    source: Source
    gates: Gates
    tables: Set[str]

    async def plan(self, inquiry: Inquiry, request: PlanReleaseRequest) -> ReleasePlan:
        """Keep a plan, which is named as the call's case; the same one again changes nothing.

        Raises the gates' refusals, InvalidArgument, StatisticsUnavailable.
        """
        await self.gates.admit(inquiry, Permission.STATISTICS_RELEASE)
        plan = request.plan or ReleasePlan()
        _check_cited(inquiry, plan.name, "plan.name")
        planned = await self.releases.all()
        if plan not in [each.plan for each in planned]:
            _check(plan, planned, self.tables)
            if not await self.releases.plan(plan, len(planned)):
                raise StatisticsUnavailable
        inquiry.trail.records.append(plan_name(plan))
        return plan

    async def count(self, inquiry: Inquiry, request: CountReleaseRequest) -> bytes:
        """The release of the plan that the call cites, counted where it was not before. One that is lost is refused.

        Raises the gates' refusals, InvalidArgument, NotFound, NotOver, StatisticsUnavailable, StorageUnavailable.
        """
        await self.gates.admit(inquiry, Permission.STATISTICS_RELEASE)
        _check_cited(inquiry, request.plan, "plan")
        planned = next((each for each in await self.releases.all() if each.plan.name == request.plan), None)
        if planned is None:
            raise NotFound
        release = None if planned.lost else planned.release or await self._counted(inquiry, planned.plan)
        if release is None:
            raise InvalidArgument(
                Violation("plan", "counted-before", "was counted, and what was published is lost here")
            )
        inquiry.trail.records.append(release_name(release))
        return release

    async def _counted(self, inquiry: Inquiry, said: ReleasePlan) -> bytes | None:
        plan = _plan(said)
        day = day_text(today(inquiry.now_ms))
        if date.fromisoformat(day) < plan.period.until:
            raise NotOver
        facts = await self.source.facts(plan.period, inquiry.now_ms)
        figures = printed([each.id for each in plan.tables], facts, {each.id: each.k for each in plan.tables})
        return await self.releases.release(plan.name, release_of(plan, day, figures))


def _check_cited(inquiry: Inquiry, name: str, field: str) -> None:
    if not name or name != inquiry.caller.case_key:
        raise InvalidArgument(Violation(field, "cited-plan", "must be the plan that the call cites as its case"))


def _check(plan: ReleasePlan, planned: Sequence[Planned], counted: Set[str]) -> None:
    if any(each.plan.name == plan.name for each in planned):
        raise InvalidArgument(Violation("plan.name", "planned", "names another plan, which was made before"))
    if not 1 <= len(plan.tables) <= MAX_TABLES:
        raise InvalidArgument(Violation("plan.tables", "tables", f"must be 1 to {MAX_TABLES}"))
    for at, table in enumerate(plan.tables):
        if table.id not in counted:
            raise InvalidArgument(Violation(f"plan.tables[{at}].id", "table", "is no table that is counted here"))
    for field, text in (("plan.first", plan.first), ("plan.until", plan.until)):
        if DAY.fullmatch(text) is None or span_or_none(text) is None:
            raise InvalidArgument(Violation(field, "date", "must be a day, such as 2026-01-01"))
    try:
        check_plan(_plan(plan), [_plan(each.plan) for each in planned], NEEDS)
    except BadPlan as bad:
        at = [each.id for each in plan.tables].index(bad.table) if bad.table else 0
        raise InvalidArgument(Violation(f"plan.tables[{at}]" if bad.table else "plan", "plan", bad.why)) from None


def _plan(said: ReleasePlan) -> Plan:
    """As the checks read it, of a plan whose days and tables there are."""
    tables = tuple(_table(each.id, each.k) for each in said.tables)
    return Plan(said.name, Period(date.fromisoformat(said.first), date.fromisoformat(said.until)), tables)


def _table(name: str, k: int) -> PlannedTable:
    layout = LAYOUTS[name]
    return PlannedTable(name, layout.counts, layout.by, k, _PROVINCE if _PROVINCE in layout.by else "")
