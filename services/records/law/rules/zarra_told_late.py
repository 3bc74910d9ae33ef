"""The station informs ZARRA not later than two hours after the complaint (ZARRA Act 2020; section to be confirmed)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.values.dates import span_or_none
from services.values.records import CaseFile, InvestigationEvent
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

_TWO_HOURS_MS: Final = 2 * 3_600_000


def check(dossier: Dossier) -> Iterator[Finding]:
    """The first telling of ZARRA, where the two times leave no room for two hours or less."""
    written = dossier.at_home("INVESTIGATION_EVENT")
    if not any(isinstance(r.body, InvestigationEvent) and r.body.type == EventType.ZARRA_TOLD for r in written):
        written = dossier.of("INVESTIGATION_EVENT")
    told = [
        (when, record.name)
        for record in written
        if isinstance(record.body, InvestigationEvent) and record.body.type == EventType.ZARRA_TOLD
        if (when := span_or_none(record.body.at)) is not None
    ]
    reported = [
        (when, record.name)
        for record in dossier.at_home("CASE_FILE")
        if isinstance(record.body, CaseFile)
        and any(ref.type == "MISSING_CHILD" for ref in record.case_references)
        and (when := span_or_none(record.body.reported)) is not None
    ]
    if told and reported and min(told)[0].first_ms - max(reported)[0].last_ms > _TWO_HOURS_MS:
        text = "ZARRA told more than two hours after the report"
        yield Finding(min(told)[1], "investigation_event.at", text, (max(reported)[1],))


RULE = Rule(
    "zarra-told-late",
    "ZARRA Act 2020 (s. 7(1) or 8(1), to be confirmed)",
    FLAG,
    CASE,
    frozenset({RecordKind.CASE_FILE, RecordKind.INVESTIGATION_EVENT}),
    check,
)
