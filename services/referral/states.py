"""How a referral goes on, whose turn it is, and when nobody helps. Pure.

A bearer that rejects it, or lets its time pass, hands it to the next of the list, who has as much time; how late the
whole is counts from the first. After the last there is no bearer, which is counted and goes to the district committee.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.referral.errors import OutOfOrder
from services.vocabulary.word import Word

_HOUR_MS: Final = 3_600_000


class State(Word):
    """How far a referral has come."""

    SENT = "SENT"
    ACCEPTED = "ACCEPTED"
    IN_SERVICE = "IN_SERVICE"
    COMPLETED = "COMPLETED"
    STOPPED = "STOPPED"
    NO_BEARER = "NO_BEARER"


class Urgency(Word):
    """How soon it is to be acknowledged (P)."""

    NOW = "NOW"
    DAY = "DAY"
    WEEK = "WEEK"


class Rejection(Word):
    """Why a bearer does not take it."""

    NO_PLACE = "NO_PLACE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    OUT_OF_AREA = "OUT_OF_AREA"
    WRONG_SERVICE = "WRONG_SERVICE"
    UNSAFE = "UNSAFE"
    NO_CONSENT = "NO_CONSENT"
    EXPIRED = "EXPIRED"


ACKNOWLEDGE_MS: Final = {Urgency.NOW: 2 * _HOUR_MS, Urgency.DAY: 12 * _HOUR_MS, Urgency.WEEK: 72 * _HOUR_MS}


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body that gives a service. ``district``: where; ``women``: whether women receive and accompany girls there."""

    body: str
    district: str
    women: bool = True


@dataclass(frozen=True, slots=True)
class Referral:
    """``bearers``: in turn, as when it was sent; ``at``: whose turn it is; ``refused``: why those before did not.

    ``sent_ms``: when the first was asked; ``asked_ms``: when the one whose turn it is was.
    """

    id: str
    urgency: Urgency
    sent_ms: int
    asked_ms: int
    bearers: tuple[Bearer, ...]
    at: int = 0
    state: State = State.SENT
    refused: tuple[Rejection, ...] = ()

    @property
    def bearer(self) -> Bearer | None:
        """Whose turn it is, or who took it; None where nobody does."""
        return None if self.state is State.NO_BEARER else self.bearers[self.at]

    @property
    def acknowledge_by_ms(self) -> int:
        """When somebody is to have acknowledged it; no change of bearer moves that."""
        return self.sent_ms + ACKNOWLEDGE_MS[self.urgency]


def send(
    name: str, urgency: Urgency, now_ms: int, bearers: Sequence[Bearer], *, girl: bool = False, threat_near: str = ""
) -> Referral:
    """A referral to the first that may be asked: none near a threat; of those without women none for a girl, who refuse
    it as unsafe. Where none is left it has no bearer at once.
    """
    safe = tuple(each for each in bearers if each.district != threat_near and (each.women or not girl))
    unsafe = (Rejection.UNSAFE,) if not safe and bearers else ()
    state = State.SENT if safe else State.NO_BEARER
    return Referral(name, urgency, now_ms, now_ms, safe, 0, state, unsafe)


def accept(referral: Referral) -> Referral:
    """The bearer whose turn it is takes it. Raises OutOfOrder."""
    return _moved(referral, State.SENT, State.ACCEPTED)


def begin(referral: Referral) -> Referral:
    """The service begins. Raises OutOfOrder."""
    return _moved(referral, State.ACCEPTED, State.IN_SERVICE)


def complete(referral: Referral) -> Referral:
    """The service is done. Raises OutOfOrder."""
    return _moved(referral, State.IN_SERVICE, State.COMPLETED)


def stop(referral: Referral) -> Referral:
    """Consent is withdrawn; what is over stays as it is. Raises OutOfOrder."""
    if referral.state in (State.COMPLETED, State.STOPPED, State.NO_BEARER):
        raise OutOfOrder
    return replace(referral, state=State.STOPPED)


def reject(referral: Referral, why: Rejection, now_ms: int) -> Referral:
    """The next one's turn, or nobody's. Raises OutOfOrder."""
    if referral.state is not State.SENT:
        raise OutOfOrder
    refused = (*referral.refused, why)
    if referral.at + 1 < len(referral.bearers):
        return replace(referral, at=referral.at + 1, asked_ms=now_ms, refused=refused)
    return replace(referral, state=State.NO_BEARER, refused=refused)


def lapsed(referral: Referral, now_ms: int) -> Referral:
    """How it stands at a time: whoever let theirs pass is passed over at the end of it, and so on down the list."""
    while referral.state is State.SENT and now_ms > (over_ms := referral.asked_ms + ACKNOWLEDGE_MS[referral.urgency]):
        referral = reject(referral, Rejection.EXPIRED, over_ms)
    return referral


def _moved(referral: Referral, before: State, after: State) -> Referral:
    if referral.state is not before:
        raise OutOfOrder
    return replace(referral, state=after)
