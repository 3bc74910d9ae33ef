"""A case handed over that nobody has taken: until the other agency's own file names it, nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.authority.ownership import answers, handing
from services.records.law.absence import Due, absence
from services.records.law.rule import Dossier, Finding
from services.values.dates import span_or_none
from services.values.records import InvestigationEvent

_HOURS: Final = 72
_HOUR_MS: Final = 3_600_000


def due(dossier: Dossier) -> Iterator[Due]:
    """The owner's transfers to an agency that no case file under a number of that agency answers."""
    files = dossier.of("CASE_FILE")
    for record in dossier.own("INVESTIGATION_EVENT"):
        handed, body = handing(record), record.body
        if handed is None or not isinstance(body, InvestigationEvent) or any(answers(file, [handed]) for file in files):
            continue
        day = span_or_none(body.at)
        if day is not None:
            text = f"{handed.to} has not taken the case over within {_HOURS} hours; nothing has moved"
            yield Due(day.last_ms + _HOURS * _HOUR_MS, Finding(record.name, "investigation_event.to", text))


ABSENCE = absence("transfer-unanswered", "federation agreement: transfers", frozenset({"INVESTIGATION_EVENT"}), due)
RULE = ABSENCE.rule
