"""The case that a call cites, for another room: its state, its numbers, and whom it accuses."""

from __future__ import annotations

from dataclasses import dataclass

from services.access.caller import CaseFacts
from services.access.decision import Relation
from services.access.trail import Inquiry
from services.records.app.context import Context
from services.records.app.opening import open_versions
from services.records.app.resolve import resolve_case
from services.records.codes import class_of
from services.records.ports import Snapshot
from services.records.protection.view import Ask, accusing, judge
from services.records.rows import ProfileLine, ViewRow
from services.values.case_references import main_reference, text_form
from services.values.identifiers import search_keys
from services.vocabulary.records import RecordKind


@dataclass(frozen=True, slots=True)
class Cited:
    """``numbers``: ``TYPE:key`` of every number of the case that is the caller's; none of another's or of nobody's.

    ``main``: those under which the caller's own case files stand, not what they only refer to; under broken glass the
    cited one.
    ``accused``: every ``TYPE:canonical`` of whom the case accuses, as far as the caller sees so.
    """

    facts: CaseFacts
    numbers: tuple[str, ...]
    main: tuple[str, ...]
    accused: tuple[str, ...]


async def cited_case(context: Context, inquiry: Inquiry, break_glass: bool) -> Cited:
    """Look it up. Raises StorageUnavailable."""
    caller = inquiry.caller
    typed = f"{caller.case_type}:{caller.case_key}"
    async with context.store.snapshot() as view:
        case = await resolve_case(context, view, inquiry)
        tokens = [each for each in case.cited if isinstance(each, str)]
        under = tokens or [context.blinder.of_case(caller.case_type, caller.case_key)]
        rows = await view.case_members(under, inquiry.now_ms) if caller.case_type else []
        files = [row for row in rows if row.kind == RecordKind.CASE_FILE and row.agency == caller.agency]
        people = await _accused(context, view, Ask(inquiry, case.facts, case.cited, break_glass, case.accusers), rows)
        opened = await open_versions(context, view, sorted(row.seq for row in (*files, *people)))
    records = {row.seq: opened.versions[row.seq].record for row in (*files, *people)}
    held = {text_form(one) for row in files for one in records[row.seq].case_references} | {typed}
    numbers = {each for each in held if context.blinder.token(each) in tokens}
    mains = {text_form(one) for row in files if (one := main_reference(records[row.seq].case_references))}
    if caller.case_type and break_glass:
        mains.add(typed)
    subjects = [subject for row in people if (subject := records[row.seq].subject)]
    accused = {text for subject in subjects for one in subject.identifiers for text in search_keys(one)}
    return Cited(case.facts, tuple(sorted(numbers)), tuple(sorted(mains)), tuple(sorted(accused)))


async def _accused(context: Context, view: Snapshot, ask: Ask, rows: list[ViewRow]) -> list[ViewRow]:
    """Records by which the case's owner or court accuses somebody; one counts only where it would itself be shown.

    Nobody is accused by a role that was turned while it is held back.
    """
    rows = [row for row in rows if row.agency in ask.accusers]
    lines = {row.code: ProfileLine(row.code, class_of(row.code), 1, None) for row in rows}
    classes = await context.classes.of(view, {line.klass for line in lines.values()})
    shown = judge(ask, lines.values(), classes, Relation(of_case_accused=True)).disclosed
    return [row for row in rows if row.code in shown and accusing(classes[class_of(row.code)], row.code)]
