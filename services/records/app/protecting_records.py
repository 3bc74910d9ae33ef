"""Records of a case around what a referred person said in it, for the body that protects them.

The body may not read them: it is told what follows, and of the person's own statements alone. What a court, its owner
or the law keeps closer than row 29 does says nothing here, as if it were not there.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import Final

from services.access.caller import Caller
from services.access.decision import RecordClass
from services.access.errors import PolicyDenied
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.referred import Referred, referred
from services.records.app.shown import note_own, own_ones
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.classes import shields
from services.records.protection.view import Ask
from services.records.rows import ViewRow
from services.values.dates import day_text, today
from services.values.records import RecordVersion
from services.vocabulary.protection import PROTECTED_ROLES
from services.vocabulary.records import Age, RecordKind

_UNIT: Final = "PROTECTION_UNIT"


async def protecting_records(context: Context, view: Snapshot, ask: Ask, kinds: Container[str]) -> list[RecordVersion]:
    """Those of some kinds, by agency and record; none of a case of another body's district, or of the officer's own.

    Raises PolicyDenied for a body whose row names no Act, StorageUnavailable.
    """
    inquiry, caller = ask.inquiry, ask.inquiry.caller
    day = day_text(today(inquiry.now_ms))
    if not inquiry.jurisdiction.protected(caller.agency, day):
        raise PolicyDenied
    token = context.blinder.of_case(caller.case_type, caller.case_key)
    opens = await referred(view, token, caller.agency)
    rows = await _open_rows(context, view, ask, kinds, opens)
    opened = await open_versions(context, view, sorted(row.seq for row in rows))
    records = [opened.versions[row.seq].record for row in rows]
    is_told = inquiry.jurisdiction.told_of(caller.agency, day)
    if not all(is_told(each.key) for record in records for each in record.case_references):
        return []
    mine = own_ones(caller, [[record] for record in records])
    if mine:
        note_own(inquiry)
    return [record for at, record in enumerate(records) if at not in mine]


async def _open_rows(
    context: Context, view: Snapshot, ask: Ask, kinds: Container[str], opens: Referred
) -> list[ViewRow]:
    """Of the case what speaks: of statements the person's own alone."""
    members = await view.case_members(sorted(opens.numbers), ask.inquiry.now_ms) if opens.numbers else []
    rows = [
        row
        for row in members
        if row.kind in kinds and row.record in (opens.records if row.kind == RecordKind.STATEMENT else opens.papers)
    ]
    classes = await context.classes.of(view, {class_of(row.code) for row in rows})
    open_ones = [row for row in rows if not _closer(ask.inquiry.caller, classes[class_of(row.code)])]
    return sorted(open_ones, key=lambda row: (row.agency, row.record_id))


def _closer(caller: Caller, klass: RecordClass) -> bool:
    """Whether more than the case itself keeps it from the body."""
    if klass.role not in PROTECTED_ROLES:
        return shields(klass) or bool(klass.feed) or klass.favourable or klass.clearance > caller.clearance
    ordered = klass.protected_person and _UNIT not in caller.roles
    return shields(replace(klass, juvenile=Age.NO, protected_person=ordered)) or bool(klass.feed)
