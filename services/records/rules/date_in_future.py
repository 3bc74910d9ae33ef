"""What has happened lies in the past: a date after today is impossible, so refused.

Dates that may lie ahead, such as an expiry or the end of validity, are no business of this rule. A date counts
from its first moment in Pakistan; five minutes are left for clocks that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from services.records.dates import span_or_none
from services.records.domain import RecordVersion
from services.records.rule import RECORD, REFUSE, Dossier, Finding, Rule

_HAPPENED: Final = ("at", "reported", "act_from", "act_to", "framed", "issued", "cancelled", "lifted", "since")
_GRACE_MS: Final = 5 * 60_000


def check(dossier: Dossier) -> Iterator[Finding]:
    """Fields of a version whose first possible moment is still to come."""
    last = dossier.now_ms + _GRACE_MS
    for record in dossier.records:
        for field, text in _dates(record):
            when = span_or_none(text)
            if when is not None and when.first_ms > last:
                yield Finding(record.name, field, "lies in the future")


@cache
def _happened(body: type) -> tuple[str, ...]:
    return tuple(name for name in _HAPPENED if hasattr(body, name))


def _dates(record: RecordVersion) -> Iterator[tuple[str, str]]:
    yield "valid_from", record.valid_from
    noun: Any = type(record.body)
    for name in _happened(noun):
        yield f"{record.kind.lower()}.{name}", getattr(record.body, name)
    if record.subject and record.subject.birth:
        yield "subject.birth.earliest", record.subject.birth.earliest
    for index, reference in enumerate(record.case_references):
        yield f"case_references.{index}.dated", reference.dated


RULE = Rule("date-in-future", "chronology", REFUSE, RECORD, frozenset(), check)
