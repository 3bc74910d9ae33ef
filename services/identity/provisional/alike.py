"""Who may be the same child, by names, birth, place and day of finding: candidates for people to look at, no finding.

Children are compared with children alone. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from services.matching.alignment import Aligner
from services.matching.levels import NAME_LEVELS, name
from services.matching.person import Described
from services.names.likeness import likeness
from services.names.parse import ParsedName, parsed
from services.tables.text import comparable
from services.values.dates import span, span_or_none
from services.values.identity import Provisional
from services.values.records import Birth
from services.vocabulary.provisional import Agreement, ProvisionalState

MAX_CANDIDATES: Final = 20
"""Candidates that are shown; a closer question shows others."""
MIN_AGREEMENTS: Final = 2
"""Agreements from which somebody is a candidate."""
NEAR_DAYS: Final = 30
"""Days between two findings that may be one."""
_DISTINCT: Final = frozenset({"differs", "conflict"})
_FATHER: Final = "FATHER"
_LOOKED_FOR: Final = frozenset(ProvisionalState) - {ProvisionalState.MERGED}


class Alike(NamedTuple):
    """A candidate, and in what it agrees. ``rank``: how much the names say."""

    child: Provisional
    agrees: tuple[str, ...]
    rank: int


def alike(sought: Provisional, known: Iterable[Provisional]) -> list[Alike]:
    """The nearest first.

    ``sought``: what is known of whom is looked for, the rest empty; a birth of either has ends in ISO 8601.
    """
    found = [one for child in known if (one := _compared(sought, child)) is not None]
    return sorted(found, key=lambda one: (-one.rank, -len(one.agrees), one.child.id))


def enough(sought: Provisional) -> bool:
    """Whether so much is said that somebody can be a candidate."""
    said = (sought.names, sought.birth, comparable(sought.found_place), sought.found_on)
    return sum(map(bool, said)) >= MIN_AGREEMENTS


def _compared(sought: Provisional, child: Provisional) -> Alike | None:
    if child.id == sought.id or child.state not in _LOOKED_FOR:
        return None
    if sought.gender and child.gender and sought.gender != child.gender:
        return None
    level = name(_aligner(), _described(sought), _described(child))
    if level in _DISTINCT or _apart(sought.birth, child.birth):
        return None
    holds = {
        Agreement.NAME: level is not None,
        Agreement.BIRTH: bool(sought.birth and child.birth),
        Agreement.FOUND_PLACE: _one_place(sought.found_place, child.found_place),
        Agreement.FOUND_ON: _near(sought.found_on, child.found_on),
    }
    agrees = tuple(word for word, agreed in holds.items() if agreed)
    return Alike(child, agrees, NAME_LEVELS.index(level) if level else 0) if len(agrees) >= MIN_AGREEMENTS else None


def _described(child: Provisional) -> Described:
    own = [parsed(one.text) for one in child.names if one.type != _FATHER]
    tokens = [tokens for each in own for tokens in (each.tokens, *each.aliases) if tokens]
    return Described(name=ParsedName(tokens[0], aliases=tuple(tokens[1:])) if tokens else ParsedName(()))


def _apart(one: Birth | None, other: Birth | None) -> bool:
    """Whether the two ranges share no day."""
    if one is None or other is None:
        return False
    first, last = _days(one)
    from_day, to_day = _days(other)
    return last < from_day or to_day < first


def _days(birth: Birth) -> tuple[int, int]:
    return span(birth.earliest).first_day, span(birth.latest).last_day


def _one_place(one: str, other: str) -> bool:
    """Whether the shorter text's words all stand in the longer."""
    words = sorted((set(comparable(one).split()), set(comparable(other).split())), key=len)
    return bool(words[0]) and words[0] <= words[1]


def _near(one: str, other: str) -> bool:
    first, second = span_or_none(one), span_or_none(other)
    if first is None or second is None:
        return False
    return max(first.first_day, second.first_day) - min(first.last_day, second.last_day) <= NEAR_DAYS


@cache
def _aligner() -> Aligner:
    return Aligner(likeness())
