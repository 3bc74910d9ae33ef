"""Nobody is the accused, the victim or the witness of an act before they are born: impossible, so refused.

The act is dated by the files of who has a say in the case, and by the writer's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Final

from services.records.law.births import birth_days
from services.records.law.rule import CASE, REFUSE, Dossier, Finding, Rule
from services.values.dates import day_text, span_or_none
from services.values.records import CaseFile, RecordVersion
from services.vocabulary.protection import ACCUSED_ROLES
from services.vocabulary.records import PartyRole

_THERE: Final = ACCUSED_ROLES | {PartyRole.VICTIM, PartyRole.WITNESS}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Births whose first possible day lies after the last possible day of the act."""
    acts = [(day, record) for record in dossier.of("CASE_FILE") if (day := _last_day(record)) is not None]
    if not acts:
        return
    first_year = day_text(min(acts, key=itemgetter(0))[0])[:4]
    for record in dossier.records:
        birth = record.subject.birth if record.subject and record.role in _THERE else None
        if birth is None or birth.earliest[:4] < first_year:
            continue  # as nearly everybody is, with no call at all
        born = birth_days(birth)
        dating = [(day, file.name) for day, file in acts if _dates(dossier, file, record)]
        if born is not None and dating and born[0] > max(dating)[0]:
            yield Finding(record.name, "subject.birth", "born after the act", (max(dating)[1],), "case_file.act_from")


def _last_day(record: RecordVersion) -> int | None:
    body = record.body
    act = (span_or_none(body.act_to) or span_or_none(body.act_from)) if isinstance(body, CaseFile) else None
    return act.last_day if act else None


def _dates(dossier: Dossier, file: RecordVersion, record: RecordVersion) -> bool:
    return file.name not in dossier.strange or file.agency == record.agency


RULE = Rule("born-after-act", "chronology", REFUSE, CASE, frozenset({"CASE_FILE"}), check)
