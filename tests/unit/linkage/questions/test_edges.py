"""The last of what a question takes in, and the first that it does not: bounds, defaults, order, what was not waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from services.linkage.questions.bearers import BEARING
from services.linkage.questions.budget import Budget
from services.linkage.questions.co_travel import co_travel
from services.linkage.questions.common_neighbours import common_neighbours
from services.linkage.questions.contact_chain import contact_chain
from services.linkage.questions.expand import expand
from services.linkage.questions.key_players import LARGEST, NEAREST, key_players
from services.linkage.questions.web import ROWS
from services.values.network import (
    TIME,
    CommonNeighboursRequest,
    ContactChainRequest,
    CoTravelRequest,
    Cut,
    ExpandRequest,
    KeyPlayersRequest,
)
from tests.fakes.asked_graph import AskedGraph, Row
from tests.unit.linkage.questions.small import ALL, graph, link, phone, shown, subject


async def test_of_chains_of_one_length_the_quickest_comes_first() -> None:
    slow = [link("CALLED", "a", "b", at_ms=1), link("CALLED", "b", "c", at_ms=10)]
    quick = [link("CALLED", "a", "d", at_ms=2), link("CALLED", "d", "e", at_ms=5)]
    found = await contact_chain(graph([*slow, *quick]), ALL, ContactChainRequest(None, phone("a")))
    ends = [chain.nodes[-1].id for chain in found.chains if len(chain.nodes) == 3]
    assert ends == ["e", "c"]


async def test_one_journey_together_is_enough_unless_more_are_asked_for() -> None:
    rows = [link("TRAVELLED", who, "boat", at_ms=1) for who in ("a", "b")]
    for least, companions in ((0, [subject("b")]), (1, [subject("b")]), (2, [])):
        found = await co_travel(graph(rows), ALL, CoTravelRequest(None, subject("a"), least))
        assert [one.subject for one in found.companions] == companions, least


async def test_journeys_of_two_bearers_are_in_the_order_of_their_first_day() -> None:
    """The boat was taken by one of them on the fifth day, and by the other on the first."""
    rows = [link("PHONE_USED_BY", "p", who, at_ms=1) for who in ("a", "b")]
    rows += [link("TRAVELLED", "a", "boat", at_ms=5), link("TRAVELLED", "a", "bus", at_ms=3)]
    rows += [link("TRAVELLED", "b", "boat", at_ms=1)]
    rows += [link("TRAVELLED", "c", trip, at_ms=9) for trip in ("boat", "bus")]
    found = await co_travel(graph(rows), ALL, CoTravelRequest(None, phone("p")))
    (third,) = [one for one in found.companions if one.subject == subject("c")]
    assert [trip.id for trip in third.journeys] == ["boat", "bus"]


async def test_a_number_is_not_shared_by_its_bearer_and_whom_it_called() -> None:
    rows = [link("PHONE_USED_BY", "a", "s", at_ms=1), link("CALLED", "a", "b", at_ms=2)]
    found = await common_neighbours(graph(rows), ALL, CommonNeighboursRequest(None, (phone("a"), phone("b"))))
    assert [one.node for one in found.common] == []


async def test_all_edges_of_one_number_are_counted_though_somebody_bears_it() -> None:
    rows = [link("PHONE_USED_BY", "p", "s", at_ms=1)]
    rows += [link("CALLED", "p", f"q{number}", at_ms=number + 1) for number in range(ROWS + 7)]
    found = await expand(graph(rows), ALL, ExpandRequest(None, (phone("p"),)))
    assert {count.kind: count.edges for count in found.counts}["CALLED"] == ROWS + 7


@pytest.mark.parametrize(("others", "players"), [(3, 0), (4, 3), (5, 3)])
async def test_players_are_named_where_two_more_are_there_to_be_parted(others: int, players: int) -> None:
    rows = [link("CALLED", "a", f"b{number}", at_ms=1) for number in range(others)]
    found = await key_players(graph(rows), ALL, KeyPlayersRequest(None, (phone("a"),), 1))
    assert len(found.players) == players


@pytest.mark.parametrize(
    ("others", "radius", "more"),
    [(LARGEST + 40, 1, False), (LARGEST + 40, 2, False), (NEAREST + 20, 1, False), (NEAREST + 20, 2, True)],
)
async def test_more_than_was_read_is_told_where_reading_was_broken_off_alone(
    others: int, radius: int, more: bool
) -> None:
    rows = [link("CALLED", "a", f"b{number:03}", at_ms=1) for number in range(others)]
    found = await key_players(graph(rows), ALL, KeyPlayersRequest(None, (phone("a"),), radius, 1))
    (told,) = [each for each in shown(found).cuts if each.what == "network"]
    assert told == Cut("network", LARGEST, others + 1, more)


class LateBearers(AskedGraph):
    """Who bears a number takes a minute to find; all else is there at once."""

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        if statement.startswith("hop") and parameters["kinds"] == list(BEARING):
            await asyncio.sleep(60)
        return await super().run(statement, **parameters)


async def test_that_bearers_were_not_waited_for_is_told() -> None:
    rows = graph([link("PHONE_USED_BY", "p", "s", at_ms=1), link("CALLED", "p", "q", at_ms=1)])
    late = LateBearers(rows.nodes.values(), rows.edges)
    found = await expand(late, ALL, ExpandRequest(None, (phone("p"),)), Budget(1.0))
    assert Cut(TIME, more=True) in shown(found).cuts
    assert {edge.kind for edge in shown(found).edges} == {"PHONE_USED_BY", "CALLED"}, "the rest is answered"
