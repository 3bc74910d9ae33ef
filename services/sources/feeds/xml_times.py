"""XML Schema dates and times -> days and epoch milliseconds. Pure."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

_PATTERN: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,12}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def names_day(text: str) -> bool:
    """Whether a date or time that was read says a day alone; so does its midnight."""
    found = _PATTERN.fullmatch(text)
    return found is not None and found[2] in (None, "00:00:00") and not (found[3] or "").strip("0")


def day(text: str) -> str:
    """The day of a date or time as it is written, whatever its zone, ISO 8601. Raises ValueError."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError("time-pattern")
    try:
        return date.fromisoformat(match[1]).isoformat()
    except ValueError:
        raise ValueError("time-impossible") from None


def epoch_ms(text: str, zone: tzinfo) -> tuple[int, bool]:
    """(milliseconds, whether the text says its zone); a date alone is its midnight. Raises ValueError."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise ValueError("time-pattern")
    on, clock, fraction, said = found.groups()
    try:
        when = datetime.fromisoformat(f"{on}T{clock or '00:00:00'}{said or ''}")
        if said is None:
            when = when.replace(tzinfo=zone)
        whole = (when - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        raise ValueError("time-impossible") from None
    return whole + int(((fraction or "") + "000")[:3]), said is not None
