"""Names as registers write them: entries of one cell, father, husband, alias and residence beside the name."""

from __future__ import annotations

import re

from services.records.domain import Name, Subject
from services.tables import cells
from services.tables.reading import Cell
from services.tables.rejects import BadCell

NAME_LENGTH = 100

_NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[,،;؛|]))\(?\d{1,2}\s?[).]\s+")
_HARD = re.compile(r"[;؛|\n]")
_SOFT = re.compile(r"[,،]")
_FATHER = re.compile(r"\s+(?:s\s*/\s*o|d\s*/\s*o|son of|daughter of|ولد|بنت|دختر)[\s:.]+", re.I)
_HUSBAND = re.compile(r"\s+(?:w\s*/\s*o|wife of|زوجہ)[\s:.]+", re.I)
_PLACE = re.compile(r"\s+(?:r\s*/\s*o|resident of|سکنہ|ساکن)[\s:.]+", re.I)
_ALIAS = re.compile(r"\s*@\s*|\s+(?:alias|urf|عرف)\s+", re.I)
_UNKNOWN = re.compile(r"(?:\d+\s*)?(?:نامعلوم|unknown|un-?identified)\b.*", re.I)
_ARABIC = re.compile("[\u0600-\u06ff]")
_MARKS = frozenset(" .'’‘-\u200c")


def entries(text: str, count: int = 0) -> list[str]:
    """Entries of a clean cell: numbered, or apart by semicolon, bar or line; by comma only where none of these is used.

    With ``count`` 0 empty entries fall away (a cell of names); else they keep their place, ``NILL`` is
    empty, and a cell for one person is one entry whatever it holds.
    Raises BadCell ``count-differs`` where the cell holds another number of entries.
    """
    value = _NUMBERED.sub("\n", text).strip("\n") if _NUMBERED.match(text) else text
    if count == 1:
        return [" ".join(value.split())]
    cut = _HARD if _HARD.search(value) else _SOFT
    if not count and cut is _SOFT and _PLACE.search(value):
        return [value.strip()]
    found = [entry.strip() for entry in cut.split(value)]
    if not count:
        return [entry for entry in found if entry]
    if not value:
        return [""] * count
    if len(found) != count:
        raise BadCell("count-differs")
    return ["" if entry.casefold() in cells.NOTHING else entry for entry in found]


def named(entry: str) -> Subject | None:
    """Names and residence of ``Ali Raza @ Bhola s/o Ahmed Din r/o Lahore``; None for an unknown person.

    Raises BadCell as :func:`names`.
    """
    if _UNKNOWN.fullmatch(entry):
        return None
    person, *place = _PLACE.split(entry, maxsplit=1)
    own, *husband = _HUSBAND.split(person, maxsplit=1)
    own, *father = _FATHER.split(own, maxsplit=1)
    found = names(own, "OWN")
    found += [name for text in father for name in names(text, "FATHER")]
    found += [name for text in husband for name in names(text, "HUSBAND")]
    return Subject(names=tuple(found), address=place[0].strip() if place else "")


def is_unknown(raw: Cell) -> bool:
    """Whether a cell of names says that the person is unknown, rather than nothing."""
    return isinstance(raw, str) and _UNKNOWN.fullmatch(raw.strip(" \u00a0\u200e\u200f")) is not None


def names(text: str, kind: str) -> list[Name]:
    """A name with its aliases; ``kind`` of the first, ``ALIAS`` for the others of an own name.

    Raises BadCell ``not-a-name`` for digits and signs, ``too-long`` past 100 characters, ``formula`` for
    what a spreadsheet would take for one.
    """
    parts = [part.strip(" ,،") for part in _ALIAS.split(text)]
    kinds = [kind] + ["ALIAS" if kind == "OWN" else kind] * (len(parts) - 1)
    return [_name(part, each) for part, each in zip(parts, kinds, strict=True)]


def _name(text: str, kind: str) -> Name:
    if len(text) > NAME_LENGTH:
        raise BadCell("too-long")
    if text[:1] in set("=+-@"):
        raise BadCell("formula")
    letters = [char for char in text if char not in _MARKS]
    if not letters or not all(char.isalpha() or _is_mark(char) for char in letters):
        raise BadCell("not-a-name")
    return Name(kind, text, "Arab" if _ARABIC.search(text) else "Latn")


def _is_mark(char: str) -> bool:
    """Vowel marks of Urdu and combining accents."""
    return "\u064b" <= char <= "\u0670" or "\u0300" <= char <= "\u036f"
