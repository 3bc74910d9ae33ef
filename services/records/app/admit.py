"""How every use case starts: the cited case is resolved, then the gates are asked (vocabulary, rows 1 to 3)."""

from __future__ import annotations

from collections.abc import Iterable

from services.access.gates import pass_gates
from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.app.resolve import resolve_case
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.vocabulary.access import Permission


async def admit(
    context: Context,
    view: Snapshot,
    inquiry: Inquiry,
    permission: Permission,
    *,
    asked: Iterable[str] = (),
    break_glass: str = "",
) -> Ask:
    """The call as admitted. ``asked``: every ``TYPE:canonical`` text of the number that is asked for.

    Raises the refusal that the gates name, BreakGlassInvalid, StorageUnavailable.
    """
    inquiry.trail.break_glass = break_glass
    case = await resolve_case(context, view, inquiry)
    opened = await pass_gates(inquiry, case.facts, permission, asked, context.glass, break_glass)
    return Ask(inquiry, case.facts, case.cited, opened, case.accusers)
