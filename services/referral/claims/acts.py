"""Who says what of a claim, the body that opened it, the prosecution or the court, and what follows. Pure.

The law says who sees a claim (LAW 2(e)) and that courts order; who says the rest is this project's own rule (P).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from services.access.caller import Caller
from services.access.errors import NotFound, PolicyDenied, Violation
from services.referral.claims.checks import MAX_CASES, MAX_PAYMENTS
from services.referral.claims.kept import OVER, KeptClaim, after
from services.referral.claims.sources import Stands, paying
from services.referral.compensation import Basis, Claim, Payee, Sentence, State, fit, moved, ordered, paid
from services.referral.consent import Guardian
from services.referral.errors import OutOfOrder
from services.values.dates import day_text, span
from services.values.referral import (
    ChangeCompensationRequest,
    CompensationLosses,
    CompensationPayment,
    ReferredCase,
)
from services.vocabulary.access import AgencyKind
from services.vocabulary.referral import CompensationAct
from services.vocabulary.word import Word

A = CompensationAct


class Side(Word):
    """As what an agency works on a claim."""

    HOLDER = "HOLDER"
    PROSECUTION = "PROSECUTION"
    COURT = "COURT"


_HOLDER, _PROSECUTION, _COURT = ({each} for each in Side)
MAY: Final[Mapping[CompensationAct, set[Side]]] = {
    A.ASSESS: _HOLDER,
    A.CLAIM: _HOLDER | _PROSECUTION | _COURT,
    A.NO_SOURCE: _HOLDER | _PROSECUTION,
    A.IDENTIFY: _HOLDER | _PROSECUTION,
    A.SENTENCE: _PROSECUTION | _COURT,
    A.ORDER: _COURT,
    A.REFUSE: _COURT,
    A.DUE: _COURT,
    A.PAY: _HOLDER | _COURT,
    A.DEFAULT: _COURT,
    A.RECOVER: _COURT,
    A.IRRECOVERABLE: _COURT,
    A.STAY: _COURT,
    A.SET_ASIDE: _COURT,
    A.DECLINE: _HOLDER,
    A.CITE: _HOLDER,
}
_MOVES: Final = {
    A.CLAIM: State.CLAIMED,
    A.DEFAULT: State.DEFAULT,
    A.RECOVER: State.RECOVERY,
    A.IRRECOVERABLE: State.IRRECOVERABLE,
    A.STAY: State.STAYED,
    A.DECLINE: State.DECLINED,
}
Step = Callable[[KeptClaim, ChangeCompensationRequest, int], KeptClaim]


def side(caller: Caller, kept: KeptClaim) -> Side | None:
    """As what the caller knows of a claim; None for everybody else. The gates know that the cited case is theirs."""
    if caller.agency_kind == AgencyKind.CHILD_PROTECTION:
        return Side.HOLDER if caller.agency == kept.holder else None
    if not kept.of_case(caller.case_type, caller.case_key):
        return None
    return {AgencyKind.COURT: Side.COURT, AgencyKind.PROSECUTION: Side.PROSECUTION}.get(AgencyKind(caller.agency_kind))


def done(caller: Caller, kept: KeptClaim, request: ChangeCompensationRequest, today: int) -> KeptClaim:
    """The claim after an act. Raises NotFound, PolicyDenied where it is another's to say, OutOfOrder."""
    act, who = CompensationAct(request.act), side(caller, kept)
    if who is None:
        raise NotFound
    if who not in MAY[act]:
        raise PolicyDenied
    step = _STEPS.get(act)
    if step is None:
        return after(replace(kept, claim=moved(kept.claim, _MOVES[act])))
    return after(step(kept, request, today))


def stands(kept: KeptClaim) -> Stands:
    """What of it decides whether a source pays."""
    return Stands(kept.province, kept.losses.bondage_days if kept.losses else 0, kept.sentence)


def payee_fit(kept: KeptClaim, payee: str, guardian: str) -> bool:
    """Whether the money may go there: of a child to the court, or to an account behind which a fit guardian stands."""
    behind = payee != Payee.ACCOUNT_OF_CHILD or guardian == Guardian.FIT
    return fit(kept.claim, Payee(payee), behind)


def _assess(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    return replace(kept, claim=moved(kept.claim, State.ASSESSED), losses=request.losses or CompensationLosses())


def _no_source(kept: KeptClaim, _request: ChangeCompensationRequest, today: int) -> KeptClaim:
    if any(paying(stands(kept), date.fromisoformat(day_text(today)))):
        raise OutOfOrder(Violation("act", "source-open", "can pay as the claim stands"))
    return replace(kept, claim=moved(kept.claim, State.NO_SOURCE))


def _identify(kept: KeptClaim, _request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    if kept.offender_known:
        raise OutOfOrder
    return replace(_open(kept), offender_known=True)


def _sentence(kept: KeptClaim, request: ChangeCompensationRequest, today: int) -> KeptClaim:
    """Who is sentenced may be made to pay: a claim without a source is asked for again."""
    said = Sentence(span(request.day).first_day, request.amount)
    told = replace(_open(kept), sentence=said, offender_known=True)
    pays = any(paying(stands(told), date.fromisoformat(day_text(today))))
    if told.claim.state is State.NO_SOURCE and pays:
        return replace(told, claim=moved(told.claim, State.CLAIMED))
    return told


def _order(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    claim = ordered(kept.claim, Basis(request.basis), request.amount)
    return replace(kept, claim=claim, reference=request.reference, payee=request.payee, guardian=request.guardian)


def _refuse(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    return replace(kept, claim=moved(kept.claim, State.REFUSED), reference=request.reference)


def _due(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    return replace(kept, claim=replace(moved(kept.claim, State.DUE), due=span(request.day).first_day))


def _pay(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    if len(kept.payments) >= MAX_PAYMENTS:
        raise OutOfOrder
    one = CompensationPayment(request.day, request.amount, request.payee, request.receipt_sha256)
    unfit = kept.unfit or not payee_fit(kept, request.payee, request.guardian)
    return replace(kept, claim=paid(kept.claim, request.amount), payments=(*kept.payments, one), unfit=unfit)


def _set_aside(kept: KeptClaim, _request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    claim: Claim = moved(kept.claim, State.SET_ASIDE)
    return replace(kept, claim=claim, sentence=None, reference="", payee="", guardian="")


def _cite(kept: KeptClaim, request: ChangeCompensationRequest, _today: int) -> KeptClaim:
    cited = request.cited or ReferredCase()
    if cited in kept.cases or len(kept.cases) >= MAX_CASES:
        raise OutOfOrder
    return replace(_open(kept), cases=(*kept.cases, cited))


def _open(kept: KeptClaim) -> KeptClaim:
    if kept.claim.state in OVER:
        raise OutOfOrder
    return kept


_STEPS: Final[Mapping[CompensationAct, Step]] = {
    A.ASSESS: _assess,
    A.NO_SOURCE: _no_source,
    A.IDENTIFY: _identify,
    A.SENTENCE: _sentence,
    A.ORDER: _order,
    A.REFUSE: _refuse,
    A.DUE: _due,
    A.PAY: _pay,
    A.SET_ASIDE: _set_aside,
    A.CITE: _cite,
}
