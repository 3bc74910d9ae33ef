"""A provision of law as a row has it: which provision, from when until when, where, and how well it is known.

A date is ISO text; a year or a month is a range, as is a list of the earliest and the latest day that it may be.
``unknown`` is any day. Marks: V read in the statute's text, V2 read in a secondary source, K common knowledge, P policy
of this project. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from services.values.dates import span
from services.vocabulary.answers import CANNOT_TELL, NO, YES, Answer, all_of
from services.vocabulary.word import Word

NEVER: Final = 1 << 40
ALWAYS: Final = -NEVER
MAINLAND: Final = frozenset({"PB", "SD", "KP", "BA", "ICT"})
"""Where a federal Act holds by itself: not in Gilgit-Baltistan, not in Azad Jammu and Kashmir (K)."""
PLACES: Final = MAINLAND | {"GB", "AJK"}
COUNTRY: Final = "PK"
UNKNOWN: Final = "unknown"


class Mark(Word):
    """How well a row is known."""

    V = "V"
    V2 = "V2"
    K = "K"
    P = "P"


class Change(NamedTuple):
    """The days between which a change happens: it has not before ``earliest``, and has from ``latest`` on."""

    earliest: int
    latest: int

    def by(self, day: int) -> Answer:
        """Whether it has happened by a day (days since 1970-01-01)."""
        return NO if day < self.earliest else YES if day >= self.latest else CANNOT_TELL


BEFORE_ALL: Final = Change(ALWAYS, ALWAYS)
AFTER_ALL: Final = Change(NEVER, NEVER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """``id``: of its row; ``ends``: where it ends on another day; ``read_on``: the day on which its file was read."""

    id: str
    law: str
    section: str
    begins: Change
    to: Change
    extent: frozenset[str]
    mark: Mark
    source: str
    note: str
    read_on: str
    ends: tuple[tuple[str, Change], ...] = ()

    @property
    def cited(self) -> str:
        """Such as ``PTPA 2018 s. 2 (V), as read on 2026-11-27``; what is not V asks for counsel, or is a policy."""
        return cited(self.words, self.mark, self.read_on)

    @property
    def words(self) -> str:
        """The law and its section, such as ``PTPA 2018 s. 2``."""
        return f"{self.law} {self.section}".strip()


def cited(words: str, mark: str, read_on: str) -> str:
    """A provision with how well it is known; what is not V asks for counsel, or is a policy."""
    tail = {Mark.V: "", Mark.P: "; a policy of this project"}.get(Mark(mark), "; to be confirmed by counsel")
    return f"{words} ({mark}), as read on {read_on}{tail}"


def in_force(row: Provision, day: int, place: str) -> Answer:
    """Whether a row holds on a day in a place; CANNOT_TELL where its dates leave it open, or its reach does."""
    end = dict(row.ends).get(place, row.to)
    ended = end.by(day)
    over = {YES: NO, NO: YES}.get(ended, CANNOT_TELL)
    return all_of((reaches(row, place), row.begins.by(day), over))


def in_force_over(row: Provision, first: int, last: int, place: str) -> Answer:
    """The same over all days of a span: CANNOT_TELL where they differ. What ends within it differs at its ends."""
    days = {first, last, *(day for day in row.begins if first <= day <= last)}
    found = {in_force(row, day, place) for day in days}
    return found.pop() if len(found) == 1 else CANNOT_TELL


def reaches(row: Provision, place: str) -> Answer:
    """Whether a row holds in a place at all; of a federal Act in GB and AJK it cannot be told."""
    if place in row.extent or (COUNTRY in row.extent and place in MAINLAND) or not row.extent:
        return YES
    return CANNOT_TELL if COUNTRY in row.extent else NO


def change_of(value: object) -> Change:
    """A date of a file. Raises ValueError."""
    if value == UNKNOWN:
        return Change(ALWAYS, NEVER)
    if isinstance(value, list):
        first, last = value
        latest = NEVER if last == UNKNOWN else span(last).first_day
        return _ordered(Change(span(first).first_day, latest))
    if not isinstance(value, str):
        raise ValueError("is no date")
    whole = span(value)
    one_day = whole.first_day == whole.last_day
    return Change(whole.first_day, whole.first_day if one_day else whole.last_day + 1)


def _ordered(change: Change) -> Change:
    if change.earliest >= change.latest:
        raise ValueError("ends before it begins")
    return change
