"""One request as its owner, its asker or oversight sees it."""

from __future__ import annotations

from services.exchange.desk.shown import asker_of, desk_to_call
from services.exchange.hits.states import Request, standing
from services.membership.registry import Registry
from services.values.exchange import HitRequest
from services.vocabulary.hits import HitRequestKind, HitState


def shown(request: Request, registry: Registry, now_ms: int, *, asks: bool) -> HitRequest:
    """``asks``: to its asker, who learns a record's name only where they saw the record, or it is released to them."""
    now, last = standing(request, now_ms), request.said[-1] if request.said else None
    named = not asks or request.by_name or now.state == HitState.GRANTED
    lasts = now.state in (HitState.NEEDS_TIME, HitState.GRANTED, HitState.ENDED)
    return HitRequest(
        id=request.id,
        kind=request.kind,
        record=request.record if named else "",
        owner=request.owner,
        asker=asker_of(request, registry),
        urgency=request.urgency,
        questions=request.questions,
        asked_ms=request.asked_ms,
        state=now.state,
        said_ms=last.at_ms if last else 0,
        due_ms=now.due_ms,
        escalation=now.escalation or "",
        until_ms=last.until_ms if last and lasts else 0,
        desk=desk_to_call(request.owner, registry, escalated=now.escalation is not None),
        collector=_collector(request),
    )


def _collector(request: Request) -> str:
    """What the last VALID said, as long as the owner stands by it."""
    if request.kind != HitRequestKind.CONFIRMATION or request.last not in (HitState.VALID, HitState.LOCATED):
        return ""
    return next((each.collector for each in reversed(request.said) if each.word == HitState.VALID), "")
