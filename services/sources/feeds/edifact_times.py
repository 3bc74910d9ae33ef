"""Days and times of UN/EDIFACT messages, with a format code (element 2379) or without one. Pure.

Functions raise :class:`services.tables.rejects.BadCell` with a reason of ``meaning.REASONS``. A year of two digits is
in the latest century that puts a birth on or before the day on which the list was made and the person travelled.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, TypeVar

from services.tables.rejects import BadCell

Reading = TypeVar("Reading", bound=date)
FORMS: Final = {"101": "%y%m%d", "102": "%Y%m%d", "201": "%y%m%d%H%M", "203": "%Y%m%d%H%M", "204": "%Y%m%d%H%M%S"}
OLDEST: Final = 120
"""Years; nobody who travels is older."""
_NEAR: Final = timedelta(days=31)
"""How far a list is made from its journey, at most."""
_BARE: Final = {
    6: ("%y%m%d", "%d%m%y", "%m%d%y"),
    8: ("%Y%m%d", "%d%m%Y", "%m%d%Y"),
    10: ("%y%m%d%H%M", "%d%m%y%H%M", "%m%d%y%H%M"),
    12: ("%Y%m%d%H%M", "%d%m%Y%H%M", "%m%d%Y%H%M"),
}
ORDERS: Final = frozenset(form for length in (6, 8) for form in _BARE[length])
"""Orders of year, month and day in which a date without a format code may be written."""


def moment(form: str, text: str, near: date | None) -> datetime:
    """A time of a journey; ``near``: the day of the list, from which one without a code is at most a month away."""
    if form:
        return _parsed(FORMS.get(form, ""), text)
    readings = {at for order in _BARE.get(len(text), ()) if (at := _read(order, text)) and _is_near(at, near)}
    return _only(readings)


def birth(form: str, text: str, latest: date | None, orders: Iterable[str] = ORDERS) -> date:
    """A day of birth, not after ``latest``; ``orders``: of dates without a code, those that the file leaves open."""
    if form:
        born = _born(FORMS.get(form, ""), text, latest)
    else:
        mine = _readings(text, latest, orders)
        born = _only(mine or _readings(text, latest, ORDERS), several=not mine)
    if latest and born > latest:
        raise BadCell("birth-after-act")
    return born


def orders_left(orders: Iterable[str], text: str, latest: date | None) -> frozenset[str]:
    """Those of the orders that explain a birth without a code; all where none does, or the order has another length."""
    if not _readings(text, latest, ORDERS):
        return frozenset(orders)
    mine = frozenset(_BARE[len(text)])
    return frozenset(order for order in orders if order not in mine or _readings(text, latest, [order]))


def _readings(text: str, latest: date | None, orders: Iterable[str]) -> set[date]:
    found = set()
    for order in set(orders) & set(_BARE.get(len(text), ())):
        try:
            born = _born(order, text, latest)
        except BadCell as finding:
            if finding.reason == "year-of-two-digits":
                raise
            continue
        if latest is None or (born <= latest and latest.year - born.year <= OLDEST):
            found.add(born)
    return found


def _born(form: str, text: str, latest: date | None) -> date:
    at = _parsed(form, text).date()
    if "%y" not in form:
        if at.year < 1850:
            raise BadCell("not-a-date")
        return at
    if latest is None:
        raise BadCell("year-of-two-digits")
    for century in (latest.year // 100 * 100, latest.year // 100 * 100 - 100):
        try:
            if (born := at.replace(year=century + at.year % 100)) <= latest:
                return born
        except ValueError:  # 29 February in one century alone
            continue
    raise BadCell("not-a-date")


def _parsed(form: str, text: str) -> datetime:
    at = _read(form, text)
    if at is None:
        raise BadCell("not-a-date")
    return at


def _read(form: str, text: str) -> datetime | None:
    """Nothing where the text has another length: ``strptime`` takes ``1111`` for a day, month and year."""
    lengths = {"y": 2, "Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
    if not form or not (text.isascii() and text.isdecimal()) or len(text) != sum(map(lengths.__getitem__, form[1::2])):
        return None
    try:
        return datetime.strptime(text, form)
    except ValueError:
        return None


def _is_near(at: datetime, near: date | None) -> bool:
    return near is None or abs(at.date() - near) <= _NEAR


def _only(readings: set[Reading], *, several: bool = False) -> Reading:
    """``several``: the file is written in more than one order, so that not even one reading is certain."""
    if len(readings) == 1 and not several:
        return readings.pop()
    raise BadCell("date-of-two-readings" if readings else "not-a-date")
