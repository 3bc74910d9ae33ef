"""One request as its owner, its asker or oversight sees it."""

from __future__ import annotations

from services.exchange.hits.states import Request, Standing, standing
from services.membership.registry import Registry
from services.membership.rows import DeskRow
from services.values.exchange import CaseReference, Desk, HitAsker, HitRequest
from services.vocabulary.hits import HitRequestKind, HitState


def shown(request: Request, registry: Registry, now_ms: int, *, asks: bool) -> HitRequest:
    """``asks``: to its asker, who learns a record's name only where they saw the record, or it is released to them."""
    now, last = standing(request, now_ms), request.said[-1] if request.said else None
    named = not asks or request.by_name or now.state == HitState.GRANTED
    member = registry.agency(request.agency)
    case = CaseReference(request.case_type, request.case_key)
    lasts = now.state in (HitState.NEEDS_TIME, HitState.GRANTED, HitState.ENDED)
    return HitRequest(
        id=request.id,
        kind=request.kind,
        record=request.record if named else "",
        owner=request.owner,
        asker=HitAsker(request.agency, request.officer, case, _desk(member.desk) if member else None),
        urgency=request.urgency,
        questions=request.questions,
        asked_ms=request.asked_ms,
        state=now.state,
        said_ms=last.at_ms if last else 0,
        due_ms=now.due_ms,
        escalation=now.escalation or "",
        until_ms=last.until_ms if last and lasts else 0,
        desk=_desk_to_call(request, now, registry),
        collector=_collector(request),
    )


def _desk_to_call(request: Request, now: Standing, registry: Registry) -> Desk | None:
    """The owner's desk; once a silence is told, the escalation desk."""
    owner = registry.agency(request.owner)
    if owner is None:
        return None
    return _desk(owner.escalation if now.escalation else owner.desk)


def _collector(request: Request) -> str:
    """What the last VALID said, as long as the owner stands by it."""
    if request.kind != HitRequestKind.CONFIRMATION or request.last not in (HitState.VALID, HitState.LOCATED):
        return ""
    return next((each.collector for each in reversed(request.said) if each.word == HitState.VALID), "")


def _desk(row: DeskRow) -> Desk:
    return Desk(row.name, row.phone, row.email)
