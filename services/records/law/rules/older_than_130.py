"""No living person is older than 130 years: impossible, so refused.

Judged at the version's own date, the birth taken as late as it may be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from services.records.law.rule import RECORD, REFUSE, Dossier, Finding, Rule
from services.values.dates import span_or_none, years_between

_YEARS: Final = 130


def check(dossier: Dossier) -> Iterator[Finding]:
    """Subjects older than 130 when the version became true."""
    for record in dossier.records:
        birth = record.subject.birth if record.subject else None
        latest = span_or_none(birth.latest) if birth else None
        at = span_or_none(record.valid_from)
        if latest and at and latest.last_day < at.first_day and years_between(latest.last_day, at.first_day) > _YEARS:
            yield Finding(record.name, "subject.birth", "older than 130 years")


RULE = Rule("older-than-130", "chronology", REFUSE, RECORD, frozenset(), check)
