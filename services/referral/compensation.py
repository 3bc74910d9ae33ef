"""Compensation of a victim: opened on the day they may be one, whether an offender is known or not. Pure.

No statute that was found pays where the offender is unknown: then there is no source, which is counted and published.
A claim is closed by payment or by the victim's own word, and never by an acquittal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from services.referral.errors import OutOfOrder
from services.vocabulary.word import Word

BONDAGE_DAY: Final = 50
"""Rupees for a day of bondage, out of the fine, where it is recovered (Bonded Labour Act s. 12, text of Punjab, V)."""
DAYS: Final = 30
"""Within which a claim is assessed, and an order or a refusal recorded after a sentence (P)."""


class State(Word):
    """How far a claim has come."""

    NOT_ASSESSED = "NOT_ASSESSED"
    ASSESSED = "ASSESSED"
    CLAIMED = "CLAIMED"
    ORDERED = "ORDERED"
    REFUSED = "REFUSED"
    NO_SOURCE = "NO_SOURCE"
    DUE = "DUE"
    PART_PAID = "PART_PAID"
    PAID = "PAID"
    DEFAULT = "DEFAULT"
    RECOVERY = "RECOVERY"
    IRRECOVERABLE = "IRRECOVERABLE"
    STAYED = "STAYED"
    SET_ASIDE = "SET_ASIDE"
    DECLINED = "DECLINED"


_FOLLOWS: Final = {
    State.NOT_ASSESSED: {State.ASSESSED},
    State.ASSESSED: {State.CLAIMED, State.NO_SOURCE},
    State.CLAIMED: {State.ORDERED, State.REFUSED, State.NO_SOURCE},
    State.NO_SOURCE: {State.CLAIMED},
    State.REFUSED: {State.CLAIMED},
    State.ORDERED: {State.DUE, State.STAYED, State.SET_ASIDE},
    State.DUE: {State.DEFAULT, State.STAYED, State.SET_ASIDE},
    State.PART_PAID: {State.DEFAULT},
    State.STAYED: {State.DUE, State.SET_ASIDE},
    State.SET_ASIDE: {State.CLAIMED},
    State.DEFAULT: {State.RECOVERY},
    State.RECOVERY: {State.IRRECOVERABLE},
}
_CLOSED: Final = frozenset({State.PAID, State.DECLINED})
_PAYABLE: Final = frozenset({State.ORDERED, State.DUE, State.PART_PAID, State.DEFAULT, State.RECOVERY})


class Basis(Word):
    """Which provision an order rests on."""

    CRPC_545 = "CRPC_545"
    CRPC_544A = "CRPC_544A"
    PTPA_12 = "PTPA_12"
    BLSA_12 = "BLSA_12"
    BLSA_8 = "BLSA_8"
    OTHER = "OTHER"


class Payee(Word):
    """To whom it is paid."""

    VICTIM = "VICTIM"
    COURT_DEPOSIT = "COURT_DEPOSIT"
    ACCOUNT_OF_CHILD = "ACCOUNT_OF_CHILD"
    GUARDIAN = "GUARDIAN"


class Point(Word):
    """What there is to say of a claim."""

    NOT_ASSESSED_30D = "NOT_ASSESSED_30D"
    FINE_WITHOUT_ORDER = "FINE_WITHOUT_ORDER"
    ABOVE_FINE = "ABOVE_FINE"
    OVERDUE = "OVERDUE"
    PAYEE_UNFIT = "PAYEE_UNFIT"
    NO_SOURCE = "NO_SOURCE"
    ORDER_NOT_RECORDED = "ORDER_NOT_RECORDED"


@dataclass(frozen=True, slots=True)
class Claim:
    """Days since 1970-01-01, rupees. ``amount``: as ordered; ``due``: when it is to be paid, 0 where none is set."""

    opened: int
    child: bool = False
    state: State = State.NOT_ASSESSED
    basis: Basis = Basis.OTHER
    amount: int = 0
    due: int = 0
    paid: int = 0


class Sentence(NamedTuple):
    """Of an offender in the case. ``fine``: rupees, 0 for none; ``day``: of the sentence."""

    day: int
    fine: int


def moved(claim: Claim, to: State) -> Claim:
    """The next state. Raises OutOfOrder where it does not follow; the victim may always decline what is not paid."""
    if claim.state in _CLOSED or (to is not State.DECLINED and to not in _FOLLOWS.get(claim.state, set())):
        raise OutOfOrder
    after = replace(claim, state=to)
    return replace(after, amount=0, due=0) if to is State.SET_ASIDE else after


def ordered(claim: Claim, basis: Basis, amount: int) -> Claim:
    """A court orders an amount. Raises OutOfOrder."""
    return replace(moved(claim, State.ORDERED), basis=basis, amount=amount)


def paid(claim: Claim, amount: int) -> Claim:
    """A payment arrives; the claim is paid once all of the order is. Raises OutOfOrder."""
    if claim.state not in _PAYABLE or amount <= 0:
        raise OutOfOrder
    whole = claim.paid + amount
    return replace(claim, paid=whole, state=State.PAID if whole >= claim.amount else State.PART_PAID)


def points(
    claim: Claim, today: int, sentence: Sentence | None = None, payee: Payee | None = None, *, payee_fit: bool = True
) -> frozenset[Point]:
    """What there is to say on a day. ``payee_fit``: whether a guardian is neither accused nor of their kin."""
    unordered = claim.state in (State.NOT_ASSESSED, State.ASSESSED, State.CLAIMED, State.NO_SOURCE)
    late = sentence is not None and unordered and today - sentence.day > DAYS
    found = {
        Point.NOT_ASSESSED_30D: claim.state is State.NOT_ASSESSED and today - claim.opened > DAYS,
        Point.FINE_WITHOUT_ORDER: late and sentence is not None and sentence.fine > 0,
        Point.ORDER_NOT_RECORDED: late,
        Point.ABOVE_FINE: claim.basis is Basis.CRPC_545 and sentence is not None and claim.amount > sentence.fine,
        Point.OVERDUE: claim.state in (State.DUE, State.PART_PAID) and 0 < claim.due < today,
        Point.PAYEE_UNFIT: payee is not None and not fit(claim, payee, payee_fit),
        Point.NO_SOURCE: claim.state is State.NO_SOURCE,
    }
    return frozenset(point for point, there in found.items() if there)


def least_for_bondage(days: int) -> int:
    """Rupees at least, where the fine is recovered (text of Punjab)."""
    return days * BONDAGE_DAY


def fit(claim: Claim, payee: Payee, payee_fit: bool) -> bool:
    """Whether the money may go there; ``payee_fit``: whether who stands behind an account is fit."""
    if not claim.child:
        return payee is Payee.VICTIM or payee is Payee.COURT_DEPOSIT
    return payee in (Payee.COURT_DEPOSIT, Payee.ACCOUNT_OF_CHILD) and payee_fit
