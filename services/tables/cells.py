"""What offices write in single cells: texts, numbers, dates, and nothing at all.

Every function takes a raw cell and returns its meaning or raises :class:`BadCell` with a
reason of ``rejects.REASONS``. Urdu, Arabic and fullwidth digits, presentation forms, Arabic ي and ك, and invisible
marks are settled in :func:`text`, once, for all columns.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo

from services.tables.calendar_words import named_day
from services.tables.clocks import Clock, parted
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.tables.text import ascii_digits, unsafe_at
from services.tables.zone import PAKISTAN

TEXT_LENGTH = 2000
_SERIAL_ZERO = date(1899, 12, 30)

NOTHING = frozenset(
    {"nil", "nill", "nil.", "none", "null", "na", "n/a", "n.a.", "-", "--", "---", ".", "x", "xx", "nk", "n/k"}
    | {"unknown", "not known", "not available", "not given"}
    | {"نامعلوم", "ندارد", "نہیں", "معلوم نہیں", "کوئی نہیں"}
)

_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\u00a0": " ", "\u202f": " "})
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200d\u200e\u200f\u061c\ufeff\u00ad\u0640"))
_WRITTEN_OTHERWISE = re.compile(
    f"[{chr(0xFB50)}-{chr(0xFDF9)}{chr(0xFDFC)}{chr(0xFE70)}-{chr(0xFEFC)}{chr(0xFF01)}-{chr(0xFF5E)}\u2000-\u200a\u3000]+"
)
"""Forms of a letter, digit or space that NFKC makes the plain one: presentation forms of Arabic, full width, spaces.

