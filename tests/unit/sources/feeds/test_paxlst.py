"""Envelopes that do not hold refuse the file; messages out of order are rejected whole, each with its segment."""

from __future__ import annotations

import io
import json

import pytest

from services.sources.feeds.options import Options
from services.sources.feeds.paxlst import read
from services.sources.feeds.paxlst_order import Order
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject

HEAD = ["UNB+UNOA:4+A+B+250105:0900+77"]
GOOD = ["BGM+745", "TDT+20+PK301", "LOC+125+KHI", "LOC+87+DXB", "NAD+FL+++SAMPLE:ANNA", "DOC+P+AB1234567", "LOC+91+PAK"]


def message(*segments: str, version: str = "D:03B", reference: str = "1", count: int | None = None) -> list[str]:
    whole = [f"UNH+{reference}+PAXLST:{version}:UN", *segments]
    return [*whole, f"UNT+{len(whole) + 1 if count is None else count}+{reference}"]


def items(*segments: str) -> list[Item]:
    return list(read(io.BytesIO("".join(f"{one}'\n" for one in segments).encode()), Options()))


def nodes(found: list[Item]) -> list[str]:
    return [item.id for item in found if isinstance(item, FeedNode)]


def rejects(found: list[Item]) -> list[Reject]:
    return [item for item in found if isinstance(item, Reject)]


def test_a_person_a_journey_and_a_passport() -> None:
    found = items(*HEAD, *message(*GOOD), "UNZ+1+77")
    assert nodes(found)[1:] == ["FLIGHT:PK301::KHI-DXB", "PASSPORT:PK/AB1234567"]
    assert [item.kind for item in found if isinstance(item, FeedEdge)] == ["TRAVELLED", "IDENTIFIED_BY"]
    assert rejects(found) == []


@pytest.mark.parametrize(
    ("told", "contact"),
    [
        ("COM+042 35761999:FX+0300-1234567:TE", "+923001234567"),
        ("COM+00971501234567:TE", "+971501234567"),
        ("COM+a@example.org:EM", ""),
        ("COM+call home:TE", ""),
    ],
)
def test_the_telephone_that_is_given_as_a_travellers_is_told_beside_the_seat(told: str, contact: str) -> None:
    """And the seat is the same row as one of a list that was read before."""
    head, number, *rest = GOOD[:5], told, *GOOD[5:]
    with_it, without = (
        items(*HEAD, *message(*head, number, *rest), "UNZ+1+77"),
        items(*HEAD, *message(*GOOD), "UNZ+1+77"),
    )
    assert rejects(with_it) == []
    (seat,) = [item for item in with_it if isinstance(item, FeedEdge) and item.kind == "TRAVELLED"]
    (before,) = [item for item in without if isinstance(item, FeedEdge) and item.kind == "TRAVELLED"]
    assert json.loads(seat.note).get("contact", "") == contact
    assert (seat.id, seat.start, seat.end) == (before.id, before.start, before.end)


def test_groups_are_counted() -> None:
    group = "UNG+PAXLST+A+B+250105:0900+5+UN+D:03B"
    assert len(nodes(items(*HEAD, group, *message(*GOOD), "UNE+1+5", "UNZ+1+77"))) == 3
    for wrong in (["UNE+2+5", "UNZ+1+77"], ["UNE+1+6", "UNZ+1+77"], ["UNE+1+5", "UNZ+2+77"], ["UNZ+1+77"]):
        with pytest.raises(FileRefused, match="edifact-envelope"):
            items(*HEAD, group, *message(*GOOD), *wrong)


