"""Envelopes that do not hold refuse the file; messages out of order are rejected whole, each with its segment."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds.options import Options
from services.sources.feeds.paxlst import read
from services.sources.feeds.paxlst_order import Order
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject
from tests.budget import budget
from tests.rows import of_rows

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


@pytest.mark.parametrize(("count", "reason"), [("1", ""), ("2", ""), ("3", "edifact-count"), ("0", "edifact-count")])
def test_the_count_of_passengers_is_theirs_or_theirs_with_the_crew(count: str, reason: str) -> None:
    crew = ["NAD+FM+++SAMPLE:CREW", "DOC+P+AB7654321", "LOC+91+PAK"]
    found = items(*HEAD, *message(*GOOD, *crew, f"CNT+42:{count}"), "UNZ+1+77")
    assert [reject.reason for reject in rejects(found)] == ([reason] if reason else [])
    assert bool(nodes(found)) == (not reason)


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


def listed(*births: str, made: str = "250105", flown: str = "DTM+189:2501051030:201") -> list[str]:
    """What is read of the birth of one traveller each: the day, or the reason of the reject."""
    head, document = [*GOOD[:3], flown] if flown else GOOD[:3], GOOD[5:]
    people = [f"NAD+FL+++SAMPLE:N{number}'DTM+329:{birth}" for number, birth in enumerate(births)]
    whole = [*head, GOOD[3], *(segment for one in people for segment in (*one.split("'"), *document))]
    found = items(f"UNB+UNOA:4+A+B+{made}:0900+77", *message(*whole), "UNZ+1+77")
    read = {item.label: json.loads(item.note)["born"] for item in found if isinstance(item, FeedNode) and item.label}
    reasons = iter(each.reason for each in rejects(found))
    return [read.get(f"N{number} SAMPLE") or next(reasons) for number in range(len(births))]


@of_rows(
    ("birth", "read"),
    [
        ("500302:101", "1950-03-02"),
        ("19500302:102", "1950-03-02"),
        ("240302:101", "2024-03-02"),
        ("250104:101", "2025-01-04"),
        ("250106:101", "1925-01-06"),
        ("20250106:102", "birth-after-act"),
        ("640217", "1964-02-17"),
        ("19640217", "1964-02-17"),
        ("170264", "1964-02-17"),
        ("17021964", "1964-02-17"),
        ("020364", "date-of-two-readings"),
        ("02031964", "date-of-two-readings"),
        ("101112", "date-of-two-readings"),
        ("996699", "not-a-date"),
        ("1964", "not-a-date"),
        ("64021:101", "not-a-date"),
        ("640217:102", "not-a-date"),
        ("640217:718", "not-a-date"),
        ("17530101:102", "not-a-date"),
    ],
)
def test_a_birth_has_the_century_of_the_list_and_one_reading(birth: str, read: str) -> None:
    """A man of 76 was born in 1950, and nobody after the journey."""
    assert listed(birth) == [read]


def test_the_other_births_of_a_list_say_in_which_order_those_without_a_code_are() -> None:
    assert listed("101112", "640217") == ["2010-11-12", "1964-02-17"]
    assert listed("101112", "170264") == ["2012-11-10", "1964-02-17"]
    assert listed("101112", "170264", "640217") == ["date-of-two-readings"] * 3, "in two orders"


def test_the_century_is_that_of_the_earlier_of_list_and_journey() -> None:
    late = "DTM+189:9901051030:201"
    assert listed("500302:101", flown=late) == ["1950-03-02"]
    assert listed("500302:101", flown="") == ["1950-03-02"]
    assert listed("500302:101", made="19990105", flown="") == ["1950-03-02"]
    assert listed("040302:101", made="030105", flown="") == ["1904-03-02"]
    assert listed("500302:101", made="soon", flown="") == ["year-of-two-digits"]


def test_two_births_of_one_traveller_reject_where_they_differ() -> None:
    assert listed("500302:101'DTM+329:19500302:102") == ["1950-03-02"]
    assert listed("500302:101'DTM+329:19500303:102") == ["contradicts"]


@of_rows(
    ("told", "journey"),
    [
        ("2501051030", "FLIGHT:PK301:2025-01-05:KHI-DXB"),
        ("202501051030", "FLIGHT:PK301:2025-01-05:KHI-DXB"),
        ("0501251030", "FLIGHT:PK301:2025-01-05:KHI-DXB"),
        ("0102251030", "date-of-two-readings"),
        ("1", "not-a-date"),
    ],
)
def test_a_departure_without_a_code_is_the_one_near_the_making_of_the_list(told: str, journey: str) -> None:
    found = items(*HEAD, *message(*GOOD[:3], f"DTM+189:{told}", *GOOD[3:]), "UNZ+1+77")
    assert [*nodes(found)[1:2], *(reject.reason for reject in rejects(found))] == [journey]


@budget(60)
@given(born=st.dates(date(1906, 1, 1), date(2025, 1, 5)), code=st.sampled_from(["101", "102", ""]))
def test_no_birth_is_read_after_the_journey_or_in_another_order(born: date, code: str) -> None:
    form = {"101": "%y%m%d", "102": "%Y%m%d", "": "%Y%m%d"}[code]
    (read,) = listed(f"{born.strftime(form)}:{code}".rstrip(":"))
    if code == "101":
        assert read[2:] == born.isoformat()[2:]
        assert read <= "2025-01-05" < f"{int(read[:4]) + 100}{read[4:]}"
    else:
        assert read in {born.isoformat(), "" if code else "date-of-two-readings"}


def test_order_ends_with_unt_alone() -> None:
    order = Order()
    assert [order.take(tag) for tag in ("UNH", "BGM", "TDT", "NAD")] == ["message", "message", "transport", "person"]
    assert not order.ended
    assert order.take("CNT") == order.take("UNT") == "end"
    assert order.ended
    assert order.take("NAD") is None
