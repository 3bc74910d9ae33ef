"""The banner that puts whom a case accuses to the prosecution first, in whatever answer shows them as accused.

It stands where the caller is shown that somebody is accused: of their own case, or to a post as what to do. Whoever is
shown nothing of it sees no banner, as it would tell that there is something. Why it stands is told to the prosecutor
alone (``guards.py``).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence

from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.app.guarding import (
    ASK_FIRST,
    BANNER,
    Guarded,
    both_sides,
    guards_beside,
    guards_under,
    is_decoy,
    refer,
)
from services.records.app.hits import acting_rows
from services.records.app.one_person import numbers_of
from services.records.codes import is_cited
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.records.rows import ViewRow
from services.records.timeline.banners import with_codes
from services.values.records import Banner
from services.vocabulary.protection import ACCUSED_ROLES, Side, side_of

Guards = Callable[[str], Awaitable[list[Guarded]]]


async def refer_accused(
    context: Context, view: Snapshot, ask: Ask, parts: Iterable[Carried], told: tuple[Banner, ...]
) -> tuple[Banner, ...]:
    """The banners, with this one where the cited case accuses somebody who is shown. Raises StorageUnavailable."""

    async def guards(token: str) -> list[Guarded]:
        return await guards_under(context, view, token, ask.cited, ask.inquiry.now_ms)

    for part in parts if context.guard_law else ():
        rows = [row for row in part.shown.rows if _accuses(part, row)]
        for token in await _tokens(view, ask, part, rows):
            if await _asked_first(context, view, part, token, ask.cited, guards):
                return refer(context, with_codes(told, BANNER), token)
    return told


async def refer_stopped(context: Context, view: Snapshot, ask: Ask, parts: Iterable[Carried]) -> tuple[Banner, ...]:
    """This banner where a post is told what to do with somebody for what stands against them, else none.

    Raises StorageUnavailable.
    """
    for part in parts if context.guard_law else ():
        person = part.seen.person
        rows = [row for row in acting_rows(person, part.shown.rows) if _against(part, row)]
        names = frozenset(part.shown.versions[row.record].record.record_name for row in rows)

        async def guards(token: str, names: frozenset[str] = names) -> list[Guarded]:
            return await guards_beside(context, view, token, names, ask.inquiry.now_ms)

        for token in await _tokens(view, ask, part, rows):
            if await _asked_first(context, view, part, token, names, guards):
                return refer(context, with_codes((), BANNER), token)
    return ()


def _accuses(part: Carried, row: ViewRow) -> bool:
    person = part.seen.person
    return is_cited(row.code) and row.code in person.disclosed and person.classes[row.code].role in ACCUSED_ROLES


def _against(part: Carried, row: ViewRow) -> bool:
    klass = part.seen.person.classes[row.code]
    return side_of(klass.role, klass.kind, klass.list_type) == Side.OFFENDER


async def _tokens(view: Snapshot, ask: Ask, part: Carried, rows: Sequence[ViewRow]) -> list[str]:
    """Numbers of whom the rows are about: the one asked for, else all that name one person; none without rows."""
    if not rows or part.seen.token:
        return [part.seen.token] if rows else []
    held = await view.numbered_rows([row.record for row in rows], ask.cited, ask.inquiry.now_ms)
    return list(dict.fromkeys(token for each in held for token in numbers_of(each.people)))


async def _asked_first(context: Context, view: Snapshot, part: Carried, token: str, of: object, guards: Guards) -> bool:
    """Whether the banner stands. What was found is remembered until something about the person changes: a repeated
    question costs nothing, and takes as long of somebody who is guarded as of a decoy.

    ``of``: what of their cases the caller is shown.
    """
    if is_decoy(context, token):
        return True
    person = part.seen.person
    if not both_sides(line.klass for line in person.lines):
        return False
    key = token, await view.stamp(token), of, tuple(line.code for line in person.lines)
    known = context.asked_first.get(key)
    if known is None:
        known = any(each.guard in ASK_FIRST for each in await guards(token))
        context.asked_first.put(key, known)
    return known