@pytest.mark.parametrize(
    ("segments", "rule"),
    [
        ([*message(*GOOD), "UNZ+1+77"], "edifact-order"),
        ([*HEAD, *message(*GOOD)], "edifact-end"),
        ([*HEAD, *message(*GOOD), "UNZ+2+77"], "edifact-envelope"),
        ([*HEAD, *message(*GOOD), "UNZ+1+78"], "edifact-envelope"),
        ([*HEAD, *HEAD, *message(*GOOD), "UNZ+1+77"], "edifact-envelope"),
        ([*HEAD, *message(*GOOD), "UNZ+1+77", *message(*GOOD)], "edifact-order"),
        ([*HEAD, *message(*GOOD)[:-1], "UNZ+1+77"], "edifact-order"),
        ([*HEAD, *message(*GOOD)[:-1], *message(*GOOD), "UNZ+1+77"], "edifact-order"),
        ([*HEAD, "BGM+745", "UNZ+0+77"], "edifact-order"),
        ([*HEAD, *message(*GOOD, version="D:99Z"), "UNZ+1+77"], "edifact-version"),
        ([*HEAD, "UNH+1+ORDERS:D:03B:UN", "UNT+2+1", "UNZ+1+77"], "edifact-version"),
    ],
)
def test_a_broken_envelope_refuses_the_file(segments: list[str], rule: str) -> None:
    with pytest.raises(FileRefused, match=rule):
        items(*segments)


@pytest.mark.parametrize(
    ("segments", "at", "tag"),
    [
        (["BGM+745", "RFF+RF:1", "RFF+RF:2", *GOOD[1:]], 5, "RFF"),
        (["RFF+RF:1", *GOOD], 4, "BGM"),
        (["BGM+745", *GOOD[4:]], 5, "DOC"),
        ([*GOOD, "TDT+20+PK302"], 10, "TDT"),
        ([*GOOD[:5], "NAT+2+PAK", "ATT+2++F"], 9, "ATT"),
        ([*GOOD, "XYZ+1"], 10, "XYZ"),
    ],
)
def test_a_message_out_of_order_is_rejected_whole_and_the_next_goes_in(segments: list[str], at: int, tag: str) -> None:
    found = items(*HEAD, *message(*segments), *message(*GOOD, reference="2"), "UNZ+2+77")
    assert rejects(found) == [Reject(at, tag, "", "edifact-order")]
    assert len(nodes(found)) == 3


def test_a_wrong_count_or_reference_rejects_the_message() -> None:
    for wrong in (message(*GOOD, count=99), [*message(*GOOD)[:-1], "UNT+9+OTHER"]):
        found = items(*HEAD, *wrong, "UNZ+1+77")
        assert [reject.reason for reject in rejects(found)] == ["edifact-count"]
        assert nodes(found) == []


@pytest.mark.parametrize(
    ("segments", "column", "reason"),
    [
        (["NAD+FL+++SAMPLE", "DTM+329:19901399:102"], "DTM", "not-a-date"),
        (["NAD+FL+++SAMPLE", "DTM+329:1990:602"], "DTM", "not-a-date"),
        (["NAD+FL"], "NAD", "missing"),
        (["NAD+FL+++"], "NAD", "missing"),
        (["NAD+FL+++: :"], "NAD", "missing"),
        (["NAD+FL+++SAMPLE", "DOC+P+1", "LOC+91+PAK"], "DOC", "not-an-identifier"),
        (["NAD+FL+++SAMPLE", "DOC+P+AB1234567"], "DOC", "not-an-identifier"),
        (["NAD+FL+++SAMPLE", "DOC+P"], "DOC", "missing"),
    ],
)
def test_a_bad_person_is_rejected_alone(segments: list[str], column: str, reason: str) -> None:
    found = items(*HEAD, *message(*GOOD[:4], *segments, *GOOD[4:]), "UNZ+1+77")
    assert [(reject.row, reject.column, reject.reason) for reject in rejects(found)] == [(7, column, reason)]
    assert len(nodes(found)) == 3


def test_order_ends_with_unt_alone() -> None:
    order = Order()
    assert [order.take(tag) for tag in ("UNH", "BGM", "TDT", "NAD")] == ["message", "message", "transport", "person"]
    assert not order.ended
    assert order.take("CNT") == order.take("UNT") == "end"
    assert order.ended
    assert order.take("NAD") is None
