"""What was not shown, to whom and why, summed over calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from rabta.audit.v1.audit_service_pb2 import WithheldCall

from services.listing.part import Part

COLUMNS: Final = ("agency", "purpose", "cause", "owner", "records withheld", "calls", "officers")


def withheld(found: Iterable[WithheldCall]) -> Part:
    """A row for each agency, purpose, cause and owner, the largest number first."""
    records, calls = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    officers: dict[tuple[str, ...], set[str]] = {}
    for call in found:
        for one in call.withheld:
            of = call.agency, call.purpose, one.cause, one.owner
            records[of] += one.count
            calls[of] += 1
            officers.setdefault(of, set()).add(call.officer)
    rows = [(*of, str(number), str(calls[of]), str(len(officers[of]))) for of, number in records.most_common()]
    return Part("Withheld", COLUMNS, rows)
