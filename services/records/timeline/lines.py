"""One line of a timeline: the version's words, with the presumption of innocence on it. Pure."""

from __future__ import annotations

from typing import Final

from services.records.law.phases import ANOTHER, REPORTERS
from services.records.law.transitions import ACQUITTALS, CONVICTIONS
from services.records.law.verdict import Verdict
from services.records.timeline.seen import Seen
from services.records.timeline.telling import tell
from services.records.words import isolate
from services.values.records import CustodyEvent, Flag, RecordVersion, TimelineEntry
from services.vocabulary.protection import PROTECTED_ROLES
from services.vocabulary.readings import Both
from services.vocabulary.records import RecordKind, RecordStatus, Standing
from services.vocabulary.steps import OF_INVESTIGATION, EventType

_ACCUSING: Final = frozenset(
    {
        EventType.CHALLAN_INTERIM,
        EventType.CHALLAN_FINAL,
        EventType.CHALLAN_SUPPLEMENTARY,
        EventType.COGNIZANCE,
        EventType.CHARGE_FRAMED,
        EventType.ABSENT_512,
        EventType.STOPPED_249,
        EventType.RETRIAL_ORDERED,
    }
)
_OF_INVESTIGATION: Final = frozenset({RecordKind.CASE_FILE, RecordKind.PARTY, RecordKind.INVESTIGATION_EVENT})
_STEPPED: Final = frozenset({RecordKind.COURT_EVENT, RecordKind.INVESTIGATION_EVENT})
_STEPS: Final = {"CHARGE": EventType.CHARGE_FRAMED, "SENTENCE": EventType.CONVICTION}
_UNDER_SENTENCE: Final = frozenset({"REMISSION", "PAROLE", "PROBATION"})
_SENTENCE_ENDS: Final = frozenset({"SENTENCE_SERVED", "SENTENCE_SUSPENDED", "REMISSION"})
_NO_NOTE: Final = ("", "")
_NOTHING_FOUND: Final = ("ALLEGATION", "NONE")
_FOREIGN: Final = {
    EventType.CONVICTION: ("FINDING", "NONE"),
    EventType.ACQUITTAL: ("FINDING", "NONE"),
    "CHARGE": ("ACCUSATION", "NONE"),
}
UNCONFIRMED_MISUSE: Final = (
    " - claimed, not confirmed by the identity registry, a court or the owner of a case about it",
    " - دعویٰ ہے، شناختی ادارے، عدالت یا متعلقہ مقدمے کے ادارے کی تصدیق نہیں",
)
_OF_COURT: Final = frozenset({RecordKind.COURT_EVENT, RecordKind.CHARGE, RecordKind.SENTENCE})
_STATUS: Final = {
    "CORRECTED": (" (corrected)", " (تصحیح شدہ)"),
    "WITHDRAWN": (" (withdrawn by its owner, not counted)", " (ادارے نے واپس لیا، شمار نہیں)"),
}


def line_of(
    line: Seen, verdict: Verdict | None, case_key: str, flags: tuple[Flag, ...], doubt: Both = _NO_NOTE
) -> TimelineEntry:
    """The entry of a version, ``verdict`` being the person's standing in its case (None outside any).

    ``doubt``: what is not sure about the law that it names.
    """
    record = line.record
    text, text_ur = tell(record)
    note, note_ur = _notes(record, verdict)
    standing, finality = standing_of(record, verdict)
    return TimelineEntry(
        line.name,
        record.agency,
        record.kind,
        record.valid_from,
        record.valid_to,
        line.version.recorded_ms,
        record.grade,
        standing,
        finality,
        text + note + doubt[0],
        text_ur + note_ur + doubt[1],
        record.status,
        flags,
        case_key,
    )


def standing_of(record: RecordVersion, verdict: Verdict | None) -> tuple[str, str]:
    """Standing and finality of one line: what it says itself, never more than still stands in its case.

    A reversed conviction shows as an allegation, a charge in a case that fell away likewise; an arrest, a remand
    or bail alleges even where a conviction came later.
    """
    if record.role in PROTECTED_ROLES:
        return "", ""
    if record.status == RecordStatus.WITHDRAWN:
        return _NOTHING_FOUND
    kind = record.kind
    if kind == RecordKind.FOREIGN_RECORD:
        return _FOREIGN.get(getattr(record.body, "outcome", ""), ("", ""))
    if verdict is None:
        return _NOTHING_FOUND if kind == RecordKind.LIST_ENTRY else ("", "")
    if kind == RecordKind.COURT_EVENT or kind in _STEPS or kind in _OF_INVESTIGATION:
        found = _of_step(_step(record), verdict)
        return ("ACCUSATION", "NONE") if verdict.found_guilty and record.name in verdict.told else found
    return (verdict.standing, verdict.finality) if _of_sentence(record) and not verdict.acquitted else _NOTHING_FOUND


def _of_sentence(record: RecordVersion) -> bool:
    """Whether the paper itself speaks of a sentence; an arrest, a remand, bail or a warrant comes before any."""
    body = record.body
    if not isinstance(body, CustodyEvent):
        return record.kind == RecordKind.COMPENSATION_ORDER
    if body.type == "ADMISSION":
        return bool(body.court and body.warrant_no)
    return body.type in _UNDER_SENTENCE or (body.type == "RELEASE" and body.release_reason in _SENTENCE_ENDS)


def _of_step(step: str, verdict: Verdict) -> tuple[str, str]:
    if step in ACQUITTALS:
        return (verdict.standing, verdict.finality) if verdict.acquitted else _NOTHING_FOUND
    if step in _ACCUSING:
        stands = verdict.standing == Standing.ACCUSATION or verdict.found_guilty
        return ("ACCUSATION", "NONE") if stands else _NOTHING_FOUND
    if step in OF_INVESTIGATION or not step or verdict.acquitted:
        return _NOTHING_FOUND
    return verdict.standing, verdict.finality


def _step(record: RecordVersion) -> str:
    named = getattr(record.body, "type", "") if record.kind in _STEPPED else _STEPS.get(record.kind, "")
    return str(named)


def _notes(record: RecordVersion, verdict: Verdict | None) -> tuple[str, str]:
    notes = _STATUS.get(record.status, _NO_NOTE)
    if verdict is None or record.role in PROTECTED_ROLES:
        return notes
    if record.name in verdict.told:
        notes = _told_by(record, notes)
    if verdict.found_guilty:
        return notes
    step = _step(record)
    if step in CONVICTIONS:
        return notes[0] + f" - does not stand: {verdict.outcome}", notes[1] + _ur("برقرار نہیں", verdict)
    if verdict.favourable and step not in ACQUITTALS:
        return notes[0] + f" - case ended: {verdict.outcome}", notes[1] + _ur("مقدمہ ختم", verdict)
    return notes


def _told_by(record: RecordVersion, notes: tuple[str, str]) -> tuple[str, str]:
    """Whose word alone it is: a court's step without a court's record, or a step that only the owner may take."""
    who, who_ur = REPORTERS.get(record.voice.kind, ANOTHER)
    lacks, lacks_ur = (
        (": no court's record", "، عدالت کا ریکارڈ نہیں")
        if record.kind in _OF_COURT
        else (": not the case's owner, changes nothing", "، مقدمے کا ادارہ نہیں، کچھ نہیں بدلتا")
    )
    return notes[0] + f" - {who} this{lacks}", notes[1] + f" - {who_ur} اطلاع{lacks_ur}"


def _ur(words: str, verdict: Verdict) -> str:
    return f" - {words}: {isolate(verdict.outcome_ur)}"
