"""The state of an alert or lead, computed from what happened to it and from the time.

Two people decide an alert, each without the other's opinion. Where they differ a third one decides. Rows that it rests
on may go at any time: then it is withdrawn, whatever was decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from services.linkage.alerts.errors import AlertClosed, OpinionGiven, ReasonUnfit
from services.linkage.alerts.raising import Level

DAY_MS: Final = 86_400_000
KEPT_DAYS: Final = {Level.LEAD: 30, Level.SILENT: 30, Level.PROTECTION: 30, Level.ALERT: 90}
"""After which nobody decides any more."""
_AGREE: Final = 2


class State(StrEnum):
    """Where an alert stands."""

    OPEN = "OPEN"
    FIRST_OPINION = "FIRST_OPINION"
    CONFIRMED = "CONFIRMED"
    DISMISSED = "DISMISSED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class Reason(StrEnum):
    """Why somebody holds an alert for right or wrong; the closed list, beside the officer's words."""

    PATTERN_HOLDS = "PATTERN_HOLDS"
    KNOWN_TO_CASE = "KNOWN_TO_CASE"
    LOOK_ALIKE = "LOOK_ALIKE"
    DATA_WRONG = "DATA_WRONG"
    WRONG_PERSON = "WRONG_PERSON"
    SUBJECT_IN_NEED = "SUBJECT_IN_NEED"


CONFIRMING: Final = frozenset({Reason.PATTERN_HOLDS, Reason.KNOWN_TO_CASE})


class Opinion(NamedTuple):
    """One person's. ``officer``: agency and officer. ``at_ms``: epoch milliseconds.

    ``beside``: who stood by as second person, empty for nobody; they know the opinion, and so give none of their own.
    """

    officer: str
    confirms: bool
    reason: Reason
    words: str
    at_ms: int
    beside: str = ""


class History(NamedTuple):
    """Everything that happened: opinions in the order of their times, and when its rows went, 0 for never."""

    level: Level
    raised_ms: int
    opinions: tuple[Opinion, ...] = ()
    withdrawn_ms: int = 0


def state(history: History, now_ms: int) -> State:
    """Where it stands at a time."""
    if history.withdrawn_ms and history.withdrawn_ms <= now_ms:
        return State.WITHDRAWN
    given = [each for each in history.opinions if each.at_ms <= now_ms]
    decided = _decided(given)
    if decided is not None:
        return State.CONFIRMED if decided else State.DISMISSED
    if now_ms >= history.raised_ms + KEPT_DAYS[history.level] * DAY_MS:
        return State.EXPIRED
    return State.FIRST_OPINION if given else State.OPEN


def _decided(opinions: Sequence[Opinion]) -> bool | None:
    counts = Counter(each.confirms for each in opinions)
    agreed = [answer for answer, many in counts.items() if many >= _AGREE]
    return agreed[0] if agreed else None


def with_opinion(history: History, opinion: Opinion) -> History:
    """The history with one opinion more. Raises AlertClosed, OpinionGiven, ReasonUnfit."""
    if history.level != Level.ALERT or state(history, opinion.at_ms) not in (State.OPEN, State.FIRST_OPINION):
        raise AlertClosed
    if any(opinion.officer in (each.officer, each.beside) for each in history.opinions):
        raise OpinionGiven
    if opinion.confirms != (opinion.reason in CONFIRMING):
        raise ReasonUnfit
    return history._replace(opinions=(*history.opinions, opinion))


def opinions_shown(history: History, officer: str, now_ms: int) -> tuple[Opinion, ...]:
    """Those that an officer may see: their own, and all once it is decided, withdrawn or expired."""
    if state(history, now_ms) in (State.OPEN, State.FIRST_OPINION):
        return tuple(each for each in history.opinions if each.officer == officer)
    return history.opinions
