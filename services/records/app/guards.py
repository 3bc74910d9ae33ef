"""ListGuards: whom the cited case accuses though another case names them as a victim, to its prosecutor and a second
person."""

from __future__ import annotations

from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.guarding import guards_under, reference_of
from services.records.app.one_person import numbers_of
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.values.records import ListedGuard, ListGuardsResponse
from services.vocabulary.access import Permission
from services.vocabulary.protection import ACCUSED_ROLES


async def list_guards(context: Context, inquiry: Inquiry) -> ListGuardsResponse:
    """By reference; empty where the case accuses nobody of whom this is so, or is not the officer's.

    Raises the gates' refusals, StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.GUARD_READ)
        tokens = await _accused(context, view, ask)
        found = [each for token in tokens for each in await _under(context, view, ask, token)]
    return ListGuardsResponse(tuple(sorted(found, key=lambda each: (each.reference, each.guard, each.since_ms))))


async def _accused(context: Context, view: Snapshot, ask: Ask) -> list[str]:
    """Numbers of whom the cited case accuses, each once."""
    tokens = [each for each in ask.cited if isinstance(each, str)]
    rows = await view.case_members(tokens, ask.inquiry.now_ms)
    classes = await context.classes.of(view, {class_of(row.code) for row in rows})
    accused = [row.record for row in rows if classes[class_of(row.code)].role in ACCUSED_ROLES]
    held = await view.numbered_rows(accused, ask.cited, ask.inquiry.now_ms)
    return list(dict.fromkeys(token for each in held for token in numbers_of(each.people)))


async def _under(context: Context, view: Snapshot, ask: Ask, token: str) -> list[ListedGuard]:
    law, inquiry = context.guard_law, ask.inquiry
    if law is None:
        return []
    found = await guards_under(context, view, token, ask.cited, inquiry.now_ms)
    return [
        ListedGuard(
            reference_of(context, token),
            each.guard,
            each.confirm_identity,
            each.victim_case,
            each.since_ms,
            each.custody,
            law.overdue(each.since_ms, inquiry.now_ms, custody=each.custody),
        )
        for each in found
        if not is_own_or_kin(inquiry.caller, each.texts)
    ]
