"""Stops in order of time, from what a journey's name says; no stop is lost, and no protected name is among them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.console.network.content import Content
from services.console.network.movements import Stop, same_place, stops
from services.console.network.veiling import veiled
from services.values.network import Answer, Node, NodeKey
from tests.unit.console.network.sample import ACCUSED, CODES, DAY, PEOPLE, PHONE, VICTIM, VICTIM_SAYS, T, row

TAFTAN = NodeKey("JOURNEY", "CROSSING:TAFTAN:LEB254417:2026-02-25")
ON_FOOT = NodeKey("JOURNEY", "CROSSING:TORKHAM:ON-FOOT:2026-02-27")
FLIGHT = NodeKey("JOURNEY", "FLIGHT:PK233:2026-02-26:ISB-DXB")
CELL = NodeKey("PLACE", "CELL:410-01-1-2")
ROWS = (
    row("b", "TRAVELLED", ACCUSED, FLIGHT, at_ms=T + DAY, until_ms=T + 2 * DAY, note='{"role":"PASSENGER"}'),
    row("a", "TRAVELLED", ACCUSED, TAFTAN, at_ms=T, note="EXIT", authority="pk.customs/APIS/2025"),
    row("u", "TRAVELLED", ACCUSED, ON_FOOT),
    row("c", "CAMPED_AT", PHONE, CELL, at_ms=T + 3 * DAY, note="{not json"),
    row("x", "CALLED", PHONE, PHONE, at_ms=T),
)
ANSWER = Answer((PEOPLE[0], Node(key=CELL, label="Saddar", label_ur="صدر")), ROWS)


def test_stops_are_in_order_of_time_and_the_undated_last() -> None:
    found = stops(ANSWER)
    assert [(stop.place, stop.to, stop.how) for stop in found] == [
        ("TAFTAN", "", "LEB254417"),
        ("ISB", "DXB", "PK233"),
        ("Saddar", "", ""),
        ("TORKHAM", "", "ON-FOOT"),
    ]
    assert [stop.note for stop in found] == ["EXIT", "PASSENGER", "{not json", ""]
    assert [bool(stop.span) for stop in found] == [True, True, True, False]
    assert found[0].when.startswith("2026-02-25")
    assert (found[0].who, found[0].authority, found[0].source) == (
        "Ghulam Rasool",
        "pk.customs/APIS/2025",
        "feeds/calls/a",
    )


def test_urdu_has_its_own_names() -> None:
    assert [stop.who for stop in stops(ANSWER, "ur")][:1] == ["غلام رسول"]
    assert "صدر" in {stop.place for stop in stops(ANSWER, "ur")}


def test_a_protected_traveller_has_a_code() -> None:
    answer = Answer(PEOPLE, (row("v", "TRAVELLED", VICTIM, TAFTAN, at_ms=T, note="with Saima"),))
    (stop,) = stops(veiled(Content(answer), CODES).answer)
    assert stop.who == "protected person"
    assert all(each not in repr(stop) for each in VICTIM_SAYS)


def test_a_route_shows_a_place_once_as_long_as_nobody_leaves_it() -> None:
    assert same_place(stops(ANSWER)) == (("TAFTAN", 1), ("ISB", 1), ("DXB", 1), ("Saddar", 1), ("TORKHAM", 1))
    assert same_place(()) == ()


PLACES = st.lists(st.sampled_from(["KHI", "LHE", "ISB"]), max_size=12)


@given(PLACES)
def test_no_stop_is_lost_on_a_route(places: list[str]) -> None:
    route = [Stop(place, "", "", "", "", "", (), "", "", "") for place in places]
    found = same_place(route)
    assert [place for place, times in found for _ in range(times)] == places
    assert all(one[0] != other[0] for one, other in itertools.pairwise(found))


@pytest.mark.parametrize("name", ["CROSSING:TAFTAN", "FLIGHT::", "", ":::::", "CROSSING:<b>:\u202e:x"])
def test_a_journey_of_another_form_is_shown_as_it_is_named(name: str) -> None:
    (stop,) = stops(Answer((), (row("j", "TRAVELLED", ACCUSED, NodeKey("JOURNEY", name), at_ms=T),)))
    assert "\u202e" not in repr(stop)
    assert stop.place or not name.strip(":")
