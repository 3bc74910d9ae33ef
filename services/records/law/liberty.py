"""Who is held when, by facts of custody and bail. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from services.values.dates import Span, span_or_none
from services.values.records import Bail, Body, CustodyEvent

RELEASING: Final = frozenset({"RELEASE", "PAROLE", "PROBATION"})
FREEING: Final = RELEASING | {"ESCAPE", "DEATH"}
"""After these nobody holds the person."""
BEFORE_MAGISTRATE: Final = frozenset({"PRODUCTION", "POLICE_REMAND", "JUDICIAL_REMAND", "ADMISSION"})
"""By these the person has been brought before a Magistrate."""
HOLDING: Final = BEFORE_MAGISTRATE | {"ARREST", "TRANSFER", "RECAPTURE"}
AT_LIBERTY: Final = frozenset({"PRE_ARREST_INTERIM", "PRE_ARREST_CONFIRMED", "POST_ARREST", "PROTECTIVE"})
"""Orders on bail that free somebody."""


class _Turn(NamedTuple):
    """The person was taken (``held``) or let go."""

    when: Span
    held: bool


def released(body: Body | None) -> str:
    """The day on which it says that its person was bailed or let go, ISO text; empty where it says no such thing."""
    if isinstance(body, Bail):
        return body.at if body.type in AT_LIBERTY else ""
    return body.at if isinstance(body, CustodyEvent) and body.type in RELEASING else ""


def held_at(bodies: Iterable[Body | None], at: str) -> bool:
    """Whether these facts about one person may leave them held at a time, ISO text.

    A day without a time may be before it or after.
    """
    then = span_or_none(at)
    if then is None:
        return False
    turns = [turn for body in bodies if (turn := _turn(body)) is not None]
    freed = [turn.when for turn in turns if not turn.held and turn.when.last_ms < then.first_ms]
    taken = [turn.when for turn in turns if turn.held and turn.when.first_ms <= then.last_ms]
    return any(all(free.first_ms < hold.first_ms for free in freed) for hold in taken)


def _turn(body: Body | None) -> _Turn | None:
    if not isinstance(body, Bail | CustodyEvent) or (when := span_or_none(body.at)) is None:
        return None
    if isinstance(body, Bail):
        return _Turn(when, held=False) if body.type in AT_LIBERTY else None
    if body.type in HOLDING | FREEING:
        return _Turn(when, held=body.type in HOLDING)
    return None
