"""How many people bear one number, at the least: those whose names and births cannot be one person's. Pure.

A number of strength 2 that more than :data:`MAX_BEARERS` people bear is flagged to the reader and told to oversight
(policy, ADR 77). Sources spell names and guess births differently, so two bearers count as two only where no name is
shared and years lie between the births.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from services.records.law.ages import word_in, word_of
from services.records.law.births import UNKNOWN_FROM, UNKNOWN_TO
from services.records.rows import BirthWord, HeadRow, PersonFacts
from services.records.tokens import people_tokens
from services.tables.text import comparable
from services.values.names import COMMON, script_of
from services.values.records import RecordVersion
from services.vocabulary.protection import LIVE

MAX_BEARERS: Final = 3
APART_DAYS: Final = 3 * 365
"""Days between two births that no source takes for one another (policy)."""
_OWN: Final = frozenset({"OWN", "ALIAS"})


class Bearer(NamedTuple):
    """``names``: (script, word), or (empty, key) where names are kept blind; ``first``, ``last``: days of birth."""

    names: frozenset[tuple[str, str]]
    first: int
    last: int


def bearer_of(record: RecordVersion) -> Bearer | None:
    """Who a record is about; None where it does not tell name and birth."""
    word = word_of(record)
    if record.subject is None or word is None:
        return None
    names = [name for name in record.subject.names if name.type in _OWN]
    words = {(script_of(name), word) for name in names for word in set(comparable(name.text).split()) - COMMON}
    return _bearer(frozenset(words), word)


def bearer_in(head: HeadRow) -> Bearer | None:
    """The same of a head, by its name keys."""
    word = word_in(head)
    keys = frozenset(("", token) for token, strength in people_tokens(head.people) if strength == 1)
    return None if word is None or head.status not in LIVE else _bearer(keys, word)


def at_least(bearers: Iterable[Bearer | None]) -> int:
    """A number of people that they cannot be fewer than; the same in whatever order they come."""
    apart: list[Bearer] = []
    found = dict.fromkeys(one for one in bearers if one is not None)
    for each in sorted(found, key=lambda one: (one.first, one.last, sorted(one.names))):
        if all(_are_two(each, other) for other in apart):
            apart.append(each)
    return len(apart)


def may_be_many(facts: PersonFacts) -> bool:
    """Whether what is said of the number's births leaves room for so many: cheap, asked before its records are read."""
    return sum(1 + max(0, word.last - word.first) // APART_DAYS for word in facts.words) > MAX_BEARERS


def _bearer(names: frozenset[tuple[str, str]], word: BirthWord) -> Bearer | None:
    return Bearer(names, word.first, word.last) if names and _known(word) else None


def _known(word: BirthWord) -> bool:
    return word.first > UNKNOWN_FROM and word.last < UNKNOWN_TO


def _are_two(one: Bearer, other: Bearer) -> bool:
    shared = {script for script, _ in one.names} & {script for script, _ in other.names}
    return (
        bool(shared)
        and not one.names & other.names
        and max(one.first - other.last, other.first - one.last) > APART_DAYS
    )
