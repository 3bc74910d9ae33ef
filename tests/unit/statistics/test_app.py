"""Planning and counting: in this order, once, by two people of an oversight body."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from services.access.caller import Approver, Caller, CaseFacts
from services.access.engine import CedarEngine
from services.access.errors import InvalidArgument, NotFound, Refused
from services.access.gates import ask_gates
from services.access.trail import Inquiry, Trail
from services.statistics import wire
from services.statistics.app import ReleaseDesk
from services.statistics.build import OpenReleases, open_releases
from services.statistics.errors import NotOver
from services.statistics.facts import Facts
from services.statistics.plan import Period
from services.tables.zone import PAKISTAN
from services.values.statistics import CountReleaseRequest, PlanReleaseRequest, ReleasePlan, ReleaseTable
from services.vocabulary.access import CaseState, Permission
from tests.fakes.records_node import caller
from tests.unit.statistics.test_counting import YEAR, case

ENGINE = CedarEngine.load()
PLAN = ReleasePlan("2025", "2025-01-01", "2026-01-01", (ReleaseTable("T4", 5), ReleaseTable("T1", 5)))
AFTER = int(datetime(2026, 2, 1, tzinfo=PAKISTAN).timestamp() * 1000)
SECOND = Approver("ov-2", 3, frozenset(), bytes(32))
BODY = caller(
    "pk.oversight", "ov-1", roles=frozenset({"STATISTICIAN"}), purpose="STATISTICS", legal_basis="DATA_OVERSIGHT",
    query_class="STATS", case_type="RELEASE_PLAN", case_key="2025", agency_kind="OVERSIGHT", approver=SECOND,
)  # fmt: skip


class StatedGates:
    """See :class:`services.statistics.ports.Gates`: nobody holds a register of plans."""

    async def admit(self, inquiry: Inquiry, permission: Permission) -> None:
        ask_gates(inquiry, CaseFacts(CaseState.UNRESOLVED, False), permission, ())


@dataclass
class StatedSource:
    """See :class:`services.statistics.ports.Source`: what is held is stated."""

    held: Facts = YEAR
    asked: list[Period] = field(default_factory=list)

    async def facts(self, period: Period, now_ms: int) -> Facts:
        self.asked.append(period)
        return self.held


@dataclass
class ReleaseRoom:
    opened: OpenReleases
    source: StatedSource = field(default_factory=StatedSource)

    @property
    def desk(self) -> ReleaseDesk:
        return self.opened.over(self.source, StatedGates())

    async def plan(self, plan: ReleasePlan = PLAN, who: Caller | None = None) -> ReleasePlan:
        who = who or replace(BODY, case_key=plan.name)
        return await self.desk.plan(asking(who), PlanReleaseRequest(plan))

    async def count(self, name: str = "2025", now_ms: int = AFTER, who: Caller = BODY) -> bytes:
        return await self.desk.count(asking(replace(who, case_key=name), now_ms), CountReleaseRequest(name))


def asking(who: Caller, now_ms: int = AFTER) -> Inquiry:
    return Inquiry(who, now_ms, ENGINE, Trail())


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ReleaseRoom]:
    opened = open_releases(tmp_path)
    yield ReleaseRoom(opened)
    opened.close()


async def test_a_plan_and_then_its_figures(room: ReleaseRoom) -> None:
    assert await room.plan() == PLAN
    told = json.loads(await room.count())
    assert [each["id"] for each in told["tables"]] == ["T4", "T1"]
    assert told["counted"] == "2026-02-01"
    assert room.source.asked == [Period(*(datetime.fromisoformat(each).date() for each in (PLAN.first, PLAN.until)))]


async def test_nothing_is_counted_that_was_not_planned(room: ReleaseRoom) -> None:
    with pytest.raises(NotFound):
        await room.count()
    assert room.source.asked == []


async def test_j12_a_release_stays_as_it_was_when_a_victim_is_expunged_after_it(room: ReleaseRoom) -> None:
    await room.plan()
    first = await room.count()
    room.source.held = Facts(YEAR.cases[1:])
    assert await room.count() == first
    assert len(room.source.asked) == 1
    await room.plan(replace(PLAN, name="2026", first="2026-01-01", until="2027-01-01"))
    after = int(datetime(2027, 2, 1, tzinfo=PAKISTAN).timestamp() * 1000)
    assert (
        json.loads(await room.count("2026", after))["tables"][0]["figures"] != json.loads(first)["tables"][0]["figures"]
    )


async def test_a_release_is_kept_when_the_store_is_opened_anew(room: ReleaseRoom, tmp_path: Path) -> None:
    await room.plan()
    first = await room.count()
    room.opened.close()
    room.opened, room.source.held = open_releases(tmp_path), Facts((case(),))
    assert await room.count() == first


async def test_a_period_that_is_not_over_is_not_counted(room: ReleaseRoom) -> None:
    await room.plan()
    with pytest.raises(NotOver):
        await room.count(now_ms=AFTER - 32 * 86_400_000)
    assert room.source.asked == []


async def test_the_same_plan_again_is_one_and_another_under_its_name_is_refused(room: ReleaseRoom) -> None:
    assert await room.plan() == await room.plan()
    with pytest.raises(InvalidArgument) as refused:
        await room.plan(replace(PLAN, tables=PLAN.tables[:1]))
    assert refused.value.violations[0].rule == "planned"


@pytest.mark.parametrize(
    ("plan", "field", "rule"),
    [
        (replace(PLAN, name="HALF", first="2025-07-01"), "plan", "plan"),
        (replace(PLAN, name="X", first="2024-01-01", until="2025-02-01"), "plan", "plan"),
        (replace(PLAN, name="X", first="yesterday"), "plan.first", "date"),
        (replace(PLAN, name="X", until="2026-13-01"), "plan.until", "date"),
        (replace(PLAN, name="X", tables=()), "plan.tables", "tables"),
        (replace(PLAN, name="X", tables=(ReleaseTable("T9", 10),)), "plan.tables[0].id", "table"),
        (replace(PLAN, name="X", first="2024-01-01", until="2025-01-01", tables=(ReleaseTable("T1", 5),)),
         "plan.tables[0]", "plan"),
        (replace(PLAN, name="X", first="2024-01-01", until="2025-01-01", tables=(ReleaseTable("T4", 4),)),
         "plan.tables[0]", "plan"),
    ],
)  # fmt: skip
async def test_plans_that_are_refused(room: ReleaseRoom, plan: ReleasePlan, field: str, rule: str) -> None:
    await room.plan()
    with pytest.raises(InvalidArgument) as refused:
        await room.plan(plan)
    assert (refused.value.violations[0].field, refused.value.violations[0].rule) == (field, rule)


async def test_the_call_cites_the_plan(room: ReleaseRoom) -> None:
    with pytest.raises(InvalidArgument):
        await room.plan(who=replace(BODY, case_key="2024"))
    await room.plan()
    with pytest.raises(InvalidArgument):
        await room.desk.count(asking(replace(BODY, case_key="2024")), CountReleaseRequest("2025"))


@pytest.mark.parametrize(
    "who",
    [
        replace(BODY, approver=None),
        replace(BODY, agency="pk.fia", agency_kind="FIA"),
        replace(BODY, purpose="OVERSIGHT", query_class="AUDIT", case_type="REVIEW", roles=frozenset({"OVERSIGHT"})),
    ],
)
async def test_two_people_of_an_oversight_body_for_statistics_alone(room: ReleaseRoom, who: Caller) -> None:
    with pytest.raises(Refused):
        await room.plan(who=who)
    await room.plan()
    with pytest.raises(Refused):
        await room.count(who=who)
    assert room.source.asked == []


async def test_j14_the_purpose_gives_no_history(room: ReleaseRoom) -> None:
    with pytest.raises(Refused) as refused:
        await StatedGates().admit(asking(replace(BODY, query_class="HISTORY")), Permission.RECORD_READ)
    assert refused.value.reason == "PURPOSE_UNFIT"


async def test_two_who_plan_at_once_do_not_both_keep_a_plan(room: ReleaseRoom) -> None:
    """The second finds another number of plans than it checked against."""
    assert await room.opened.releases.plan(PLAN, 0)
    assert not await room.opened.releases.plan(replace(PLAN, name="other"), 0)
    assert [each.plan.name for each in await room.opened.releases.all()] == ["2025"]


async def test_of_two_counts_at_once_the_first_is_the_release(room: ReleaseRoom) -> None:
    await room.plan()
    assert await room.opened.releases.release("2025", b"first") == b"first"
    assert await room.opened.releases.release("2025", b"second") == b"first"


def test_requests_come_back_from_the_wire_as_they_were() -> None:
    for each in (PlanReleaseRequest(PLAN), CountReleaseRequest("2025")):
        assert wire.decode(type(each), wire.encode(each)) == each
