"""A juvenile is interrogated by an officer not below the rank of sub-inspector (JJSA 2018 s. 7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.ages import in_case, judge
from services.records.law.rule import CASE, FLAG, Dossier, Finding, Rule
from services.values.records import CaseFile
from services.vocabulary.protection import child_at_act

BELOW: Final = frozenset({"CONSTABLE", "HEAD_CONSTABLE", "ASSISTANT_SUB_INSPECTOR", "NAIK", "HAVILDAR"})


def check(dossier: Dossier) -> Iterator[Finding]:
    """Case files by an investigator below sub-inspector, of a juvenile or possibly one by words that count for them."""
    files = [r for r in dossier.of("CASE_FILE") if isinstance(r.body, CaseFile) and r.body.investigator_rank in BELOW]
    if not files:
        return
    case = in_case(dossier.records, (), dossier.authority, accused=True)
    for record in files:
        if child_at_act(judge(case, record.agency)):
            persons = tuple(each.name for each in dossier.records if each.subject and each.name not in dossier.strange)
            text = "investigator below sub-inspector, the accused a juvenile or possibly one"
            yield Finding(record.name, "case_file.investigator_rank", text, persons)


RULE = Rule("juvenile-investigator-rank", "JJSA 2018 s. 7", FLAG, CASE, frozenset({"CASE_FILE"}), check)
