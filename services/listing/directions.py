"""What was asked of the prosecution on accused of a case, and what it directs: English and Urdu."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rabta.records.v1 import direction_pb2 as pb

from services.listing.part import Part, word
from services.tables.times import shown

COLUMNS: Final = ("reference", "asked by", "asked at", "answer", "direction", "directed at", "directed by")
KINDS: Final = {
    "PROCEED": ("go on", "کارروائی جاری رکھیں"),
    "CONSULT_FIRST": ("speak with the prosecution first", "پہلے استغاثہ سے مشورہ کریں"),
    "SEND_FILE": ("send the papers of the case", "مقدمے کے کاغذات بھیجیں"),
    "WAIT": ("no further step for now", "فی الحال مزید کوئی قدم نہ اٹھائیں"),
}
"""What the prosecution may direct, in English and in Urdu."""


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
