"""Smuggling of migrants is for the Federal Investigation Agency alone (POSM 2018): the station sends the case on.

Registering it was right (CrPC s. 154), and the flag says so; it stands until a transfer is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.values.records import CaseFile
from services.vocabulary.access import AgencyKind
from services.vocabulary.steps import EventType


def check(dossier: Dossier) -> Iterator[Finding]:
    """Case files of police under sections of this Act alone, that were not transferred."""
    if dossier.steps(EventType.TRANSFER):
        return
    for record in dossier.of("CASE_FILE"):
        body = record.body
        alone = isinstance(body, CaseFile) and body.sections and all(each.statute == "POSM" for each in body.sections)
        if alone and record.voice.kind == AgencyKind.POLICE:
            text = "smuggling of migrants, registered as it must be, is for FIA to investigate: transfer it"
            yield Finding(record.name, "case_file.sections", text)


RULE = Rule("migrant-smuggling-at-a-station", "POSM 2018", FLAG, CASE, frozenset({"CASE_FILE"}), check)
