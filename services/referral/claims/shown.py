"""A claim as whoever works on it knows it, with what there is to look at; an investigator knows its state alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from services.referral.claims.acts import payee_fit, stands
from services.referral.claims.kept import KeptClaim
from services.referral.claims.sources import Source, paying
from services.referral.compensation import Payee, Point, State, least_for_bondage, points
from services.values.dates import day_text, today
from services.values.referral import Compensation, CompensationSource, GetCompensationStatusResponse


def shown(kept: KeptClaim, now_ms: int) -> Compensation:
    """All of it, and what can pay and what there is to look at on the day."""
    claim, sentence = kept.claim, kept.sentence
    sources = tuple(paying(stands(kept), date.fromisoformat(day_text(today(now_ms)))))
    days = kept.losses.bondage_days if kept.losses and any(each.bondage for each in sources) else 0
    return Compensation(
        id=kept.id,
        subject=kept.subject,
        cases=kept.cases,
        holder=kept.holder,
        state=claim.state,
        opened_ms=kept.opened_ms,
        child=kept.child,
        province=kept.province,
        offender_known=kept.offender_known,
        losses=kept.losses,
        basis=claim.basis if claim.amount else "",
        amount=claim.amount,
        reference=kept.reference,
        due=day_text(claim.due) if claim.due else "",
        payee=kept.payee,
        payments=kept.payments,
        sentenced=day_text(sentence.day) if sentence else "",
        fine=sentence.fine if sentence else 0,
        sources=tuple(map(_source, sources)),
        least=least_for_bondage(days),
        points=tuple(point for point in Point if point in _points(kept, today(now_ms))),
    )


def told(states: Iterable[State]) -> GetCompensationStatusResponse:
    """To an investigator: a state each, and no id, person, body or sum; sorted, so that the order tells nothing."""
    return GetCompensationStatusResponse(tuple(sorted(states)))


def _points(kept: KeptClaim, day: int) -> frozenset[Point]:
    found = points(kept.claim, day, kept.sentence)
    unfit = kept.unfit or (bool(kept.payee) and not payee_fit(kept, Payee(kept.payee), kept.guardian))
    return found | {Point.PAYEE_UNFIT} if unfit else found


def _source(one: Source) -> CompensationSource:
    return CompensationSource(one.id, one.provision, one.mark, one.english, one.urdu, one.read_on.isoformat())
