"""Times as people read and write them: one zone, Asia/Karachi, and its offset beside each.

Epoch milliseconds inside; RFC 3339 with ``+05:00`` where people read it. 0 is an unknown time, and shown as nothing.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from services.errors import RabtaError
from services.tables.days import at_midnight, is_day
from services.tables.zone import ZONE_NAME

ZONE: Final = ZoneInfo(ZONE_NAME)
_DAY: Final = timedelta(days=1)
_LAST_MS: Final = 253_402_214_400_000
"""9999-12-31: digits past it are no time."""


class NoTime(RabtaError, ValueError):
    """Text that is neither a date nor a time."""


def shown(at_ms: int) -> str:
    """RFC 3339 to the second, such as ``2024-05-01T14:03:05+05:00``."""
    return _at(at_ms).isoformat(timespec="seconds") if at_ms else ""


def exact(at_ms: int) -> str:
    """RFC 3339 to the millisecond, for programs."""
    return _at(at_ms).isoformat(timespec="milliseconds") if at_ms else ""


def when(at_ms: int, until_ms: int) -> str:
    """A moment as :func:`shown`; ``2024-05-01`` of a day without a time in it, ``A/B`` of any other span (ISO 8601)."""
    if until_ms <= at_ms or not at_ms:
        return shown(at_ms)
    if is_day(at_ms, until_ms) and at_midnight(at_ms):
        return _at(at_ms).date().isoformat()
    return f"{shown(at_ms)}/{shown(until_ms)}"


def instant(text: str, *, end_of_day: bool = False) -> int:
    """Epoch milliseconds of an ISO 8601 date or time, or of epoch milliseconds as digits; 0 for empty text.

    A time without zone is that of Asia/Karachi. A date is the start of its day, or its last millisecond. Raises NoTime.
    """
    text = text.strip()
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) != len("20240501"):
        return _digits(text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _clock(text)
    start = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    return _ms(start + _DAY) - 1 if end_of_day else _ms(start)


def _digits(text: str) -> int:
    if len(text) > len(str(_LAST_MS)) or int(text) > _LAST_MS:
        raise NoTime(text)
    return int(text)


def _clock(text: str) -> int:
    try:
        read = datetime.fromisoformat(text)
        return _ms(read if read.tzinfo else read.replace(tzinfo=ZONE))
    except (ValueError, OverflowError):
        raise NoTime(text) from None


def _at(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms // 1000, ZONE).replace(microsecond=at_ms % 1000 * 1000)


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
