"""A juvenile is interrogated by an officer not below the rank of sub-inspector (JJSA 2018 s. 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records import juvenile
from services.records.domain import CaseFile
from services.records.rule import CASE, FLAG, Dossier, Finding, Rule

BELOW: Final = frozenset({"CONSTABLE", "HEAD_CONSTABLE", "ASSISTANT_SUB_INSPECTOR", "NAIK", "HAVILDAR"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Case files of a juvenile, or possibly one, whose investigator stands below sub-inspector."""
    files = [r for r in dossier.of("CASE_FILE") if isinstance(r.body, CaseFile) and r.body.investigator_rank in BELOW]
    if files and juvenile.of_case(dossier.records) != "NO":
        persons = tuple(record.name for record in dossier.records if record.subject is not None)
        for record in files:
            text = "investigator below sub-inspector, the accused a juvenile or possibly one"
            yield Finding(record.name, "case_file.investigator_rank", text, persons)


RULE = Rule("juvenile-investigator-rank", "JJSA 2018 s. 7", FLAG, CASE, frozenset({"CASE_FILE"}), check)
