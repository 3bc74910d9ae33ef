"""Days on which nobody works: weekends, fixed days of each year, and feasts by the moon as announced. Pure."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final

from services.statutes.provision import Mark
from services.statutes.reading import Fields, read, rows, shipped
from services.values.dates import day_text, span

FILE: Final = "holidays.toml"
_MONDAY: Final = 4
"""Days from 1970-01-01, a Thursday, to the first Monday."""


class Holidays:
    """``fixed``: month and day, as ``08-14``; ``days``: days since 1970-01-01."""

    def __init__(self, fixed: frozenset[str], days: frozenset[int]) -> None:
        self._fixed, self._days = fixed, days

    def works(self, day: int) -> bool:
        """Whether a day is a working day."""
        weekday = (day - _MONDAY) % 7
        return weekday < 5 and day not in self._days and day_text(day)[5:] not in self._fixed


@cache
def shipped_holidays() -> Holidays:
    """Those that come with the program. Raises BadLaw."""
    return holidays_of(shipped(FILE), FILE)


def holidays_of(raw: bytes, name: str) -> Holidays:
    """Those of a file. Raises BadLaw."""
    fixed: set[str] = set()
    days: set[int] = set()
    for day, run in rows(read(name, raw), "holiday", _row).values():
        if day:
            fixed.add(day)
        days.update(run)
    return Holidays(frozenset(fixed), frozenset(days))


def _row(fields: Fields) -> tuple[str, range]:
    fields.text("id")
    fields.word("mark", frozenset(Mark))
    day, first, last = fields.text("day", ""), fields.text("from", ""), fields.text("to", "")
    try:
        if day:
            date.fromisoformat(f"2024-{day}")
            return day, range(0)
        return "", range(span(first).first_day, span(last).first_day)
    except ValueError as error:
        raise fields.bad("day" if day else "from", str(error)) from None
