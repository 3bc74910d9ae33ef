"""ReviewStatements: which statements of the cited case somebody may not have made freely, to who may read them.

Signs rest on records that the caller may read, so that none tells of a record that is hidden from them: on what the
owner of the case and its court say of whom it accuses, as on a read for the trial (docs/vocabulary.md, rows 10 and 11).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.access.decision import RecordClass, Relation
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.shown import shown_rows
from services.records.app.surroundings import surroundings
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask, View, judge
from services.records.rows import NOW, ProfileLine, ViewRow
from services.values.records import ReviewStatementsResponse, StatementReview
from services.vocabulary.access import Permission
from services.vocabulary.protection import PROTECTED_ROLES
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
        rows = [row for row in await _cited_rows(view, ask) if row.kind in _SPEAKING]
        codes = {row.code for row in rows}
        classes = await context.classes.of(view, {class_of(code) for code in codes})
        decided = _decided(ask, {code: classes[class_of(code)] for code in sorted(codes)})
        decided.note(inquiry.trail)
        readable = [row for row in rows if row.code in decided.disclosed]
        shown = await shown_rows(context, view, ask, decided, readable, NOW)
    records = [shown.versions[row.record].record for row in shown.rows]
    inquiry.trail.records.extend(record.name for record in records)
    reviews = []
    for record, around in surroundings(records, inquiry.now_ms):
        found = context.statement_law.review(around)
        if found.need:
            reviews.append(StatementReview(record.record_name, around.statement.relation, found.need, found.signs))
    return ReviewStatementsResponse(tuple(reviews))


def _decided(ask: Ask, classes: Mapping[int, RecordClass]) -> View:
    """Every class of the case; what accuses somebody in it, as of its accused. ``classes``: by code."""
    by_id = {class_of(code): klass for code, klass in classes.items()}
    lines = {code: ProfileLine(code, class_of(code), 1, None) for code in classes}
    accusing = {code for code, klass in classes.items() if _accuses(ask, klass)}
    of_accused = judge(ask, [lines[code] for code in accusing], by_id, Relation(of_case_accused=True))
    others = judge(ask, [lines[code] for code in classes if code not in accusing], by_id)
    return View([*of_accused.lines, *others.lines])


def _accuses(ask: Ask, klass: RecordClass) -> bool:
    return klass.kind != RecordKind.STATEMENT and klass.owner in ask.accusers and klass.role not in PROTECTED_ROLES


async def _cited_rows(view: Snapshot, ask: Ask) -> list[ViewRow]:
    """Records of the cited case, or those that the cited review names, by agency and record."""
    now_ms = ask.inquiry.now_ms
    rows = await view.case_members([each for each in ask.cited if isinstance(each, str)], now_ms)
    named = await view.numbered_rows([each for each in ask.cited if isinstance(each, int)], ask.cited, now_ms)
    found = {row.record: row for row in (*rows, *(each.row for each in named))}
    return sorted(found.values(), key=lambda row: (row.agency, row.record_id))
