"""ConfirmPerson: whether the cited case names a person, as a signed word for an identity registry.

It rests on what this officer may read of the case and on nothing else, so it tells of no record that is hidden from
them. A record counts where the case's owner or court wrote it. Who writes under another's number names nobody there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from services.access.decision import RecordClass
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.looking import look, note_followed, rows_of
from services.records.app.selecting import Asked, asked_for
from services.records.codes import is_cited
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.records.rows import ViewRow
from services.records.tokens import joining
from services.values.dates import day_text, today
from services.values.records import CaseReference, ConfirmPersonRequest, ConfirmPersonResponse
from services.vocabulary.access import Permission, Purpose, QueryClass
from services.vocabulary.records import ListType, RecordKind

READING: Final[Mapping[str, QueryClass]] = {
    Purpose.INVESTIGATE_CASE: QueryClass.HISTORY,
    Purpose.CUSTODY: QueryClass.HISTORY,
    Purpose.PROTECT_VICTIM: QueryClass.PROTECTION,
    Purpose.FIND_MISSING_CHILD: QueryClass.MISSING_CHILD,
}
"""By which class an officer reads the case under a purpose. No other purpose is told values, and none has a word."""
_REFERRAL: Final = "REFERRAL"
_VICTIM: Final = "VICTIM"


async def confirm_person(context: Context, inquiry: Inquiry, request: ConfirmPersonRequest) -> ConfirmPersonResponse:
    """The word on a person, bound to the cited case and the purpose.

    Raises the gates' refusals, InvalidArgument, StorageUnavailable.
    """
    person = asked_for(context, request.selector, inquiry.trail)
    caller = inquiry.caller
    async with context.store.snapshot() as view:
        await admit(context, view, inquiry, Permission.IDENTITY_READ, asked=person.texts)
        await note_followed(view, inquiry, [person.token])
        naming = await _naming(context, view, inquiry, person)
    return ConfirmPersonResponse(
        person.identifier,
        CaseReference(caller.case_type, caller.case_key),
        caller.purpose,
        named=bool(naming),
        missing_child=caller.purpose == Purpose.FIND_MISSING_CHILD and any(map(_seeks, naming)),
    )


async def _naming(
    context: Context, view: Snapshot, inquiry: Inquiry, person: Asked
) -> list[tuple[ViewRow, RecordClass]]:
    """Records of the cited case that name the person and that the officer may read, each with its class."""
    caller = inquiry.caller
    if caller.purpose not in READING:
        return []
    reading = inquiry._replace(caller=replace(caller, query_class=READING[caller.purpose], second_basis=""))
    ask = await admit(context, view, reading, Permission.RECORD_READ, asked=person.texts)
    seen = await look(context, view, ask, person.token)
    seen.person.note(inquiry.trail)
    rows = [row for row in await rows_of(view, ask, seen) if row.code in seen.person.disclosed]
    number = f"{caller.case_type}:{context.blinder.of_case(caller.case_type, caller.case_key)}"
    return [(row, seen.person.classes[row.code]) for row in rows if _is_of_case(ask, row, number)]


def _is_of_case(ask: Ask, row: ViewRow, number: str) -> bool:
    """Whether the case's owner or court says so, or a referral names the record. ``number``: the case's, as a token."""
    caller, jurisdiction = ask.inquiry.caller, ask.inquiry.jurisdiction
    if caller.case_type == _REFERRAL:
        return is_cited(row.code)
    holder = jurisdiction.holder(caller.case_type, caller.case_key, day_text(today(ask.inquiry.now_ms)))
    return row.agency in ask.accusers | {holder} and (is_cited(row.code) or number in joining(row.cases))


def _seeks(naming: tuple[ViewRow, RecordClass]) -> bool:
    """Whether a record is about the child whom the report seeks."""
    row, klass = naming
    child = row.kind == RecordKind.PARTY and klass.role == _VICTIM
    return klass.missing_child and (child or klass.list_type == ListType.CHILD_ALERT)
