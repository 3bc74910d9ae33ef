"""Trafficking over the border is for the Federal Investigation Agency to investigate (PTPA 2018 s. 8(2)).

To register the FIR is the station's duty (CrPC s. 154) and is never flagged; what is flagged is an investigation by
the station after that: a step recorded as one, or a challan, in a case that was not transferred.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.records.law.steps import Event
from services.values.records import CaseFile
from services.vocabulary.records import RecordKind
from services.vocabulary.steps import EventType

_TEXT: Final = "police investigate a trafficking case that crosses the border; it belongs to FIA"
_CHALLANS: Final = (EventType.CHALLAN_INTERIM, EventType.CHALLAN_FINAL, EventType.CHALLAN_SUPPLEMENTARY)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Steps by which police investigate a cross-border case under the Act."""
    files = [r for r in dossier.at_home("CASE_FILE") if isinstance(r.body, CaseFile) and _concerned(r.body)]
    if not files:
        return
    steps = dossier.events(EventType.INVESTIGATION_BY_POLICE)
    if not dossier.steps(EventType.TRANSFER):
        steps = [*steps, *(each for each in dossier.events(*_CHALLANS) if _of_police(each))]
    for event in steps:
        yield Finding(event.version, "investigation_event.type", _TEXT, tuple(r.name for r in files))


def _concerned(body: CaseFile) -> bool:
    return body.crosses_border and any(section.statute == "PTPA" for section in body.sections)


def _of_police(event: Event) -> bool:
    return event.by == "POLICE"


RULE = Rule(
    "police-on-cross-border-case",
    "PTPA 2018 s. 8(2)",
    FLAG,
    CASE,
    frozenset({RecordKind.CASE_FILE, RecordKind.INVESTIGATION_EVENT}),
    check,
)
