"""Times and durations of call data: by the forms that a mapping lists, or as nobody can mistake them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from services.tables.calendar_words import named_day
from services.tables.cells import whole
from services.tables.clocks import parted
from services.tables.rejects import BadCell

UNMISTAKABLE: Final = "unmistakable"
"""Stands for a form: ISO 8601 or a month by its name, with a year of four digits, a clock, and a zone or none."""
_LONGEST: Final = 1 << 22
_CLOCK: Final = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
_UNITS: Final = re.compile(
    r"""(?:(\d{1,3})\ ?(?:h|hrs?|hours?))?\ ?
    (?:(\d{1,5})\ ?(?:m(?=.*\d+\ ?s)|mins?|minutes?))?\ ?
    (?:(\d{1,7})\ ?(?:s|secs?|seconds?))?""",
    re.IGNORECASE | re.VERBOSE,
)
_HALF: Final = re.compile(r"(?<=\d)\s*([ap])\.?m\.?$", re.IGNORECASE)
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBERED: Final = (re.compile("%d[^%]%m"), re.compile("%m[^%]%d"))


def check(forms: Sequence[str]) -> None:
    """Raise ValueError for forms that lack a day, take ``PM`` for nothing, or read one date in two orders."""
    for form in forms:
        if form == UNMISTAKABLE:
            continue
        whole_day = "%d" in form and re.search("%[yY]", form) and re.search("%[mbB]", form)
        if not whole_day or ("%p" in form) != ("%I" in form):
            raise ValueError(form)
    if all(any(order.search(form) for form in forms) for order in _NUMBERED):
        raise ValueError("two orders of day and month")


def time_of(forms: Sequence[str], text: str, zone: tzinfo) -> tuple[datetime, bool]:
    """The time, in ``zone`` where the text names none, and whether it states a second. Raises BadCell."""
    for form in forms:
        if form == UNMISTAKABLE:
            if (found := _unmistakable(text, zone)) is not None:
                return found
            continue
        try:
            at = datetime.strptime(_HALF.sub(r" \1m", text) if "%p" in form else text, form)
        except ValueError:
            continue
        return at if at.tzinfo else at.replace(tzinfo=zone), "%S" in form
    raise BadCell("not-a-date")


def _unmistakable(text: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    try:
        on, clock = parted(text)
        day = date.fromisoformat(on) if _ISO_DAY.fullmatch(on) else named_day(on)
        return (clock.on(day, zone), clock.exact) if day and clock else None
    except ValueError:
        return None


def seconds(unit: str, text: str) -> int:
    """Length in seconds: ``0:01:05``, ``65 sec`` and ``1 min 5 sec`` always; bare digits where ``unit`` is seconds.

    Raises BadCell ``not-a-number``.
    """
    if match := _CLOCK.fullmatch(text) or (_UNITS.fullmatch(text) if not text.isdecimal() else None):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        length = hours * 3600 + minutes * 60 + rest
        if length > _LONGEST:
            raise BadCell("not-a-number")
        return length
    if unit != "seconds":
        raise BadCell("not-a-number")
    return whole(text, _LONGEST)
