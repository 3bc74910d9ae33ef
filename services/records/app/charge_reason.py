"""StateChargeReason: why the general law alone is charged, by an officer of the case's owner; and how long it holds.

It is kept beside the records and changes none. Whoever asks what fits in the case is shown it, its prosecutor too.
"""

from __future__ import annotations

from typing import Final

from services.access.errors import InvalidArgument, NotFound, Violation
from services.access.request_id import Act
from services.access.trail import Inquiry
from services.records.app.case_facts import happened
from services.records.app.context import Context
from services.records.app.law_case import law_case, law_of
from services.records.law.cases import group
from services.records.law.rule import Dossier
from services.records.law_book_port import Said
from services.values.records import ChargeReason, StateChargeReasonRequest, StateChargeReasonResponse
from services.vocabulary.records import RecordKind

LONGEST: Final = 2000
"""Characters of a reason."""


async def state_charge_reason(
    context: Context, inquiry: Inquiry, request: StateChargeReasonRequest, act: Act
) -> StateChargeReasonResponse:
    """Keep it in the place of an earlier one.

    Raises the gates' refusals, InvalidArgument, NotFound for another's case, RequestIdReused, StorageUnavailable.
    """
    law, who = law_of(context), inquiry.caller
    if not request.kind:
        raise InvalidArgument(Violation("kind", "required", "must be given"))
    said = Said(request.kind, request.words, who.agency, who.officer, inquiry.now_ms)
    fault = law.reason_fault(said) or ("is too long" if len(request.words) > LONGEST else "")
    if fault:
        raise InvalidArgument(Violation("words", "reason", fault))
    case = await law_case(context, inquiry)
    matter = _matter(case)
    if not matter or case.authority.owner != who.agency:
        raise NotFound
    kept = await context.law_book.say(matter, said, act)
    return StateChargeReasonResponse(_shown(context, case, kept))


async def charge_reason(context: Context, case: Dossier) -> ChargeReason | None:
    """What was last stated in a case; None for nothing. Raises StorageUnavailable."""
    matter = _matter(case)
    said = await context.law_book.last(matter) if matter else None
    return _shown(context, case, said) if said else None


def _matter(case: Dossier) -> tuple[str, ...]:
    """The case by the number that it is called by; empty where its owner's file is not there."""
    files = {record.name for record in case.own(RecordKind.CASE_FILE)}
    for each in group(case.records):
        if not files.isdisjoint(case.records[index].name for index in each.members):
            return "charge", each.key
    return ()


def _shown(context: Context, case: Dossier, said: Said) -> ChargeReason:
    sent_up = any(event.word == "CHALLAN" for event in happened(case))
    holds = law_of(context).reason_holds(said, case.now_ms, sent_up=sent_up)
    return ChargeReason(said.kind, said.words, said.agency, said.officer, said.at_ms, holds)
