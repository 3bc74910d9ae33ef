"""No report under s. 173 seventeen days after the FIR: the worst breach is the one that leaves no paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.absence import Due, absence
from services.records.law.rule import Dossier, Finding
from services.values.dates import span_or_none
from services.values.records import CaseFile
from services.vocabulary.steps import EventType

_DAYS: Final = 14 + 3
_DAY_MS: Final = 86_400_000
_REPORTS: Final = (
    EventType.CHALLAN_INTERIM,
    EventType.CHALLAN_FINAL,
    EventType.CHALLAN_SUPPLEMENTARY,
    EventType.CANCELLATION_REPORT,
    EventType.UNTRACED_REPORT,
    EventType.NOT_SENT_UP,
    EventType.TRANSFER,
    EventType.QUASHED_561A,
    EventType.COGNIZANCE,
    EventType.CHARGE_FRAMED,
)


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's FIRs in a case in which no report, transfer or step in court is seen of who has a say in it."""
    if dossier.steps(*_REPORTS):
        return
    for record in dossier.own("CASE_FILE"):
        body = record.body
        if not isinstance(body, CaseFile) or body.closed or all(r.type != "FIR" for r in record.case_references):
            continue
        reported = span_or_none(body.reported)
        if reported is not None:
            text = "no report under s. 173 within 14 and 3 days of the FIR"
            yield Due(reported.last_ms + _DAYS * _DAY_MS, Finding(record.name, "case_file.reported", text))


ABSENCE = absence("challan-missing", "CrPC s. 173(1)", frozenset({"CASE_FILE"}), due)
RULE = ABSENCE.rule
