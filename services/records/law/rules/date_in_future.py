"""What has happened lies in the past: a date after today is impossible, so refused.

Dates that may lie ahead, such as an expiry or the end of validity, are no business of this rule. A date counts
from its first moment in Pakistan; five minutes are left for clocks that differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from services.records.law.rule import RECORD, REFUSE, Dossier, Finding, Rule
from services.values.dates import span_or_none
from services.values.records import RecordVersion

_HAPPENED: Final = ("at", "reported", "act_from", "act_to", "framed", "issued", "cancelled", "lifted", "since")
_GRACE_MS: Final = 5 * 60_000


def check(dossier: Dossier) -> Iterator[Finding]:
    """Fields of a version whose first possible moment is still to come."""
    last = dossier.now_ms + _GRACE_MS
    for record in dossier.records:
        for field in _ahead(record, last):
            yield Finding(record.name, field, "lies in the future")


@cache
def _happened(body: type) -> tuple[str, ...]:
    return tuple(name for name in _HAPPENED if hasattr(body, name))


def _ahead(record: RecordVersion, last_ms: int) -> Iterator[str]:
    if _starts_after(record.valid_from, last_ms):
        yield "valid_from"
    noun: object = type(record.body)
    for name in _happened(noun):
        if _starts_after(getattr(record.body, name), last_ms):
            yield f"{record.kind.lower()}.{name}"
    if record.subject and record.subject.birth and _starts_after(record.subject.birth.earliest, last_ms):
        yield "subject.birth.earliest"
    for index, reference in enumerate(record.case_references):
        if _starts_after(reference.dated, last_ms):
            yield f"case_references[{index}].dated"


def _starts_after(text: str, last_ms: int) -> bool:
    when = span_or_none(text)
    return when is not None and when.first_ms > last_ms


RULE = Rule("date-in-future", "chronology", REFUSE, RECORD, frozenset(), check)
