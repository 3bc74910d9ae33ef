"""Several persons in one cell, set apart; where one person and two cannot be told from each other, refused.

Persons are apart by numbers (1, 2, 3 in order), by semicolon, bar or line end; where none of these is used also by
comma, ``and``, ``&``, ``اور``, ``و``. What begins with a word such as ``s/o``, ``caste`` or ``r/o`` goes on about the
person before it. ``etc``, ``and 2 others``, ``وغیرہ`` name nobody.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from services.sources.exports.address_words import is_of_address
from services.sources.exports.clauses import begins_clause, ends_in_clause_word, has_clause, has_place
from services.tables.rejects import BadCell

NUMBERED = re.compile(r"(?:^|(?<=\s)|(?<=[,،;؛|]))\(?(\d{1,2})\s?[).]\s+")
HARD = re.compile(r"[;؛|\n]")
_HARD_SIGN = re.compile(f"({HARD.pattern})")
SOFT = re.compile(r"[,،]")
_EDGES = " ,،;؛|"
_JOINT = re.compile(r"(\s*[,،]\s*(?:(?:and|اور)\s+)?|\s+(?:and|اور|و)\s+|\s*&\s*)", re.I)
_COUNT = r"(?:\d{1,3}|one|two|three|four|five|six|ایک|دو|تین|چار|پانچ|چند|some|several|many)"
_WHO = r"(?:persons?|people|men|accused|unknown|ملزمان|ملزم|افراد|اشخاص|کس|نامعلوم)"
_OTHERS = rf"(?:etc|et\s+al|وغیرہ|وغیره|(?:{_COUNT}\s+)?(?:others?|دیگر)(?:\s+{_WHO})*)"
_ONLY_OTHERS = re.compile(rf"{_OTHERS}\.?", re.I)
_WITH_OTHERS = re.compile(rf"(?:[\s,،]+|\s*&\s*)(?:(?:and|اور|و)\s+)?{_OTHERS}\.?$", re.I)


class Persons(NamedTuple):
    """``entries``: what is said of each person, in order; ``others``: whether more are meant whom nobody names."""

    entries: list[str]
    others: bool


def persons_in(text: str) -> Persons:
    """Persons of a clean cell, line ends kept. Raises BadCell ``persons-not-apart``."""
    if NUMBERED.match(text):
        parts, joint = _numbered(text), False
    elif HARD.search(text):
        parts, joint = _lines(text), False
    else:
        parts, joint = [text.strip()], True
    named, others = list[str](), False
    for part in parts:
        bare = _without_others(part)
        others = others or bare != part
        if joint:
            found, more = _joined(bare)
            named += found
            others = others or more
        elif bare:
            named.append(_alone(bare))
    return Persons(named, others)


def _numbered(text: str) -> list[str]:
    """Entries of a numbered cell, whose line ends are wraps."""
    flat = " ".join(text.split("\n"))
    if [int(number) for number in NUMBERED.findall(flat)] != list(range(1, len(NUMBERED.findall(flat)) + 1)):
        raise BadCell("persons-not-apart")
    return [part.strip(_EDGES) for part in NUMBERED.split(flat)[2::2]]


def _lines(text: str) -> list[str]:
    """Entries of a cell cut at semicolons, bars and line ends; a line that goes on about a person joins the last."""
    found: list[str] = []
    parts = _HARD_SIGN.split(f"\n{text}")[1:]
    for sign, part in zip(parts[::2], parts[1::2], strict=True):
        piece = part.strip(_EDGES)
        if found and piece and (begins_clause(piece) or ends_in_clause_word(found[-1])):
            found[-1] = f"{found[-1]} {piece}"
        elif found and piece and sign == "\n" and _wraps(found[-1], piece):
            found[-1] = f"{found[-1]}, {piece}"
        elif piece:
            found.append(piece)
    return found


def _wraps(before: str, piece: str) -> bool:
    """Whether a line goes on with the address of the line above. Raises BadCell where it may be a name."""
    if not has_place(before) or has_clause(piece) or _ONLY_OTHERS.fullmatch(piece):
        return False
    return is_of_address(piece) or _refused()


def _without_others(part: str) -> str:
    bare = part.strip(_EDGES)
    return "" if _ONLY_OTHERS.fullmatch(bare) else _WITH_OTHERS.sub("", bare)


def _alone(part: str) -> str:
    """An entry that numbers or lines set apart must not hold a second person."""
    pieces = _JOINT.split(part)
    if any(not _is_comma(sign) for sign in pieces[1::2]):
        raise BadCell("persons-not-apart")
    if len(_joined(part)[0]) != 1:
        raise BadCell("persons-not-apart")
    return part


def _joined(part: str) -> tuple[list[str], bool]:
    """Persons of text without numbers and line ends, and whether others are meant."""
    first, *rest = _JOINT.split(part)
    found, others = [first], False
    for sign, piece in zip(rest[::2], rest[1::2], strict=True):
        if _ONLY_OTHERS.fullmatch(piece):
            others = True
        elif not piece:
            continue
        elif _goes_on(found[-1], sign, piece):
            found[-1] = f"{found[-1]}{', ' if has_place(found[-1]) else ' '}{piece}"
        else:
            found.append(piece)
    return [entry.strip() for entry in found if entry.strip()], others


def _goes_on(before: str, sign: str, piece: str) -> bool:
    """Whether a piece is still about the person before it. Raises BadCell where that cannot be told."""
    comma = _is_comma(sign)
    if begins_clause(piece) or ends_in_clause_word(before):
        return comma or _refused()
    if not has_place(before) or has_clause(piece):
        return False
    return (comma and is_of_address(piece)) or _refused()


def _is_comma(sign: str) -> bool:
    return sign.strip() in {",", "،"}


def _refused() -> bool:
    raise BadCell("persons-not-apart")
