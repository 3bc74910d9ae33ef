"""Trafficking over the border is for the Federal Investigation Agency to investigate (PTPA 2018 s. 8(2)).

Flagged on a case file of a police station that says both, unless the case was transferred, and on every step
recorded as investigation by police in such a case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.domain import CaseFile, RecordVersion
from services.records.rule import CASE, FLAG, Dossier, Finding, Rule

_TEXT: Final = "police investigate a trafficking case that crosses the border; it belongs to FIA"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Case files and steps by which police hold a cross-border case under the Act."""
    files = [r for r in dossier.of("CASE_FILE") if isinstance(r.body, CaseFile) and _concerned(r.body)]
    if not files:
        return
    if not dossier.events("TRANSFER"):
        for record in files:
            if _of_police(record):
                yield Finding(record.name, "case_file.crosses_border", _TEXT)
    for event in dossier.events("INVESTIGATION_BY_POLICE"):
        yield Finding(event.version, "investigation_event.type", _TEXT, tuple(r.name for r in files))


def _concerned(body: CaseFile) -> bool:
    return body.crosses_border and any(section.statute == "PTPA" for section in body.sections)


def _of_police(record: RecordVersion) -> bool:
    """A station's own FIR: neither the agency nor the register is FIA's."""
    own = next((r.key for r in record.case_references if r.type == "FIR"), "")
    fia = "fia" in record.agency.split(".") or any("FIA" in part.split() for part in own.split("/"))
    return bool(own) and not fia


RULE = Rule("police-on-cross-border-case", "PTPA 2018 s. 8(2)", FLAG, CASE, frozenset({"CASE_FILE"}), check)
