"""Who asks, and whom to call, as the registry of the call names them."""

from __future__ import annotations

from services.exchange.desk.ports import Request
from services.membership.registry import Registry
from services.membership.rows import DeskRow
from services.values.exchange import CaseReference, Desk, HitAsker


def asker_of(request: Request, registry: Registry) -> HitAsker:
    """All that an owner learns of who asks."""
    member = registry.agency(request.agency)
    case = CaseReference(request.case_type, request.case_key)
    return HitAsker(request.agency, request.officer, case, _desk(member.desk) if member else None)


def desk_to_call(owner: str, registry: Registry, *, escalated: bool) -> Desk | None:
    """The owner's desk; once a silence is told, the escalation desk. None for no member."""
    member = registry.agency(owner)
    if member is None:
        return None
    return _desk(member.escalation if escalated else member.desk)


def _desk(row: DeskRow) -> Desk:
    return Desk(row.name, row.phone, row.email)
