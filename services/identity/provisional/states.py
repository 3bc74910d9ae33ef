"""Where a provisional identity may go from where it stands. Pure.

OPEN -> SUBMITTED -> REGISTERED or REFUSED; one that is held may be MERGED into another, and taken out again, or CLOSED.
A review moves its days; what expires is reviewed, never erased. 90 and 365 days are this project's (P).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from services.identity.provisional.errors import OutOfOrder
from services.values.identity import Guardian, Provisional
from services.values.records import Identifier
from services.vocabulary.provisional import ProvisionalAct, ProvisionalState, ReviewTask

DAY_MS: Final = 86_400_000
REVIEW_MS: Final = 90 * DAY_MS
EXPIRY_MS: Final = 365 * DAY_MS
HELD: Final = frozenset({ProvisionalState.OPEN, ProvisionalState.SUBMITTED, ProvisionalState.REFUSED})
"""A child-protection body still looks after it."""
FROM: Final[Mapping[ProvisionalAct, frozenset[ProvisionalState]]] = {
    ProvisionalAct.SUBMIT: frozenset({ProvisionalState.OPEN, ProvisionalState.REFUSED}),
    ProvisionalAct.REGISTER: frozenset({ProvisionalState.SUBMITTED}),
    ProvisionalAct.REFUSE: frozenset({ProvisionalState.SUBMITTED}),
    ProvisionalAct.MERGE: HELD,
    ProvisionalAct.UNDO_MERGE: frozenset({ProvisionalState.MERGED}),
    ProvisionalAct.CLOSE: HELD,
    ProvisionalAct.REVIEW: HELD,
}
"""States on which each act may follow."""
OF_REGISTRY: Final = frozenset({ProvisionalAct.REGISTER, ProvisionalAct.REFUSE})
"""The registry's own acts; all others are the body's."""


@dataclass(frozen=True, slots=True)
class Held:
    """One provisional identity as it is kept. ``number``: under which the child was registered.

    ``before``: the state before a merge, which undoing it restores. ``opened_ms``: when a body took the child in, 0
    where it was not kept.
    """

    child: Provisional
    number: Identifier | None = None
    before: str = ""
    opened_ms: int = 0

    @property
    def state(self) -> str:
        """Where it stands, a word of :class:`services.vocabulary.provisional.ProvisionalState`."""
        return self.child.state


def opened(child: Provisional, id_: str, holder: str, now_ms: int) -> Held:
    """An identity as it begins: held by ``holder``, due for review in 90 days."""
    return Held(
        replace(
            child,
            id=id_,
            holder=holder,
            state=ProvisionalState.OPEN,
            review_ms=now_ms + REVIEW_MS,
            expires_ms=now_ms + EXPIRY_MS,
        ),
        opened_ms=now_ms,
    )


def submitted(held: Held, guardian: Guardian) -> Held:
    """Sent to the registry, with the guardian designated. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.SUBMIT)
    return replace(held, child=replace(child, state=ProvisionalState.SUBMITTED, guardian=guardian, refused=""))


def registered(held: Held, number: Identifier) -> Held:
    """Registered under a number, which only the registry keeps. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.REGISTER)
    return replace(held, child=replace(child, state=ProvisionalState.REGISTERED), number=number)


def refused(held: Held, why: str) -> Held:
    """Refused by the registry. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.REFUSE)
    return replace(held, child=replace(child, state=ProvisionalState.REFUSED, refused=why))


def merged(held: Held, into: Held) -> Held:
    """Found to be the child of ``into``, which stays as it is. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.MERGE)
    if into.child.id == child.id or into.state not in HELD | {ProvisionalState.REGISTERED}:
        raise OutOfOrder
    moved = replace(child, state=ProvisionalState.MERGED, merged_into=into.child.id)
    return replace(held, child=moved, before=held.state)


def unmerged(held: Held) -> Held:
    """As it was before the merge. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.UNDO_MERGE)
    return replace(held, child=replace(child, state=held.before, merged_into=""), before="")


def closed(held: Held, why: str) -> Held:
    """Closed by its body. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.CLOSE)
    return replace(held, child=replace(child, state=ProvisionalState.CLOSED, closed=why))


def reviewed(held: Held, guardian: Guardian | None, now_ms: int) -> Held:
    """Reviewed now, perhaps with another guardian: both days begin anew. Raises OutOfOrder."""
    child = _of(held, ProvisionalAct.REVIEW)
    review_ms, expires_ms = now_ms + REVIEW_MS, now_ms + EXPIRY_MS
    guardian = guardian or child.guardian
    return replace(held, child=replace(child, guardian=guardian, review_ms=review_ms, expires_ms=expires_ms))


def task_of(child: Provisional, now_ms: int) -> str:
    """What waits for the body: EXPIRED, REVIEW, or nothing."""
    if child.state not in HELD or now_ms < min(child.review_ms, child.expires_ms):
        return ""
    return ReviewTask.EXPIRED if now_ms >= child.expires_ms else ReviewTask.REVIEW


def _of(held: Held, act: ProvisionalAct) -> Provisional:
    """The child, where the act may follow. Raises OutOfOrder."""
    if held.state not in FROM[act]:
        raise OutOfOrder
    return held.child
