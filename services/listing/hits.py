"""Questions to the owner of a record about a hit, and releases: a row each, with whom to call and by when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.exchange.v1 import hit_pb2 as hit

from services.listing.part import Part, reached, word
from services.tables.times import shown

COLUMNS: Final = ("request", "record", "asked by", "state", "due", "call", "collects")


def requests(found: Iterable[hit.HitRequest]) -> Part:
    """Requests as they stand."""
    return Part("Requests", COLUMNS, [_row(each) for each in found])


def _row(request: hit.HitRequest) -> tuple[str, ...]:
    told = f", {word(hit.Escalation, request.escalation)} told" if request.escalation else ""
    until = f" until {shown(request.until_ms)}" if request.until_ms else ""
    return (
        request.id,
        request.record or request.owner,
        f"{request.asker.agency} {request.asker.officer} {request.asker.case.key}",
        word(hit.HitState, request.state) + until + told,
        shown(request.due_ms),
        reached(request.desk),
        request.collector,
    )
