"""ReviewStatements: which statements of the cited case somebody may not have made freely, to who may read them.

Signs rest on records that the caller may read, and on custody by the rules of bail, so that none tells of a record that
is hidden from them. A body that
protects the person who spoke reads neither: it is told which of that person's statements is to be looked at again.
"""

from __future__ import annotations

from typing import Final

from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.case_records import case_records, speaking_custody
from services.records.app.context import Context
from services.records.app.protecting_records import protecting_records
from services.records.app.surroundings import surroundings
from services.values.records import ReviewStatementsResponse, StatementReview
from services.vocabulary.access import AgencyKind, Permission
from services.vocabulary.records import RecordKind

_REVIEW: Final = "REVIEW"
_SPEAKING: Final = frozenset(
    {
        RecordKind.STATEMENT,
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
        RecordKind.BAIL,
        RecordKind.PROTECTION_ORDER,
    }
)
"""Kinds that say something about a statement of the case."""


async def review_statements(context: Context, inquiry: Inquiry) -> ReviewStatementsResponse:
    """Statements with a sign, by agency and record; none where there is nothing for this caller.

    Raises the gates' refusals, StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.STATEMENT_REVIEW)
        protects = inquiry.caller.agency_kind == AgencyKind.CHILD_PROTECTION
        if protects:
            records = await protecting_records(context, view, ask, _SPEAKING | {RecordKind.CUSTODY_EVENT})
        else:
            records = [*await case_records(context, view, ask, _SPEAKING), *await speaking_custody(context, view, ask)]
    reviews = []
    for record, around in surroundings(records, inquiry.now_ms):
        found = context.statement_law.review(around)
        if found.need == _REVIEW or (found.need and not protects):
            reviews.append(StatementReview(record.record_name, around.statement.relation, found.need, found.signs))
            inquiry.trail.records.extend([record.name] if protects else [])
    return ReviewStatementsResponse(tuple(reviews))
