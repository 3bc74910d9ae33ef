"""ZARRA is told of a missing child at once and not later than two hours after the complaint; nothing shows it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.absence import Due, absence
from services.records.law.rule import Dossier, Finding
from services.values.dates import span_or_none
from services.values.records import CaseFile
from services.vocabulary.steps import EventType

_TWO_HOURS_MS: Final = 2 * 3_600_000


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's reports of a missing child without any telling of ZARRA."""
    if dossier.steps(EventType.ZARRA_TOLD):
        return
    for record in dossier.own("CASE_FILE"):
        body = record.body
        missing = any(each.type == "MISSING_CHILD" for each in record.case_references)
        reported = span_or_none(body.reported) if isinstance(body, CaseFile) and not body.closed else None
        if missing and reported is not None:
            found = Finding(record.name, "case_file.reported", "ZARRA not told within two hours of the report")
            yield Due(reported.last_ms + _TWO_HOURS_MS, found)


ABSENCE = absence(
    "zarra-never-told", "ZARRA Act 2020 (s. 7(1) or 8(1), to be confirmed)", frozenset({"CASE_FILE"}), due
)
RULE = ABSENCE.rule
