"""ListGuards and DecideGuard: whom the cited case accuses though another case names them as a victim, and what its
prosecutor decides, to that prosecutor and a second person.

A decision is kept beside the records and changes none: neither standing nor what anybody else is answered. Another
status or another charge opens the matter again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.gates import is_own_or_kin
from services.access.request_id import Act
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.guarding import ASK_FIRST, Guarded, guards_under, matter_of
from services.records.app.one_person import numbers_of
from services.records.app.references import reference_of
from services.records.codes import class_of
from services.records.guard_port import GuardLaw
from services.records.law_book_port import LawBook, Said
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.values.records import (
    DecideGuardRequest,
    DecideGuardResponse,
    GuardDecision,
    ListedGuard,
    ListGuardsResponse,
    ToldDesk,
)
from services.vocabulary.access import Permission
from services.vocabulary.protection import ACCUSED_ROLES

LONGEST: Final = 2000
"""Characters of a reason."""


class Matter(NamedTuple):
    """All guards of one accused person of one case. ``basis``: hex SHA-256 of what a decision rests on; ``id``: for
    whoever decides.
    """

    reference: str
    id: str
    guards: tuple[Guarded, ...]
    name: tuple[str, ...]
    basis: str


async def list_guards(context: Context, inquiry: Inquiry) -> ListGuardsResponse:
    """By reference; empty where the case accuses nobody of whom this is so, or is not the officer's.

    A desk that is to know by now is told, once. Raises the gates' refusals, StorageUnavailable.
    """
    found: list[ListedGuard] = []
    for matter in await _matters(context, inquiry, Permission.GUARD_READ):
        found += await listed(context, inquiry, matter)
    return ListGuardsResponse(
        tuple(sorted(found, key=lambda each: (each.reference, each.matter, each.guard, each.since_ms)))
    )


async def decide_guard(
    context: Context, inquiry: Inquiry, request: DecideGuardRequest, act: Act
) -> DecideGuardResponse:
    """Keep what is decided on one person of the cited case.

    Raises the gates' refusals, InvalidArgument, NotFound, RequestIdReused, StorageUnavailable.
    """
    if not request.outcome:
        raise InvalidArgument(Violation("outcome", "required", "must be given"))
    if not 1 <= len(request.reason.strip()) <= LONGEST:
        raise InvalidArgument(Violation("reason", "length", f"must have 1 to {LONGEST} characters"))
    found = await _matters(context, inquiry, Permission.GUARD_DECIDE)
    matter = _named(found, request)
    who = inquiry.caller
    said = Said(request.outcome, request.reason, who.agency, who.officer, inquiry.now_ms, matter.basis)
    await context.law_book.say(matter.name, said, act)
    return DecideGuardResponse(tuple(await listed(context, inquiry, matter)))


def _named(found: Iterable[Matter], request: DecideGuardRequest) -> Matter:
    """Raises NotFound, and InvalidArgument where the reference has several matters and none is named."""
    of_reference = [each for each in found if each.reference == request.reference]
    wanted = [each for each in of_reference if request.matter in ("", each.id)]
    if not wanted:
        raise NotFound
    if len(wanted) > 1:
        names = ", ".join(sorted(each.id for each in wanted))
        raise InvalidArgument(Violation("matter", "ambiguous", f"must be one of {names}"))
    return wanted[0]


async def _matters(context: Context, inquiry: Inquiry, permission: Permission) -> list[Matter]:
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, permission)
        return [
            made
            for token in await _accused(context, view, ask)
            for made in matters(context, token, await _under(context, view, ask, token))
        ]


def matters(context: Context, token: str, guards: Iterable[Guarded]) -> list[Matter]:
    """Guards of one person by the case that accuses them."""
    by_case: dict[str, list[Guarded]] = {}
    for each in guards:
        by_case.setdefault(each.charged_in, []).append(each)
    return [
        Matter(
            reference_of(context, token),
            matter_of(context, token, case),
            tuple(found),
            ("guard", token, case),
            _basis(found),
        )
        for case, found in by_case.items()
    ]


def _basis(guards: Iterable[Guarded]) -> str:
    return sha256("\n".join(sorted({each.basis for each in guards})).encode()).hexdigest()


async def _accused(context: Context, view: Snapshot, ask: Ask) -> list[str]:
    """Numbers of whom the cited case accuses, each once."""
    tokens = [each for each in ask.cited if isinstance(each, str)]
    rows = await view.case_members(tokens, ask.inquiry.now_ms)
    classes = await context.classes.of(view, {class_of(row.code) for row in rows})
    accused = [row.record for row in rows if classes[class_of(row.code)].role in ACCUSED_ROLES]
    held = await view.numbered_rows(accused, ask.cited, ask.inquiry.now_ms)
    return list(dict.fromkeys(token for each in held for token in numbers_of(each.people)))


async def _under(context: Context, view: Snapshot, ask: Ask, token: str) -> list[Guarded]:
    found = await guards_under(context, view, token, ask.cited, ask.inquiry.now_ms)
    return [each for each in found if not is_own_or_kin(ask.inquiry.caller, each.texts)]


async def listed(context: Context, inquiry: Inquiry, matter: Matter) -> list[ListedGuard]:
    """Guards of one matter with what was decided and which desk was told; where a decision stands nobody is told."""
    law, book = context.guard_law, context.law_book
    if law is None:
        return []
    said = await book.last(matter.name)
    stands = said is not None and said.basis == matter.basis
    since = {each: each.since_ms if stands else await waits_since(book, matter, each) for each in matter.guards}
    overdue = {each: () if stands else _overdue(law, each, since[each], inquiry.now_ms) for each in matter.guards}
    desks = {desk for each in overdue.values() for desk in each}
    told = await book.tell(matter.name, desks, inquiry.now_ms, matter.basis)
    decision = GuardDecision(*said[:5]) if said else None
    return [
        ListedGuard(
            matter.reference, each.guard, each.confirm_identity, each.victim_case, since[each], each.custody,
            overdue[each], decision, said is not None and not stands,
            tuple(ToldDesk(desk, at_ms) for desk, at_ms in told.items()), matter.id,
        )
        for each in matter.guards
    ]  # fmt: skip


async def waits_since(book: LawBook, matter: Matter, each: Guarded) -> int:
    """Since when a prosecutor is to look at it, epoch milliseconds: newer versions of what is held put nothing off."""
    return await book.waits(matter.name, each.since_ms, matter.basis) if each.guard in ASK_FIRST else each.since_ms


def stages_of(law: GuardLaw, each: Guarded, since_ms: int) -> Mapping[str, int]:
    """When each desk is to know of it: of what is only to be known no desk."""
    return law.stages(since_ms, custody=each.custody) if each.guard in ASK_FIRST else {}


def _overdue(law: GuardLaw, each: Guarded, since_ms: int, now_ms: int) -> tuple[str, ...]:
    return tuple(desk for desk, at_ms in stages_of(law, each, since_ms).items() if at_ms <= now_ms)
