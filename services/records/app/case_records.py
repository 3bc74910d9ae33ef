"""Records of the cited case that the caller may read, for what is said of the case as a whole.

What the case's owner and its court say of whom it accuses is read as of its accused, as on a read for the trial
(docs/vocabulary.md, rows 10 and 11). Whatever is hidden from the caller is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from services.access.decision import RecordClass, Relation
from services.records.app.context import Context
from services.records.app.shown import shown_rows
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask, View, judge
from services.records.rows import NOW, ProfileLine, ViewRow
from services.values.records import RecordVersion
from services.vocabulary.protection import PROTECTED_ROLES
from services.vocabulary.records import RecordKind


async def case_records(context: Context, view: Snapshot, ask: Ask, kinds: Container[str]) -> list[RecordVersion]:
    """Those of some kinds, by agency and record, noted in the trail. Raises StorageUnavailable."""
    rows = [row for row in await _cited_rows(view, ask) if row.kind in kinds]
    codes = {row.code for row in rows}
    classes = await context.classes.of(view, {class_of(code) for code in codes})
    decided = _decided(ask, {code: classes[class_of(code)] for code in sorted(codes)})
    decided.note(ask.inquiry.trail)
    readable = [row for row in rows if row.code in decided.disclosed]
    shown = await shown_rows(context, view, ask, decided, readable, NOW)
    records = [shown.versions[row.record].record for row in shown.rows]
    ask.inquiry.trail.records.extend(record.name for record in records)
    return records


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
