"""Times of day beside a date: of 24 or 12 hours, with a zone or none. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final, NamedTuple

from services.tables.zone import PAKISTAN

_CLOCK: Final = re.compile(
    r"""(?P<day>.*?)(?:,?[ ]at)?(?:T|,?[ ])\s*
    (?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?
    (?:\s*(?P<half>[ap])\.?m\.?)?
    \s*(?P<zone>Z|UTC|GMT|PKT|[+-]\d{2}(?::?\d{2})?)?
    (?:\s*(?:hrs?|hours|بجے))?""",
    re.IGNORECASE | re.VERBOSE,
)


class Clock(NamedTuple):
    """``zone``: None where the text names none; ``exact``: whether it states a second."""

    hour: int
    minute: int
    second: int
    zone: tzinfo | None
    exact: bool

    def on(self, day: date, zone: tzinfo) -> datetime:
        """The time on a day; ``zone`` where the text names none. Raises ValueError."""
        return datetime(day.year, day.month, day.day, self.hour, self.minute, self.second, tzinfo=self.zone or zone)


def parted(text: str) -> tuple[str, Clock | None]:
    """The text of the day, and the clock after it.

    Raises ValueError for ``14:15 PM``: one half of it is wrong, and nobody knows which.
    """
    match = _CLOCK.fullmatch(text)
    if match is None or (match["minute"] is None and match["half"] is None):
        return text, None
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if half := match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("half")
        hour = hour % 12 + (12 if half in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise ValueError("clock")
    return match["day"].rstrip(","), Clock(hour, minute, second, _zone(match["zone"]), match["second"] is not None)


def _zone(written: str | None) -> tzinfo | None:
    if written is None:
        return None
    if written.isalpha():
        return PAKISTAN if written.upper() == "PKT" else UTC
    minutes = int(written[1:3]) * 60 + int(written[3:].lstrip(":") or 0)
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
