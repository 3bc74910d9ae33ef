"""How a request to an owner stands: computed from what was said of it and when, never kept. Pure.

A confirmation waits until the owner answers. After a clock of silence it is UNCONFIRMED and the owner's escalation desk
is told, after two clocks oversight. Whoever found the person says so, and the owner is to clear the record. A release
waits likewise, and is UNDECIDED in silence. The clocks are this project's (P).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from services.exchange.desk.clocks import NEVER, escalation
from services.exchange.desk.errors import OutOfOrder
from services.vocabulary.hits import Escalation, HitRequestKind, HitState, Urgency

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
CLOCKS: Final[Mapping[str, int]] = {
    Urgency.IMMEDIATE: 10 * MINUTE_MS,
    Urgency.PRIORITY: HOUR_MS,
    Urgency.ROUTINE: 12 * HOUR_MS,
}
CLEAR_MS: Final = 12 * HOUR_MS
"""An owner has this long to clear a record by which somebody was found."""
LONGEST_NEED_MS: Final = 24 * HOUR_MS
"""After the request; however often the owner needs time."""
LONGEST_RELEASE_MS: Final = 30 * 24 * HOUR_MS

_SILENT: Final = frozenset({HitState.WAITING, HitState.NEEDS_TIME})
_ANSWERED: Final = frozenset({HitState.VALID, HitState.NOT_VALID, HitState.NOT_THIS_PERSON})
FOLLOWS: Final[Mapping[str, Mapping[HitState, frozenset[HitState]]]] = {
    HitRequestKind.CONFIRMATION: {
        HitState.VALID: _SILENT | _ANSWERED,
        HitState.NOT_VALID: _SILENT | _ANSWERED,
        HitState.NOT_THIS_PERSON: _SILENT | _ANSWERED | {HitState.LOCATED},
        HitState.NEEDS_TIME: _SILENT,
        HitState.LOCATED: _SILENT | {HitState.VALID},
        HitState.CLEARED: frozenset({HitState.LOCATED}),
    },
    HitRequestKind.RELEASE: {
        HitState.GRANTED: frozenset({HitState.WAITING, HitState.REFUSED}),
        HitState.REFUSED: frozenset({HitState.WAITING, HitState.GRANTED}),
    },
}
"""By kind, on which last words each word may follow; WAITING where nobody has said anything."""
OF_OWNER: Final[Mapping[str, frozenset[HitState]]] = {
    HitRequestKind.CONFIRMATION: _ANSWERED | {HitState.NEEDS_TIME, HitState.CLEARED},
    HitRequestKind.RELEASE: frozenset({HitState.GRANTED, HitState.REFUSED}),
}
"""By kind, the words that the owner says."""
_OPEN: Final = frozenset({HitState.WAITING, HitState.NEEDS_TIME, HitState.LOCATED})
"""Last words on which the owner is waited for."""


class Said(NamedTuple):
    """One word on a request, and by whom. ``until_ms``: of NEEDS_TIME and GRANTED; ``collector``: of VALID.

    ``child``: of LOCATED, whether the record sought a missing child then, of whom those who protect may be told.
    """

    word: HitState
    at_ms: int
    agency: str
    officer: str
    until_ms: int = 0
    collector: str = ""
    child: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked, by whom and in which case, and all that was said since, oldest first.

    ``by_name``: whether the asker saw the record, and not a bare hit.
    """

    id: str
    kind: HitRequestKind
    record: str
    by_name: bool
    owner: str
    agency: str
    officer: str
    case_type: str
    case_key: str
    urgency: Urgency
    questions: tuple[str, ...]
    asked_ms: int
    said: tuple[Said, ...] = ()

    @property
    def last(self) -> HitState:
        """The last word on it, WAITING where there is none."""
        return self.said[-1].word if self.said else HitState.WAITING

    @property
    def waits(self) -> bool:
        """Whether the owner is waited for, whatever the time is."""
        return self.last in _OPEN

    @property
    def child_ms(self) -> int:
        """When a missing child was found by the record; 0 for none, also where the owner says that it is another."""
        if self.last not in (HitState.LOCATED, HitState.CLEARED):
            return 0
        return next((each.at_ms for each in self.said if each.word == HitState.LOCATED and each.child), 0)


class Standing(NamedTuple):
    """``due_ms``: when a silence is told to others, ``escalation``: who is told by now; 0 and None for no silence."""

    state: HitState
    due_ms: int
    escalation: Escalation | None


def standing(request: Request, now_ms: int) -> Standing:
    """How it stands at a time that is not before the last word on it."""
    last, until_ms = request.last, request.said[-1].until_ms if request.said else 0
    if last == HitState.GRANTED:
        return Standing(HitState.GRANTED if now_ms < until_ms else HitState.ENDED, 0, None)
    if not request.waits:
        return Standing(last, 0, None)
    due_ms = _due_ms(request)
    silent = now_ms >= due_ms and last != HitState.LOCATED
    return Standing(_silence(request) if silent else last, due_ms, escalation(due_ms, _clock_ms(request), now_ms))


def oversight_ms(request: Request) -> int:
    """When oversight is told of the silence, if nothing is said before; NEVER where nothing is waited for."""
    return _due_ms(request) + _clock_ms(request) if request.waits else NEVER


def after(request: Request, said: Said) -> Request:
    """The request with one more word. Raises OutOfOrder for a word that cannot follow, or for so long."""
    if request.last not in FOLLOWS[request.kind].get(said.word, frozenset()):
        raise OutOfOrder
    if said.at_ms < (request.said[-1].at_ms if request.said else request.asked_ms):
        raise OutOfOrder
    if standing(request, said.at_ms).state == HitState.ENDED or not _bounded(request, said):
        raise OutOfOrder
    return replace(request, said=(*request.said, said))


def _bounded(request: Request, said: Said) -> bool:
    if said.word == HitState.NEEDS_TIME:
        return said.at_ms < said.until_ms <= request.asked_ms + LONGEST_NEED_MS
    if said.word == HitState.GRANTED:
        return said.at_ms < said.until_ms <= said.at_ms + LONGEST_RELEASE_MS
    return said.until_ms == 0


def _due_ms(request: Request) -> int:
    if request.last == HitState.LOCATED:
        return request.said[-1].at_ms + CLEAR_MS
    return request.said[-1].until_ms if request.said else request.asked_ms + CLOCKS[request.urgency]


def _clock_ms(request: Request) -> int:
    return CLEAR_MS if request.last == HitState.LOCATED else CLOCKS[request.urgency]


def _silence(request: Request) -> HitState:
    return HitState.UNDECIDED if request.kind == HitRequestKind.RELEASE else HitState.UNCONFIRMED
