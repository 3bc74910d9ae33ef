"""Nobody is convicted of an act before it: impossible, so refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import CASE, REFUSE, Dossier, Finding, Rule
from services.values.dates import span_or_none
from services.values.records import CaseFile
from services.vocabulary.steps import EventType

_FINDINGS: Final = (EventType.CONVICTION, EventType.CONVICTION_245, EventType.SENTENCE)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Convictions and sentences whose last possible day lies before the first possible day of the act."""
    acts = [
        (when.first_day, record.name)
        for record in dossier.at_home("CASE_FILE")
        if isinstance(record.body, CaseFile) and (when := span_or_none(record.body.act_from)) is not None
    ]
    if acts:
        day, name = min(acts)
        for event in dossier.events(*_FINDINGS):
            if event.day < day:
                field = "sentence.at" if event.type == EventType.SENTENCE else "court_event.at"
                yield Finding(event.version, field, "convicted before the act", (name,), "case_file.act_from")


RULE = Rule("conviction-before-act", "chronology", REFUSE, CASE, frozenset({"CASE_FILE"}), check)
