"""Days whose month is written as a word, which nobody can take for another day. Pure."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
URDU_MONTHS: Final = (
    "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
)  # fmt: skip
_SUFFIXES: Final = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_DAY: Final = r"(\d{1,2})(st|nd|rd|th)?"
_DAY_FIRST: Final = re.compile(rf"{_DAY}(?:[-/. ,]+|(?<=[a-z])\s+of\s+)([^\W\d_]+)[-/. ,]+(\d{{4}})", re.IGNORECASE)
_MONTH_FIRST: Final = re.compile(rf"([^\W\d_]+)[-/. ,]+{_DAY}[-/. ,]+(\d{{4}})", re.IGNORECASE)


def named_day(text: str) -> date | None:
    """``12 March 2024``, ``12th March 2024``, ``March 12, 2024``, ``12-Mar-2024``; nothing where no month is named.

    Raises ValueError for a day that does not exist, a word that is no month, and ``12st``.
    """
    if match := _DAY_FIRST.fullmatch(text):
        day, suffix, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(text):
        month, day, suffix, year = match.groups()
    else:
        return None
    if suffix and suffix.casefold() != _SUFFIXES.get(int(day), "th"):
        raise ValueError("suffix")
    return date(int(year), _month(month), int(day))


def _month(word: str) -> int:
    if word in URDU_MONTHS:
        return URDU_MONTHS.index(word) + 1
    written = word.casefold()
    number = next((at for at, month in enumerate(MONTHS, 1) if len(written) >= 3 and month.startswith(written)), 0)
    if not number:
        raise ValueError("month")
    return number
