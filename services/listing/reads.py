"""Calls that were shown records, or refused: who asked, why, and the entry of the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from rabta.audit.v1.audit_service_pb2 import Read, YearlyReads

from services.listing.part import Part
from services.tables.times import shown

COLUMNS: Final = (
    "when", "agency", "officer", "method", "purpose", "law", "case", "refused for", "records", "entry",
)  # fmt: skip
SAMPLE: Final = 20
"""Calls that are drawn where nobody says how many."""
YEARLY: Final = ("year", "kind", "calls")
BUSIEST: Final = ("agency", "officer", "calls", "refused", "records shown", "cases")


def reads(found: Iterable[Read]) -> Part:
    """Calls as the log has them."""
    return Part("Calls", COLUMNS, [_row(each) for each in found])


def yearly(counts: Iterable[YearlyReads]) -> Part:
    """By how many calls of a year other agencies were shown the agency's records of a kind."""
    return Part("Shown to other agencies", YEARLY, [(str(each.year), each.kind, str(each.calls)) for each in counts])


def sampled(found: Iterable[Read], number: int, seed: str) -> list[Read]:
    """So many calls, in their order, as the digests of ``seed`` and their place in the log draw them.

    Whoever draws cannot choose whom to look at, and a second person with the same seed draws the same.
    """
    every = list(found)
    drawn = sorted(every, key=lambda one: sha256(f"{seed} {one.origin} {one.index}".encode()).digest())[:number]
    kept = {(one.origin, one.index) for one in drawn}
    return [one for one in every if (one.origin, one.index) in kept]


def busiest(found: Iterable[Read], *, by_refused: bool) -> Part:
    """Officers by number of calls, or of refused ones, with the records shown to them and over how many cases."""
    calls, refused, records = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    cases: dict[tuple[str, str], set[str]] = {}
    for one in found:
        who = one.agency, one.officer
        calls[who] += 1
        refused[who] += bool(one.reason)
        records[who] += len(one.records)
        cases.setdefault(who, set()).add(one.case_reference)
    rows = [
        (*who, str(number), str(refused[who]), str(records[who]), str(len(cases[who])))
        for who, number in sorted(calls.items(), key=lambda one: (-refused[one[0]] * by_refused, -one[1]))
    ]
    return Part("Busiest", BUSIEST, rows)


def _row(one: Read) -> tuple[str, ...]:
    method = one.method.rpartition("/")[2]
    return (
        shown(one.time_ms), one.agency, one.officer, method, one.purpose, one.legal_basis, one.case_reference,
        one.reason, " ".join(one.records), str(one.index),
    )  # fmt: skip
