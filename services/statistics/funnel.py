"""From statement to acquittal, one line an accused: order in time, and no cause. Pure.

Only what courts own counts. Never by judge, prosecutor, officer, court or station.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from services.vocabulary.word import Word


class Stage(Word):
    """How far a case against one accused came."""

    NAMED = "N0"
    CHANGED = "N1"
    BAILED = "N2"
    BAILED_AFTER = "N3"
    ACQUITTED = "N4"
    ACQUITTED_AFTER = "N5"
    PROTECTED = "N6"


class Told(NamedTuple):
    """A victim's statement. ``names``: accused whom it names; ``changes``: it retracts or modifies; ``protected``: a
    measure was in force that day; ``day``: days since 1970-01-01.
    """

    victim: str
    names: frozenset[str]
    day: int
    changes: bool = False
    protected: bool = False


class Ended(NamedTuple):
    """Of one accused, by a court: first bail and the acquittal that stands, days since 1970-01-01, or None."""

    accused: str
    bailed: int | None = None
    acquitted: int | None = None


class Line(NamedTuple):
    """``stages``: reached; ``days``: from the first change to the acquittal, None where there are not both."""

    accused: str
    stages: frozenset[Stage]
    days: int | None


def funnel(told: Iterable[Told], ended: Iterable[Ended]) -> tuple[Line, ...]:
    """A line for each accused whom a victim's statement names, in the order of ``ended``."""
    statements = list(told)
    found = []
    for each in ended:
        own = [statement for statement in statements if each.accused in statement.names]
        if own:
            found.append(_line(each, own))
    return tuple(found)


def _line(accused: Ended, own: list[Told]) -> Line:
    changes = [statement for statement in own if statement.changes]
    first = min((statement.day for statement in changes), default=None)
    acquitted = accused.acquitted
    reached = {
        Stage.NAMED: True,
        Stage.CHANGED: first is not None,
        Stage.BAILED: accused.bailed is not None,
        Stage.BAILED_AFTER: first is not None and accused.bailed is not None and accused.bailed >= first,
        Stage.ACQUITTED: acquitted is not None,
        Stage.ACQUITTED_AFTER: first is not None and acquitted is not None and acquitted >= first,
        Stage.PROTECTED: any(statement.protected for statement in changes),
    }
    days = acquitted - first if first is not None and acquitted is not None and acquitted >= first else None
    return Line(accused.accused, frozenset(stage for stage, there in reached.items() if there), days)
