"""Records of the cited case that the caller may read, for what is said of the case as a whole.

What the case's owner and its court say of whom it accuses is read as of its accused, as on a read for the trial
(docs/vocabulary.md, rows 10 and 11). Whatever is hidden from the caller is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final, NamedTuple

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

_CUSTODY: Final = frozenset({RecordKind.CUSTODY_EVENT})


async def case_records(context: Context, view: Snapshot, ask: Ask, kinds: Container[str]) -> list[RecordVersion]:
    """Those of some kinds, by agency and record, noted in the trail. Raises StorageUnavailable."""
    found = await _of_case(context, view, ask, kinds)
    found.decided.note(ask.inquiry.trail)
    ask.inquiry.trail.records.extend(record.name for record in found.records)
    return found.records


async def speaking_custody(context: Context, view: Snapshot, ask: Ask) -> list[RecordVersion]:
    """Facts of custody of the case that say something of a statement, and are shown to nobody by that.

    The table gives no custody for a trial; what follows from it (LAW 2(d)) is told by the rules of bail, which the
    caller reads. Raises StorageUnavailable.
    """
    found = await _of_case(context, view, ask, _CUSTODY, RecordKind.BAIL)
    ask.inquiry.trail.policies |= found.decided.policies
    return found.records


class _Found(NamedTuple):
    """``records``: what ``decided`` discloses of the case."""

    decided: View
    records: list[RecordVersion]


async def _of_case(context: Context, view: Snapshot, ask: Ask, kinds: Container[str], as_kind: str = "") -> _Found:
    """``as_kind``: decided as if they were of that kind."""
    rows = [row for row in await _cited_rows(view, ask) if row.kind in kinds]
    codes = {row.code for row in rows}
    known = await context.classes.of(view, {class_of(code) for code in codes})
    classes = {code: known[class_of(code)] for code in sorted(codes)}
    if as_kind:
        classes = {code: replace(klass, kind=as_kind) for code, klass in classes.items()}
    decided = _decided(ask, classes, of_accused=bool(as_kind))
    readable = [row for row in rows if row.code in decided.disclosed]
    shown = await shown_rows(context, view, ask, decided, readable, NOW)
    return _Found(decided, [shown.versions[row.record].record for row in shown.rows])


def _decided(ask: Ask, classes: Mapping[int, RecordClass], *, of_accused: bool) -> View:
    """Every class of the case; what accuses somebody in it, as of its accused. ``classes``: by code.

    ``of_accused``: so is all that is in no protected role, as a custodian's word on whom it holds.
    """
    by_id = {class_of(code): klass for code, klass in classes.items()}
    lines = {code: ProfileLine(code, class_of(code), 1, None) for code in classes}
    accusing = {
        code for code, klass in classes.items() if _accuses(ask, klass) or (of_accused and not _is_protected(klass))
    }
    about_accused = judge(ask, [lines[code] for code in accusing], by_id, Relation(of_case_accused=True))
    others = judge(ask, [lines[code] for code in classes if code not in accusing], by_id)
    return View([*about_accused.lines, *others.lines])


def _accuses(ask: Ask, klass: RecordClass) -> bool:
    return klass.kind != RecordKind.STATEMENT and klass.owner in ask.accusers and not _is_protected(klass)


def _is_protected(klass: RecordClass) -> bool:
    return klass.role in PROTECTED_ROLES


async def _cited_rows(view: Snapshot, ask: Ask) -> list[ViewRow]:
    """Records of the cited case, or those that the cited review names, by agency and record."""
    now_ms = ask.inquiry.now_ms
    rows = await view.case_members([each for each in ask.cited if isinstance(each, str)], now_ms)
    named = await view.numbered_rows([each for each in ask.cited if isinstance(each, int)], ask.cited, now_ms)
    found = {row.record: row for row in (*rows, *(each.row for each in named))}
    return sorted(found.values(), key=lambda row: (row.agency, row.record_id))
