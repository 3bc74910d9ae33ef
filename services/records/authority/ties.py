"""Who may say that two numbers are one case, and that a number leads to a case. Pure.

Two numbers are one case by the holders of both, each naming the other; where nobody holds one, by the holder of
the other; or by a court, for a FIR of its districts and its own case. Anybody else's paper stands in each case that
it names and ties nothing. A number below another, as a court's or a prison's, leads to the case beside it by its own
holder's word; where nobody holds it, by that of the case's holder. Papers from before this was kept join as they did.
"""

from __future__ import annotations

from collections.abc import Iterable

from services.records.authority.speaker import is_seized
from services.values.records import SILENT, CaseReference, RecordVersion


def holders_of(record: RecordVersion, references: Iterable[CaseReference]) -> frozenset[str]:
    """The agencies that hold these of a record's numbers; what nobody holds is left out."""
    wanted = set(references)
    held = zip(record.case_references, record.voice.holders, strict=False)
    return frozenset(holder for reference, holder in held if reference in wanted and holder)


def ties_alone(record: RecordVersion, references: Iterable[CaseReference]) -> bool:
    """Whether the record's word by itself makes these of its numbers one case."""
    if record.voice == SILENT or is_seized(record):
        return True
    return holders_of(record, references) == {record.agency}


def leads(record: RecordVersion, lower: CaseReference, best: Iterable[CaseReference]) -> bool:
    """Whether the record's word makes a lower number lead to the case of its best ones."""
    if record.voice == SILENT:
        return True
    of_lower = holders_of(record, (lower,))
    return record.agency in (of_lower or holders_of(record, best))
