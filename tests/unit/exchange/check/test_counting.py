"""Who may bring checks and be told of posts: a system of its own agency's, oversight of all, and nobody else."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field, replace

import pytest

from services.access.errors import InvalidArgument, PolicyDenied
from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.exchange.check.counting import MAX_CHECKS, MAX_DAYS, Bringer, Counting
from services.exchange.check.crossings import KEPT_MS
from services.exchange.check.ports import FedCrossing
from services.tables.days import DAY_MS
from services.values.dates import day_text, today
from services.values.exchange import CountCrossingsRequest, CountCrossingsResponse, Identifier, PostCheck, PostDay
from tests.fakes.record_maker import CNIC, CUSTOMS, FIA
from tests.fakes.world.callers import officer
from tests.integration.records.asking import CHECKPOINT
from tests.shared import PATIENCE_S
from tests.unit.exchange.check.posts import HeldChecks, StatedAnchors, StatedCrossings
from tests.unit.exchange.check.test_crossings import NOON_MS

NOW_MS = NOON_MS + 3_600_000
DAY = day_text(today(NOW_MS))
SHOWN = Identifier("CNIC", CNIC)
AUDITOR = officer(
    "pk.oversight", "OVERSIGHT", "ov-1", NOW_MS, roles=frozenset({"OVERSIGHT"}), purpose="OVERSIGHT",
    legal_basis="DATA_OVERSIGHT", query_class="AUDIT", case_type="REVIEW", case_key="2026/1",
)  # fmt: skip


@dataclass
class Border:
    """The use case over what is stated."""

    checks: HeldChecks = field(default_factory=HeldChecks)
    crossings: StatedCrossings = field(default_factory=StatedCrossings)
    anchors: StatedAnchors = field(default_factory=lambda: StatedAnchors({CUSTOMS: NOW_MS}))

    @property
    def counting(self) -> Counting:
        return Counting(self.checks, self.crossings, self.anchors)

    async def told(
        self, *checks: PostCheck, agency: str = CUSTOMS, days: tuple[str, str] = (DAY, DAY)
    ) -> CountCrossingsResponse:
        request = CountCrossingsRequest(checks, *days)
        return await self.counting.for_system(Bringer(agency, NOW_MS), request)


@pytest.fixture
def border() -> Border:
    """One crossing at Taftan, an hour ago."""
    return Border(crossings=StatedCrossings([FedCrossing(CUSTOMS, "TAFTAN", NOON_MS, (SHOWN,))]))


def shown(post: str = "Taftan", at_ms: int = NOON_MS, document: Identifier | None = SHOWN) -> PostCheck:
    return PostCheck(post, document, at_ms)


async def test_a_crossing_that_nobody_checked_is_told_to_its_agency(border: Border) -> None:
    assert (await border.told()).days == (PostDay(CUSTOMS, "TAFTAN", DAY, 1, 1, 0),)


async def test_a_check_that_is_brought_later_counts_once_however_often(border: Border) -> None:
    await border.told(shown())
    answer = await border.told(shown(), shown(document=replace(SHOWN, type="NICOP")))
    assert answer == CountCrossingsResponse((PostDay(CUSTOMS, "TAFTAN", DAY, 1, 0, 1),), NOW_MS)


async def test_a_check_past_what_is_anchored_is_not_taken_yet(border: Border) -> None:
    border.anchors.at[CUSTOMS] = NOON_MS - 1
    answer = await border.told(shown())
    assert (answer.taken_until_ms, border.checks.rows) == (NOON_MS - 1, {})
    assert answer.days[0].unchecked == 1
    border.anchors.at[CUSTOMS] = NOON_MS
    assert (await border.told(shown())).days[0].unchecked == 0


async def test_who_never_anchored_a_log_brings_nothing(border: Border) -> None:
    border.anchors.at.clear()
    assert (await border.told(shown())).taken_until_ms == 0
    assert border.checks.rows == {}


@pytest.mark.parametrize("at_ms", [NOW_MS + 1, NOW_MS - KEPT_MS, 0, -1])
async def test_a_check_of_the_future_or_of_long_ago_is_not_taken(border: Border, at_ms: int) -> None:
    border.anchors.at[CUSTOMS] = NOW_MS + DAY_MS
    await border.told(shown(at_ms=at_ms))
    assert border.checks.rows == {}


async def test_what_is_too_old_to_be_asked_about_is_forgotten(border: Border) -> None:
    await border.checks.take(CUSTOMS, [shown(at_ms=NOW_MS - KEPT_MS - 1), shown()])
    await border.told()
    assert [row[3] for row in border.checks.rows] == [NOON_MS]


async def test_a_stranger_moves_no_figure_of_anothers_post(border: Border) -> None:
    """Its checks and its crossings at a post of that name are its own, and it is told nothing else."""
    before = await border.told()
    border.anchors.at[FIA] = NOW_MS
    border.crossings.fed.append(FedCrossing(FIA, "TAFTAN", NOON_MS, (SHOWN,)))
    theirs = await border.told(shown(), shown("Torkham"), agency=FIA)
    assert {each.agency for each in theirs.days} == {FIA}
    assert await border.told() == before


async def test_oversight_is_told_of_all_posts_and_brings_nothing(border: Border) -> None:
    border.crossings.fed.append(FedCrossing(FIA, "WAGAH", NOON_MS, (SHOWN,)))
    request = CountCrossingsRequest((), DAY, DAY)
    answer = await border.counting.for_officer(Inquiry(AUDITOR, NOW_MS, ReferenceEngine(), Trail()), request)
    assert [(each.agency, each.post, each.unchecked) for each in answer.days] == [
        (CUSTOMS, "TAFTAN", 1),
        (FIA, "WAGAH", 1),
    ]
    with pytest.raises(PolicyDenied):
        await border.counting.for_officer(
            Inquiry(AUDITOR, NOW_MS, ReferenceEngine(), Trail()), replace(request, checks=(shown(),))
        )
    assert border.checks.rows == {}


async def test_officers_are_told_nothing_not_even_of_their_own_post(border: Border) -> None:
    post = officer(CUSTOMS, "CUSTOMS", "cu-1", NOW_MS, **CHECKPOINT)
    with pytest.raises(PolicyDenied):
        await border.counting.for_officer(
            Inquiry(post, NOW_MS, ReferenceEngine(), Trail()), CountCrossingsRequest((), DAY, DAY)
        )


@dataclass
class SlowChecks(HeldChecks):
    """A token is made once ``served`` is set, as after many crossings; ``waited``: whether that came in time."""

    served: threading.Event = field(default_factory=threading.Event)
    waited: list[bool] = field(default_factory=list)

    def document(self, agency: str, document: Identifier) -> bytes:
        """See the port."""
        self.waited.append(self.served.wait(PATIENCE_S))
        return super().document(agency, document)


async def test_while_crossings_are_counted_others_are_served(border: Border) -> None:
    """A million of one agency's, which oversight asks about, hold up no call of another's."""
    border.checks = checks = SlowChecks()
    counting = asyncio.ensure_future(border.told())
    await asyncio.sleep(0.05)
    checks.served.set()
    assert (await counting).days == (PostDay(CUSTOMS, "TAFTAN", DAY, 1, 1, 0),)
    assert checks.waited == [True]


BAD = {
    "no-document": ((shown(document=None),), (DAY, DAY), "checks[0].document", "required"),
    "no-travellers-document": ((shown(), shown(document=Identifier("IMEI", "1"))), (DAY, DAY), "checks[1].document.type", "document-type"),
    "half-a-number": ((shown(document=Identifier("CNIC", "35202")),), (DAY, DAY), "checks[0].document.value", "cnic-length"),
    "long-post": ((shown("x" * 81),), (DAY, DAY), "checks[0].post", "post-name"),
    "post-of-two-lines": ((shown("a\nb"),), (DAY, DAY), "checks[0].post", "post-name"),
    "many": ((shown(),) * (MAX_CHECKS + 1), (DAY, DAY), "checks", "count"),
    "no-days": ((), ("", ""), "from_day", "date"),
    "no-day": ((), (DAY, "2026-02-30"), "to_day", "date"),
    "basic-form": ((), ("20260101", DAY), "from_day", "date"),
    "backwards": ((), (DAY, day_text(today(NOW_MS) - 1)), "to_day", "range"),
    "too-long": ((), (day_text(today(NOW_MS) - MAX_DAYS), DAY), "to_day", "range"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
async def test_what_is_wrong_is_told_where_it_is_and_nothing_is_taken(border: Border, case: str) -> None:
    checks, days, where, rule = BAD[case]
    with pytest.raises(InvalidArgument) as refused:
        await border.told(*checks, days=days)
    [broken] = refused.value.violations
    assert (broken.field, broken.rule) == (where, rule)
    assert border.checks.rows == {}
