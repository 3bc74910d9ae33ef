"""ListToldGuards: of which guards a desk was told as nobody had decided, to that desk and a second person.

The prosecution of a district is shown those of cases that are tried before its courts, oversight all of them, without
the case that names a victim. Each is decided anew: what is decided, expunged or rejected meanwhile is in no list.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.guarding import every_guard
from services.records.app.guards import Matter, listed, matters
from services.records.law_book_port import Told
from services.records.ports import Snapshot
from services.values.dates import day_text, today
from services.values.records import ListedGuard, ListToldGuardsResponse, ToldGuard
from services.vocabulary.access import AgencyKind, Permission

MATTERS: Final = 200
"""Matters of one answer, each of which is decided anew."""
DESKS: Final = {AgencyKind.PROSECUTION: "DISTRICT_PROSECUTOR", AgencyKind.OVERSIGHT: "OVERSIGHT"}
"""Which desk a caller's agency is."""


async def list_told_guards(context: Context, inquiry: Inquiry) -> ListToldGuardsResponse:
    """Told last first; empty where the desk was told of none. Raises the gates' refusals, StorageUnavailable."""
    async with context.store.snapshot() as view:
        await admit(context, view, inquiry, Permission.GUARD_TOLD)
        desk = DESKS[AgencyKind(inquiry.caller.agency_kind)]
        told = [each for each in await context.law_book.told_of(desk) if _is_theirs(inquiry, each)]
        found = [(each, matter) for each in told[:MATTERS] for matter in await _standing(context, view, inquiry, each)]
    shown = [one for each, matter in found for one in await _shown(context, inquiry, each, matter)]
    return ListToldGuardsResponse(tuple(shown), len(told) > MATTERS)


def _is_theirs(inquiry: Inquiry, told: Told) -> bool:
    """Whether the case that accuses is tried before a court of the caller's prosecution; to oversight each is."""
    if inquiry.caller.agency_kind == AgencyKind.OVERSIGHT:
        return True
    kind, _, key = told.matter[-1].partition(":")
    return inquiry.caller.agency in inquiry.jurisdiction.prosecutions(kind, key, day_text(today(inquiry.now_ms)))


async def _standing(context: Context, view: Snapshot, inquiry: Inquiry, told: Told) -> list[Matter]:
    """The matter as it is now; none where it is there no more, or is of the caller or their kin."""
    _, token, _ = told.matter
    found = await every_guard(context, view, token, inquiry.now_ms) or []
    others = [each for each in found if not is_own_or_kin(inquiry.caller, each.texts)]
    return [each for each in matters(context, token, others) if each.name == told.matter]


async def _shown(context: Context, inquiry: Inquiry, told: Told, matter: Matter) -> list[ToldGuard]:
    guards = await listed(context, inquiry, matter)
    return [
        ToldGuard(each.charged_case, told.at_ms, _for(inquiry, guard))
        for each, guard in zip(matter.guards, guards, strict=True)
        if guard.overdue
    ]


def _for(inquiry: Inquiry, guard: ListedGuard) -> ListedGuard:
    """To oversight without the case that names them as a victim: it looks at whether, and not at whom."""
    return replace(guard, victim_case=()) if inquiry.caller.agency_kind == AgencyKind.OVERSIGHT else guard
