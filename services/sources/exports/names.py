"""Names as registers write them: own names and aliases, father, husband and residence of one person."""

from __future__ import annotations

import re

from services.names.markers import pattern
from services.names.words import ALIASES
from services.sources.exports.apart import HARD, NUMBERED, SOFT
from services.sources.exports.beside_words import ends_in_trade, is_no_name
from services.sources.exports.clauses import clauses
from services.sources.exports.scripts import in_scripts
from services.tables import cells
from services.tables.delimited import Cell
from services.tables.rejects import BadCell
from services.values.records import Name, Subject

NAME_LENGTH = 100
NAME_WORDS = 7
"""More words than these are two names of which nobody knows where the second begins."""

_ALIAS = re.compile(rf"\s*@\s*|\s+(?:{pattern(ALIASES)})\.?\s+", re.I)
UNKNOWN = "unknown person"
_UNKNOWN = re.compile(
    r"(?:\d+\s*)?(?:name\s+)?(?:نا\s?معلوم|عدم\s+پتہ|un-?known|un-?identified|un-?traced|un-?named|not\s+(?:yet\s+)?"
    r"(?:known|traced|identified)|(?:yet\s+)?to\s+be\s+(?:traced|identified|ascertained|determined|known)|tb[ad])\b.*",
    re.I,
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_MARKS = frozenset(" .'’‘-\u200c")
_PLURAL = (
    "and & with alongwith along or both vs versus plus others other etc sons brothers bros co company "
    "اور و یا مع معہ ہمراہ بشمول دیگر وغیرہ پسران برادران دختران نیز - – —"
)
"""Words of a name that speak of more than one person, or of none."""
_TWO = frozenset(_PLURAL.split())
_ENDED = re.compile(r"[^\W\d_]{5,}\.\s|\s(?!moh?d\.|muhd\.)[^\W\d_]{3,}\.\s", re.I)
"""A full stop inside a name that no short title or abbreviation explains."""


def entries(text: str, count: int) -> list[str]:
    """Entries of a cell beside the names, one for each of ``count`` persons; ``NILL`` is empty.

    Numbered, or apart by semicolon, bar or line; by comma only where none of these is used. A cell for one person is
    one entry whatever it holds. Raises BadCell ``count-differs`` where the cell holds another number of entries.
    """
    value = NUMBERED.sub("\n", text).strip("\n") if NUMBERED.match(text) else text
    if count == 1:
        return [" ".join(value.split())]
    if not value:
        return [""] * count
    found = [entry.strip() for entry in (HARD if HARD.search(value) else SOFT).split(value)]
    if len(found) != count:
        raise BadCell("count-differs")
    return ["" if entry.casefold() in cells.NOTHING else entry for entry in found]


def named(entry: str) -> Subject | None:
    """Names and residence of ``Ali Raza @ Bhola s/o Ahmed Din caste Jutt r/o Lahore``; None for an unknown person.

    The caste is not kept. Raises BadCell as :func:`names` and :func:`clauses.clauses`.
    """
    if _UNKNOWN.fullmatch(entry):
        if _two(entry):
            raise BadCell("persons-not-apart")
        return None
    own, said = clauses(entry)
    found = names(own, "OWN")
    for kind in ("father", "husband"):
        if kind in said:
            found += names(said[kind], kind.upper())
    return Subject(names=tuple(found), address=said.get("place", ""))


def _two(text: str) -> bool:
    return any(word.casefold().strip(".") in _TWO for word in text.split())


def is_unknown(raw: Cell) -> bool:
    """Whether a cell of names says that the person is unknown, rather than nothing."""
    return isinstance(raw, str) and _UNKNOWN.fullmatch(raw.strip(" \u00a0\u200e\u200f")) is not None


def names(text: str, kind: str) -> list[Name]:
    """A name with its aliases; ``kind`` of the first, ``ALIAS`` for the others of an own name.

    A name that stands there in two scripts is two names of one kind.

    Raises BadCell ``not-a-name`` for digits and signs, ``too-long`` past 100 characters, ``formula`` for
    what a spreadsheet would take for one, ``persons-not-apart`` for what may be the names of two persons,
    or of none.
    """
    parts = [part.strip(" ,،") for part in _ALIAS.split(text)]
    kinds = [kind] + ["ALIAS" if kind == "OWN" else kind] * (len(parts) - 1)
    return [_name(text, each) for part, each in zip(parts, kinds, strict=True) for text in in_scripts(part)]


def _name(text: str, kind: str) -> Name:
    if len(text) > NAME_LENGTH:
        raise BadCell("too-long")
    if text[:1] in set("=+-@"):
        raise BadCell("formula")
    if len(text.split()) > NAME_WORDS or _ENDED.search(text) or _two(text) or is_no_name(text) or ends_in_trade(text):
        raise BadCell("persons-not-apart")
    letters = [char for char in text if char not in _MARKS]
    if not letters or not all(char.isalpha() or _is_mark(char) for char in letters):
        raise BadCell("not-a-name")
    return Name(kind, text, "Arab" if _ARABIC.search(text) else "Latn")


def _is_mark(char: str) -> bool:
    """Vowel marks of Urdu and combining accents."""
    return "\u064b" <= char <= "\u0670" or "\u0300" <= char <= "\u036f"
