"""Rows of posts and airlines: who travelled, who did not, and what names the flight."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sources.feeds.border_crossings import read
from services.sources.feeds.options import Options
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject
from services.sources.feeds.travellers import STATUSES
from services.tables.cells import NOTHING
from tests.budget import budget
from tests.rows import of_rows

POST = "Border Post,Date Time,Entry/Exit,Traveller Name,Doc Type,Document No,Nationality,Status,DOB,Flight No,From,To"
AIR = "Flight No,Departure,Departure Time,From,To,Status,Pax Name,DOB,Passport No,Nationality,PNR,Mobile"


def items(heading: str, *rows: str) -> list[Item]:
    return list(read(io.BytesIO("\n".join((heading, *rows)).encode()), Options()))


def at_post(status: str = "", born: str = "1990-01-01", more: str = ",,") -> str:
    return f"Torkham,2025-03-01 08:00,Exit,Sample Man,Passport,AB1234567,PK,{status},{born},{more}"


def on_flight(status: str = "Boarded", born: str = "1990-01-01", name: str = "Sample Man", **cells: str) -> str:
    said = {"flight": "PK-301", "at": "2025-03-01", "clock": "10:30", "from": "KHI", "to": "DXB"} | cells
    head = ",".join(said[each] for each in ("flight", "at", "clock", "from", "to"))
    paper = cells.get("passport", "AB1234567")
    return f"{head},{status},{name},{born},{paper},PK,{cells.get('pnr', 'X7Y8Z9')},{cells.get('mobile', '')}"


def journeys(found: list[Item]) -> list[FeedEdge]:
    return [item for item in found if isinstance(item, FeedEdge) and item.kind == "TRAVELLED"]


def rejects(found: list[Item]) -> list[tuple[str, str]]:
    return [(item.column, item.reason) for item in found if isinstance(item, Reject)]


NOT_DONE = [
    "OFFLOADED", "Off-loaded", "off_load", "NO SHOW", "No-Show", "NOSHOW", "CANCELLED", "Canceled", "DENIED BOARDING",
    "STANDBY", "Stand-by", "Entry Refused", "Confirmed", "Ticketed", "Checked-In", "منسوخ", "آف لوڈ",
]  # fmt: skip


@of_rows("status", NOT_DONE)
@of_rows(("heading", "row"), [(POST, at_post), (AIR, on_flight)], ids=["post", "airline"])
def test_who_did_not_travel_is_no_traveller(status: str, heading: str, row: Callable[[str], str]) -> None:
    found = items(heading, row(status))
    assert rejects(found) == [("status", "not-done")]
    assert not any(isinstance(item, FeedNode | FeedEdge) for item in found)


@of_rows("status", ["Boarded", "FLOWN", "Travelled", "On Board", "سوار", "Departed"])
@of_rows(("heading", "row"), [(POST, at_post), (AIR, on_flight)], ids=["post", "airline"])
def test_who_travelled_is_one(status: str, heading: str, row: Callable[[str], str]) -> None:
    found = items(heading, row(status))
    assert rejects(found) == []
    assert len(journeys(found)) == 1


WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)


@budget(60)
@given(word=WORDS.filter(lambda word: word not in STATUSES and word not in NOTHING))
def test_a_status_that_nobody_knows_rejects_the_row(word: str) -> None:
    for found in (items(POST, at_post(word)), items(AIR, on_flight(word))):
        assert journeys(found) == []
        assert rejects(found) == [("status", "unknown-word")]


@of_rows("word", sorted(NOTHING))
def test_a_word_for_nothing_is_no_status(word: str) -> None:
    assert len(journeys(items(POST, at_post(word)))) == 1
    assert journeys(items(AIR, on_flight(word))) == []
    assert rejects(items(AIR, on_flight(word))) == [("status", "missing")]


def test_a_post_states_a_crossing_by_its_row_and_an_airline_by_its_status_alone() -> None:
    assert len(journeys(items(POST, at_post("")))) == 1
    assert rejects(items(AIR, on_flight(""))) == [("status", "missing")]
    without = AIR.replace("Status,", "")
    with pytest.raises(FileRefused, match="no row names the columns"):
        items(without, on_flight("Boarded").replace("Boarded,", ""))


def test_a_flight_of_an_airline_is_that_of_a_passenger_list() -> None:
    found = items(AIR, on_flight(mobile="0300-1234567"))
    (seat,) = journeys(found)
    assert seat.end == "FLIGHT:PK301:2025-03-01:KHI-DXB"
    assert seat.at_ms == 1_740_807_000_000
    assert json.loads(seat.note) == {"role": "PASSENGER", "booking": "X7Y8Z9", "contact": "+923001234567"}
    (who,) = (item for item in found if isinstance(item, FeedNode) and item.kind == "SUBJECT")
    assert json.loads(who.note) == {"born": "1990-01-01", "documents": ["PASSPORT:PK/AB1234567"], "nationality": "PK"}
    assert [item.end for item in found if isinstance(item, FeedEdge)][1:] == ["PASSPORT:PK/AB1234567"]


def test_the_same_seat_twice_is_one_and_rejected_the_second_time() -> None:
    found = items(AIR, on_flight(), on_flight())
    assert len(journeys(found)) == 1
    assert rejects(found) == [("", "said-twice")]


def test_flight_and_ends_stand_beside_a_crossing_and_make_no_other_of_it() -> None:
    plain, flown = items(POST, at_post()), items(POST, at_post(more="PK 301,KHI,DXB"))
    assert [each.id for each in journeys(plain)] == [each.id for each in journeys(flown)]
    assert json.loads(journeys(flown)[0].note) == {"direction": "OUT", "flight": "PK 301", "from": "KHI", "to": "DXB"}


@of_rows(
    ("cells", "rejected"),
    [
        ({"flight": "123"}, ("flight", "not-an-identifier")),
        ({"flight": "Morning flight"}, ("flight", "not-an-identifier")),
        ({"from": "Karachi"}, ("from", "not-an-identifier")),
        ({"to": ""}, ("to", "missing")),
        ({"passport": ""}, ("passport", "missing")),
        ({"passport": "12"}, ("passport", "not-an-identifier")),
        ({"mobile": "12"}, ("contact", "not-a-phone")),
        ({"at": "soon"}, ("at", "not-a-date")),
    ],
)
def test_a_bad_cell_of_an_airline_rejects_its_row(cells: dict[str, str], rejected: tuple[str, str]) -> None:
    found = items(AIR, on_flight(**cells))
    assert rejects(found) == [rejected]
    assert journeys(found) == []


@budget(40)
@given(days=st.integers(-400, 400))
def test_nobody_is_born_after_the_journey(days: int) -> None:
    born = date(2025, 3, 1) + timedelta(days)
    expected = [("born", "birth-after-act")] if days > 0 else []
    for found in (items(POST, at_post(born=born.isoformat())), items(AIR, on_flight(born=born.isoformat()))):
        assert rejects(found) == expected


@of_rows(
    ("remarks", "rejected"),
    [
        ("OFFLOADED by FIA", [("remarks", "not-done")]),
        ("visa expired, entry refused", [("remarks", "not-done")]),
        ("Deferred", [("remarks", "not-done")]),
        ("with family", []),
        ("", []),
    ],
)
def test_remarks_that_say_that_nobody_travelled_reject_the_row(remarks: str, rejected: list[tuple[str, str]]) -> None:
    found = items(f"{POST},Remarks", f'{at_post()},"{remarks}"')
    assert rejects(found) == rejected
    assert len(journeys(found)) == (not rejected)


@of_rows(
    ("name", "own"),
    [
        ("Sajid Mehmood S/O Umar Din", "Sajid Mehmood"),
        ("Sajid Mehmood S.O Umar Din", "Sajid Mehmood"),
        ("Mr. Sajid Mehmood", "Sajid Mehmood"),
        ("Muhammad bin Qasim", "Muhammad bin Qasim"),
        ("Sajid Mehmood", "Sajid Mehmood"),
    ],
)
def test_a_father_behind_the_name_is_the_father(name: str, own: str) -> None:
    (person,) = [
        item
        for item in items(POST, at_post().replace("Sample Man", name))
        if isinstance(item, FeedNode) and item.kind == "SUBJECT"
    ]
    assert person.label == own
    assert ("Umar Din" in person.note) == ("Umar Din" in name)


def test_a_father_of_two_names_rejects_the_row() -> None:
    found = items(f"{POST},Father Name", f"{at_post().replace('Sample Man', 'Ali s/o Umar Din')},Khan Din")
    assert rejects(found) == [("father", "contradicts")]


def test_nothing_has_taken_place_after_today() -> None:
    stated = Options(until_ms=1_700_000_000_000)
    found = list(read(io.BytesIO(f"{POST}\n{at_post()}".encode()), stated))
    assert rejects(found) == [("at", "in-future")]
    assert not journeys(found)


@pytest.mark.parametrize("card", ["11111-1111111-1", "12345-6789012-3"])
def test_a_placeholder_is_no_card(card: str) -> None:
    found = items(POST, at_post().replace("Passport,AB1234567", f"CNIC,{card}"))
    assert rejects(found) == [("document", "placeholder-card")]


AIR_CARDS = f"{AIR},Doc Type,Document No"
CARD = "35202-9901061-1"
AT_POST = at_post().replace("Passport,AB1234567", f"CNIC,{CARD}")
IN_THE_AIR = f"{on_flight(passport='')},CNIC,{CARD}"


@of_rows(("heading", "row"), [(POST, AT_POST), (AIR_CARDS, IN_THE_AIR)], ids=["post", "airline"])
def test_a_card_beside_two_names_rejects_both_rows_by_number(heading: str, row: str) -> None:
    found = items(heading, row, row.replace("Sample Man", "Other Person"), row.replace(CARD, "35202-9901073-1"))
    refused = [(item.row, item.column, item.reason) for item in found if isinstance(item, Reject)]
    assert refused == [(2, "document", "card-of-several"), (3, "document", "card-of-several")]
    assert [journey.row for journey in journeys(found)] == [4]


@of_rows(("heading", "row"), [(POST, AT_POST), (AIR_CARDS, IN_THE_AIR)], ids=["post", "airline"])
def test_a_card_beside_one_name_in_two_writings_is_read(heading: str, row: str) -> None:
    later = row.replace("2025-03-01", "2025-03-02").replace("Sample Man", "Mr. SAMPLE MAN")
    found = items(heading, row, later)
    assert rejects(found) == []
    assert [journey.row for journey in journeys(found)] == [2, 3]
