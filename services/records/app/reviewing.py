"""ReviewStatements: which statements of the cited case somebody may not have made freely, to who may read them.

Signs rest on records that the caller may read, so that none tells of a record that is hidden from them.
"""

from __future__ import annotations

from typing import Final

from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.case_records import case_records
from services.records.app.context import Context
from services.records.app.surroundings import surroundings
from services.values.records import ReviewStatementsResponse, StatementReview
from services.vocabulary.access import Permission
from services.vocabulary.records import RecordKind

_SPEAKING: Final = frozenset(
    {
        RecordKind.STATEMENT,
        RecordKind.CASE_FILE,
        RecordKind.PARTY,
        RecordKind.CHARGE,
        RecordKind.COURT_EVENT,
        RecordKind.SENTENCE,
        RecordKind.BAIL,
    }
)
"""Kinds that say something about a statement of the case."""


async def review_statements(context: Context, inquiry: Inquiry) -> ReviewStatementsResponse:
    """Statements with a sign, by agency and record; none where there is nothing for this caller.

    Raises the gates' refusals, StorageUnavailable.
    """
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.STATEMENT_REVIEW)
        records = await case_records(context, view, ask, _SPEAKING)
    reviews = []
    for record, around in surroundings(records, inquiry.now_ms):
        found = context.statement_law.review(around)
        if found.need:
            reviews.append(StatementReview(record.record_name, around.statement.relation, found.need, found.signs))
    return ReviewStatementsResponse(tuple(reviews))
