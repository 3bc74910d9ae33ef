"""What was asked of the prosecution on accused of a case, and what it directs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.records.v1 import direction_pb2 as pb

from services.listing.part import Part, word
from services.tables.times import shown

COLUMNS: Final = ("reference", "asked by", "asked at", "answer", "direction", "directed at", "directed by")


def directions(rows: Iterable[pb.ListedDirection]) -> Part:
    """A row for each reference, in the order of the answer; the desk's answer is the same to each query."""
    return Part("Directions", COLUMNS, [_row(each) for each in rows])


def _row(each: pb.ListedDirection) -> tuple[str, ...]:
    asked = (each.asked_by, shown(each.asked_ms), _answer(each)) if each.asked_by else ("", "", "")
    if not each.HasField("direction"):
        return (each.reference, *asked, "", "", "")
    given = each.direction
    return (each.reference, *asked, word(pb.DirectionKind, given.kind), shown(given.at_ms), given.agency)


def _answer(each: pb.ListedDirection) -> str:
    return "noted" if each.noted else f"at {shown(each.noted_ms)}"
