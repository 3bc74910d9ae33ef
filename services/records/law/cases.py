"""Which versions belong to one case, by the numbers they share.

A case keeps many numbers, and a version may name several cases: a prison's row lists every FIR a man is held
in. Numbers have levels, a station's FIR above a court's or an enquiry's number, those above a prison's. A version
belongs to the cases of its highest level; its lower numbers lead there whoever else bears them. Two numbers of
one level are one case only where each is of another register, or where the case file or a transfer says so, and
only by whose word counts there (``numbers.py``). So cross-cases tried together, or served in one prison, never
become one, nor do two cases of which a stranger's paper says so. Numbers that follow a person rather than
a case (CRO, fingerprint, movement, operation) group nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.records.law.numbers import LEVEL, Links, keys, numbers_of
from services.values.case_references import text_form
from services.values.records import CaseReference, RecordVersion


class Case(NamedTuple):
    """``key``: ``TYPE:KEY`` of the number it is called by; ``references``: every number once; ``members``: indexes."""

    key: str
    references: tuple[CaseReference, ...]
    members: tuple[int, ...]


def group(records: Sequence[RecordVersion]) -> list[Case]:
    """The cases among ``records``, in order of first mention; a version without a grouping number is in none.

    A withdrawn or expunged paper stands in its case but joins no numbers: it decides nothing.
    """
    links = Links(records)
    members: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        for case in links.cases(keys(numbers_of(record).best)):
            members.setdefault(case, []).append(index)
    return [_case(root, [records[i] for i in found], found, links) for root, found in members.items()]


def _case(root: str, records: Iterable[RecordVersion], members: Sequence[int], links: Links) -> Case:
    references: dict[str, CaseReference] = {}
    for reference in dict.fromkeys(r for record in records for r in record.case_references):
        key = text_form(reference)
        known = references.get(key)
        if known is not None and (known.dated or not reference.dated):
            continue
        if reference.type not in LEVEL or root in links.cases((key,)):
            references[key] = reference
    first = min(references, key=lambda key: LEVEL.get(references[key].type, 9))
    return Case(first, tuple(references.values()), tuple(members))