Other compatibility characters stay: ``302²`` is no 3022 and ``½`` no ``1⁄2``, and a salutation in one sign stays one.
"""
_EXCEL_ERRORS = frozenset(["#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"])
_LINES = re.compile("\r\n|[\r\n]")
_QUOTED = re.compile(r'="([^"]*)"')
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}")
_ROUNDED = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d+")
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DAY_MONTH = re.compile(rf"\d{{1,4}}[- ]?{_MONTH}|{_MONTH}[- ]\d{{1,4}}", re.I)

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ][^\W_]+[-/. ]\d{2}")


def text(raw: Cell, length: int = TEXT_LENGTH) -> str:
    """Clean text of a cell, inner line ends kept; empty for ``NILL`` and the like.

    Raises BadCell: ``undecodable``, ``control-character``, ``nul-byte``, ``formula``, ``excel-error``,
    ``too-long``, ``turned-into-date`` (the cell is a date).
    """
    if isinstance(raw, datetime):
        raise BadCell("turned-into-date")
    if not raw:
        return ""
    if len(raw) > 4 * length:
        raise BadCell("too-long")
    value = raw.strip()
    if value.startswith('="') and (quoted := _QUOTED.fullmatch(value)):
        value = quoted[1]
    if value.isascii() and value.isprintable():
        return _sound(" ".join(value.removeprefix("'").split()), length)
    value = (
        unicodedata.normalize("NFC", _WRITTEN_OTHERWISE.sub(_plain, value)).translate(_LETTERS).translate(_INVISIBLE)
    )
    if "\ufffd" in value:
        raise BadCell("undecodable")
    found = [line.replace("\t", " ") for line in _LINES.split(ascii_digits(value))]
    if any(unsafe_at(line) >= 0 for line in found):
        raise BadCell("nul-byte" if "\x00" in value else "control-character")
    return _sound("\n".join(" ".join(line.split()) for line in found).strip().removeprefix("'"), length)


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])


def _sound(value: str, length: int) -> str:
    if value in _EXCEL_ERRORS:
        raise BadCell("excel-error")
    if value.casefold() in NOTHING:
        return ""
    if value[:1] in {"=", "@"}:
        raise BadCell("formula")
    if len(value) > length:
        raise BadCell("too-long")
    return value


def is_nothing(raw: str) -> bool:
    """Whether a cell says nothing, as far as can be told without reading it."""
    value = raw.strip(" \t\r\n\u00a0\u200e\u200f")
    return not value or value.casefold() in NOTHING


def required(raw: Cell, length: int = TEXT_LENGTH) -> str:
    """Text of a cell that may not be empty. Raises BadCell ``missing`` besides those of :func:`text`."""
    value = text(raw, length)
    if not value:
        raise BadCell("missing")
    return value


def number_text(raw: Cell) -> str:
    """Text of a cell that holds a register number.

    Raises BadCell ``rounded-by-spreadsheet`` for ``3.52E+12`` and ``turned-into-date`` for
    ``24-Dec``: what the office wrote is gone, and no repair is honest.
    """
    value = text(raw, 200)
    if _ROUNDED.fullmatch(value):
        raise BadCell("rounded-by-spreadsheet")
    if _DAY_MONTH.fullmatch(value):
        raise BadCell("turned-into-date")
    return value


def whole(raw: Cell, most: int = 1 << 40) -> int:
    """Whole number, grouped by thousands or lakhs or not at all; 0 where empty. Raises BadCell ``not-a-number``."""
    written = number_text(raw).removesuffix("/-").removesuffix(".0")
    if "," in written and not _GROUPED.fullmatch(written):
        raise BadCell("not-a-number")
    value = written.replace(",", "")
    if not value:
        return 0
    if not value.isdecimal() or len(value) > 13 or int(value) > most:
        raise BadCell("not-a-number")
    return int(value)


def yes(raw: Cell) -> bool:
    """``Yes`` or ``No``, in English or Urdu; empty is no. Raises BadCell ``unknown-word``."""
    value = text(raw, 20).casefold()
    if value in {"yes", "y", "true", "1", "ہاں", "جی ہاں"}:
        return True
    if value in {"", "no", "n", "false", "0", "جی نہیں"}:
        return False
    raise BadCell("unknown-word")


def word(raw: Cell, words: dict[str, str]) -> str:
    """Meaning of a word of a closed list (keys casefolded); empty where the cell is. BadCell ``unknown-word``."""
    value = text(raw, 100).casefold()
    if not value:
        return ""
    try:
        return words[value]
    except KeyError:
        raise BadCell("unknown-word") from None


def days(raw: Cell) -> tuple[str, str]:
    """First and last day a date cell can mean, ISO 8601; a year alone is its whole range; empty texts where empty.

    Raises BadCell ``not-a-date`` or ``year-of-two-digits``.
    """
    if isinstance(raw, datetime):
        return _same(raw.date())
    value = text(raw, 60)
    if not value:
        return "", ""
    if value.isdecimal() and len(value) == 4:
        if not 1850 <= int(value) <= 2199:
            raise BadCell("not-a-date")
        return f"{value}-01-01", f"{value}-12-31"
    return _same(_day(_parted(value)[0]))


def day(raw: Cell) -> str:
    """One day, ISO 8601; empty where empty. Raises BadCell as :func:`days`, and for a year alone."""
    first, last = days(raw)
    if first != last:
        raise BadCell("not-a-date")
    return first


def moment(raw: Cell, zone: tzinfo = PAKISTAN) -> str:
    """Day, or time with zone where the cell has a clock time, ISO 8601; ``zone`` unless it names another.

    Raises BadCell as :func:`day`.
    """
    if isinstance(raw, datetime):
        if (raw.hour, raw.minute, raw.second) == (0, 0, 0):
            return raw.date().isoformat()
        return raw.replace(tzinfo=zone).isoformat(timespec="minutes")
    on, clock = _parted(text(raw, 60))
    if clock is None:
        return day(raw)
    at = clock.on(_day(on), zone)
    return at.isoformat(timespec="seconds" if at.second else "minutes")


def _parted(value: str) -> tuple[str, Clock | None]:
    try:
        return parted(value)
    except ValueError:
        raise BadCell("not-a-date") from None


def _same(at: date) -> tuple[str, str]:
    return at.isoformat(), at.isoformat()


def _day(value: str) -> date:
    """One day from ISO, day first, named month or serial number."""
    value = value.strip()
    try:
        if match := _ISO.fullmatch(value):
            return _plausible(date(int(match[1]), int(match[2]), int(match[3])))
        if match := _DAY_FIRST.fullmatch(value):
            return _plausible(date(int(match[3]), int(match[2]), int(match[1])))
        if (named := named_day(value)) is not None:
            return _plausible(named)
        serial = value.partition(".")[0]
        if len(serial) == 5 and value.replace(".", "", 1).isdecimal():
            return _SERIAL_ZERO + timedelta(days=int(serial))
    except ValueError:
        raise BadCell("not-a-date") from None
    raise BadCell("year-of-two-digits" if _SHORT_YEAR.fullmatch(value) else "not-a-date")


def _plausible(at: date) -> date:
    if not 1850 <= at.year <= 2199:
        raise ValueError(at.year)
    return at
