"""CountCrossings: a node brings what it checked alone, and whoever may know is told what nobody checked."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.access.caller import CaseFacts
from services.access.errors import InvalidArgument, PolicyDenied, Violation
from services.access.gates import ask_gates
from services.access.trail import Inquiry
from services.exchange.check.crossings import KEPT_MS, Days, by_post
from services.exchange.check.documents import document_of, post_of
from services.exchange.check.ports import Anchored, Checks, Crossings
from services.tables.days import DAY_MS
from services.tables.zone import PAKISTAN_MS
from services.values.exchange import CountCrossingsRequest, CountCrossingsResponse, PostCheck, PostDay
from services.vocabulary.access import AgencyKind, CaseState, Permission

MAX_CHECKS: Final = 500
MAX_DAYS: Final = 14
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Bringer:
    """A system that asks for its agency."""

    agency: str
    now_ms: int


@dataclass(frozen=True, slots=True)
class Counting:
    """The use case. ``anchored``: how far logs of other nodes are known here.

    Figures are made in a thread of their own: a million crossings take half a minute, in which others are served.
    """

    checks: Checks
    crossings: Crossings
    anchored: Anchored

    async def for_system(self, bringer: Bringer, request: CountCrossingsRequest) -> CountCrossingsResponse:
        """Take what counts of the checks that are brought, all or none, and tell of the agency's own posts.

        A check counts once the log that holds it is anchored: what a node never entered cannot be brought later.
        Raises InvalidArgument, PostsUnavailable, StorageUnavailable, ExchangeUnavailable.
        """
        days, brought = _days(request), list(_brought(request))
        until_ms = await self.anchored.until_ms(bringer.agency) if brought else 0
        first_ms, last_ms = bringer.now_ms - KEPT_MS, min(until_ms, bringer.now_ms)
        taken = [one for one in brought if first_ms < one.at_ms <= last_ms]
        if taken:
            await self.checks.take(bringer.agency, taken)
        await self.checks.thin(first_ms)
        return await self._told(days, bringer.agency, until_ms)

    async def for_officer(self, inquiry: Inquiry, request: CountCrossingsRequest) -> CountCrossingsResponse:
        """Tell oversight of every post. Raises the gates' refusals, PolicyDenied, and as :meth:`for_system` does."""
        if inquiry.caller.agency_kind != AgencyKind.OVERSIGHT or request.checks:
            raise PolicyDenied
        ask_gates(inquiry, CaseFacts(CaseState.UNRESOLVED, assigned=False), Permission.NOTICE_READ, ())
        return await self._told(_days(request), "", 0)

    async def _told(self, days: Days, agency: str, until_ms: int) -> CountCrossingsResponse:
        first_ms, end_ms = _begins(days.first), _begins(days.last) + DAY_MS
        checks = await self.checks.between(agency, first_ms - DAY_MS, end_ms + DAY_MS)
        fed = await self.crossings.between(agency, first_ms, end_ms)

        def counted() -> tuple[PostDay, ...]:
            return by_post([each.crossing(self.checks.document) for each in fed], checks, days)

        return CountCrossingsResponse(await asyncio.to_thread(counted), until_ms)


def _brought(request: CountCrossingsRequest) -> Iterator[PostCheck]:
    if len(request.checks) > MAX_CHECKS:
        raise InvalidArgument(Violation("checks", "count", f"at most {MAX_CHECKS}"))
    for place, each in enumerate(request.checks):
        if each.document is None:
            raise InvalidArgument(Violation(f"checks[{place}].document", "required", "must be given"))
        document = document_of(each.document, f"checks[{place}].document")
        yield PostCheck(post_of(each.post, f"checks[{place}].post"), document, each.at_ms)


def _days(request: CountCrossingsRequest) -> Days:
    """Which days are asked about. Raises InvalidArgument where these are none, or too many."""
    for field in ("from_day", "to_day"):
        if not _is_day(getattr(request, field)):
            raise InvalidArgument(Violation(field, "date", "must be a day, YYYY-MM-DD"))
    days = Days(request.from_day, request.to_day)
    if not 0 <= _begins(days.last) - _begins(days.first) < MAX_DAYS * DAY_MS:
        raise InvalidArgument(Violation("to_day", "range", f"must be within {MAX_DAYS} days from the first"))
    return days


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _begins(day: str) -> int:
    """When a day begins in Pakistan."""
    return (date.fromisoformat(day).toordinal() - _EPOCH) * DAY_MS - PAKISTAN_MS
