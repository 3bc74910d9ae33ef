"""Amounts as offices write them -> integers in minor units of a currency. Pure.

Everything in a cell counts: a mark of another currency, a grouping that is neither of three nor lakh, and a decimal
comma are refused, as each could make an amount a hundred times what it was.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from services.tables.currencies import CODES, digits_of
from services.tables.rejects import BadCell

REASONS: Final = {
    "not-an-amount": "not an amount with the decimals of its currency",
    "not-a-currency": "not a currency code of three letters",
    "other-currency": "marked as another currency than that of its row, column or file",
    "grouping": "digits are grouped neither by three (1,234,567) nor by lakh (12,34,567)",
    "decimal-comma": "a comma where the decimal point stands",
}
_DOLLARS: Final = frozenset(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"])
_RUPEES: Final = frozenset(["PKR", "INR", "LKR", "NPR", "MUR", "SCR"])
_MARKS: Final = {
    **{code.casefold(): frozenset({code}) for code in CODES},
    **dict.fromkeys(("rs", "re", "rupees", "rupee", "₨"), _RUPEES),
    **dict.fromkeys(("روپے", "روپیہ", "روپیے", "روپئے"), _RUPEES),
    **dict.fromkeys(("pak rs", "pak rupees", "pak rupee", "pakistani rupees"), frozenset({"PKR"})),
    **dict.fromkeys(("$", "dollars", "dollar"), _DOLLARS),
    **dict.fromkeys(("us$", "us $", "us dollars", "us dollar"), frozenset({"USD"})),
    **dict.fromkeys(("€", "euro", "euros"), frozenset({"EUR"})),
    **dict.fromkeys(("£", "gbp£"), frozenset({"GBP"})),
    **dict.fromkeys(("dh", "dhs", "dirham", "dirhams"), frozenset({"AED", "MAD"})),
    **dict.fromkeys(("sr", "riyal", "riyals"), frozenset({"SAR", "QAR", "YER", "OMR", "IRR"})),
}
"""Which currencies a mark beside an amount may mean, casefolded and without the point at its end."""
_CELL: Final = re.compile(r"(?P<before>[^0-9]*)(?P<number>[0-9](?:[0-9.,]*[0-9])?)(?P<after>[^0-9]*)")
_SIGN: Final = "[+\N{MINUS SIGN}-]?"
_BEFORE: Final = re.compile(
    rf"(?P<bracket>\(?)\s*(?P<sign>{_SIGN})\s*(?P<mark>[^+\N{{MINUS SIGN}}()-]*?)"
    rf"\s*(?P<inner>\(?)\s*(?P<late>{_SIGN})\s*"
)
_AFTER: Final = re.compile(
    rf"\s*(?P<bracket>\)?)\s*(?P<sign>{_SIGN})\s*(?:/[-=])?\s*(?:only)?\s*(?P<mark>[^+\N{{MINUS SIGN}}()/=-]*?)"
    r"\s*(?P<side>\b(?:dr|cr)\.?)?\s*(?P<outer>\)?)\s*"
)
_PLAIN: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_THREES: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LAKH: Final = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})*,[0-9]{3}(?:\.[0-9]+)?")
_COMMA: Final = re.compile(r"[0-9.]*[.][0-9]+,[0-9]+|[0-9]+,[0-9]{1,2}")
_POINTS: Final = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_MOST: Final = 1 << 62
_DIGITS: Final = 25


class Amount(NamedTuple):
    """``minor``: negative where a sign or brackets say so; ``side``: ``DR`` or ``CR`` where that stands behind it."""

    minor: int
    side: str = ""


def amount(text: str, code: str) -> Amount:
    """What a cell says, in minor units of ``code``, never rounded. Raises BadCell with one of :data:`REASONS`."""
    cell = _CELL.fullmatch(text.strip())
    before = _BEFORE.fullmatch(cell["before"]) if cell else None
    after = _AFTER.fullmatch(cell["after"].casefold()) if cell else None
    if cell is None or before is None or after is None:
        raise BadCell("not-an-amount")
    for mark in (before["mark"], after["mark"]):
        _marked(mark, code)
    minor = _minor(cell["number"], code)
    negative = _negative(
        (before["bracket"], before["inner"]),
        (after["bracket"], after["outer"]),
        (before["sign"], before["late"], after["sign"]),
    )
    return Amount(-minor if negative else minor, (after["side"] or "").rstrip(".").upper())


def currency(text: str) -> str:
    """The code that a word states; ``Rs`` and its like are Pakistan's. Raises BadCell ``not-a-currency``."""
    known = _MARKS.get(_mark(text), frozenset())
    if "PKR" in known:
        return "PKR"
    if len(known) != 1:
        raise BadCell("not-a-currency")
    return next(iter(known))


def _mark(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".").strip()


def _marked(text: str, code: str) -> None:
    mark = _mark(text)
    if not mark:
        return
    if (known := _MARKS.get(mark)) is None:
        raise BadCell("not-an-amount")
    if code not in known:
        raise BadCell("other-currency")


def _minor(number: str, code: str) -> int:
    if not any(form.fullmatch(number) for form in (_PLAIN, _THREES, _LAKH)):
        raise BadCell(_misread(number))
    digits = number.replace(",", "")
    if len(digits) > _DIGITS:
        raise BadCell("not-an-amount")
    value = Decimal(digits).scaleb(digits_of(code))
    if value != int(value) or value > _MOST:
        raise BadCell("not-an-amount")
    return int(value)


def _misread(number: str) -> str:
    if _COMMA.fullmatch(number):
        return "decimal-comma"
    return "grouping" if "," in number or _POINTS.fullmatch(number) else "not-an-amount"


def _negative(opened: tuple[str, str], closed: tuple[str, str], signs: tuple[str, str, str]) -> bool:
    brackets = (sum(map(bool, opened)), sum(map(bool, closed)))
    written = [sign for sign in signs if sign]
    if brackets not in {(0, 0), (1, 1)} or len(written) + brackets[0] > 1:
        raise BadCell("not-an-amount")
    return bool(brackets[0]) or (bool(written) and written[0] != "+")
