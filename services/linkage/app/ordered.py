"""Whether the court that an authority names may order the data that come under it (``services/access/ordering.py``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from services.access.errors import InvalidArgument, Violation
from services.access.ordering import ORDERING, may_order
from services.access.trail import Inquiry
from services.tables.zone import PAKISTAN


def check_court(inquiry: Inquiry, body: Mapping[str, str], feed: str) -> None:
    """Raises InvalidArgument where the law leaves the order to a higher court than the one named, or none is named.

    ``body``: the authority as it was registered. The court stands where the registry lists it on the day of the order;
    one that it does not list is of no tier.
    """
    kind, court = body["kind"], body.get("court", "")
    tier = inquiry.jurisdiction.tier(court, _day(body["issued"], inquiry.now_ms)) if court else ""
    if not may_order(kind, feed, tier):
        tiers = ", ".join(sorted(ORDERING[kind, feed].tiers))
        raise InvalidArgument(Violation("authority", "court", f"must be ordered by a listed court of tier {tiers}"))


def _day(issued: str, now_ms: int) -> str:
    try:
        return date.fromisoformat(issued).isoformat()
    except ValueError:
        return datetime.fromtimestamp(now_ms / 1000, PAKISTAN).date().isoformat()
