"""Repeated calls are one tie: in hubs, paths, key players and answers, and none of it tells of what is withheld."""

from __future__ import annotations

import itertools
import random
from collections.abc import Awaitable, Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.rights import Rights
from services.linkage.questions.co_travel import co_travel
from services.linkage.questions.common_neighbours import common_neighbours
from services.linkage.questions.contact_chain import contact_chain
from services.linkage.questions.expand import expand
from services.linkage.questions.key_players import key_players
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.ties import rows_of, tied
from services.linkage.questions.timeline import timeline
from services.linkage.questions.trace_money import trace_money
from services.linkage.questions.web import HUB, ROWS
from services.linkage.questions.why_linked import why_linked
from services.linkage.wire import encode
from services.values.network import (
    CommonNeighboursRequest,
    ContactChainRequest,
    CoTravelRequest,
    Cut,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    ShortestPathsRequest,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.asked_graph import AskedGraph, row
from tests.unit.linkage.questions.small import ALL, account, graph, link, phone, shown, subject
from tests.unit.linkage.questions.wiretap import CALLS, LEADERS, TAXI, known, members, plain, wiretap

RUNNERS = [runner for runners in members().values() for runner in runners]


def tapped() -> AskedGraph:
    rows, people = wiretap()
    return graph(rows, *people)


async def test_a_wiretaps_paths_go_over_its_leaders() -> None:
    """25 pairs of runners of different cells, against the plain graph; none leads over the taxi office."""
    held, network, dice = tapped(), plain(), random.Random("pairs")
    for _ in range(25):
        one, other = dice.sample(RUNNERS, 2)
        found = await shortest_paths(held, ALL, ShortestPathsRequest(None, phone(one), phone(other), 1))
        ways = {tuple(way) for way in nx.all_shortest_paths(network, one, other)}
        assert [tuple(key.id for key in path.nodes) in ways for path in found.paths] == [True]
        assert Cut("hubs", 0, 1) in shown(found).cuts or len(found.paths[0].nodes) < 4, "the taxi office alone"
        assert not any(node.hub for node in shown(found).nodes)


async def test_its_leaders_are_key_players_by_their_names() -> None:
    found = await key_players(tapped(), ALL, KeyPlayersRequest(None, (phone("boss-1"),), 3, 3))
    assert {key.id for key in found.players} == {f"person {leader}" for leader in LEADERS}
    names = {node.key: node.label for node in shown(found).nodes}
    assert {names[key] for key in found.players} == {f"name of {leader}" for leader in LEADERS}
    assert [[key.id for key in one.own] for one in found.told] == [
        [key.id.removeprefix("person ")] for key in found.players
    ]
    assert found.fragmentation > found.random_high
    assert 0 < found.told[0].parted <= found.told[0].pairs
    assert found.parted > max(one.parted for one in found.told)


async def test_who_calls_a_few_all_day_is_no_hub_and_the_taxi_office_is() -> None:
    found = await expand(tapped(), ALL, ExpandRequest(None, (phone("boss-1"), phone(TAXI))))
    boss, taxi = shown(found).nodes[:2]
    assert (boss.hub, taxi.hub) == (False, True)
    assert boss.degree > HUB >= boss.neighbours == 8, "lieutenants, leaders, the taxi office, and whose it is"
    assert taxi.neighbours == taxi.degree > HUB
    calls = next(count for count in found.counts if count.kind == "CALLED")
    assert calls.edges > calls.nodes > HUB, "every call is counted"


async def test_a_tie_stands_once_with_its_count_first_and_last() -> None:
    times = range(1, HUB + 200)
    rows = [link("CALLED", *(("a", "b"), ("b", "a"))[at % 2], at_ms=at, duration_s=at, note="{}") for at in times]
    held = graph([*rows, link("CALLED", "a", "c", at_ms=5, note="once")])
    found = await expand(held, ALL, ExpandRequest(None, (phone("a"),)))
    tie, once = shown(found).edges
    assert (tie.rows, tie.first_ms, tie.at_ms, tie.duration_s, tie.note) == (len(times), 1, times[-1], times[-1], "")
    assert (once.rows, once.first_ms, once.sum_minor, once.note) == (0, 0, 0, "once")
    path = await shortest_paths(held, ALL, ShortestPathsRequest(None, phone("b"), phone("c")))
    assert [edge.rows for edge in shown(path).edges] == [len(times), 0]
    assert path.paths[0].edges == tuple(edge.id for edge in shown(path).edges)
    single = await timeline(held, ALL, TimelineRequest(Frame(limit=500), (phone("a"),)))
    assert [edge.rows for edge in shown(single).edges] == [0] * 500, "and each by itself where that is asked"
    why = await why_linked(held, ALL, WhyLinkedRequest(Frame(limit=9), phone("a"), phone("b")))
    assert Cut("edges", 9, len(times)) in shown(why).cuts


async def test_transfers_are_tied_by_way_and_currency_with_their_sum() -> None:
    rows = [link("TRANSFERRED", "x", "y", at_ms=at, amount_minor=100, currency="PKR") for at in range(1, 701)]
    rows += [link("TRANSFERRED", "y", "x", at_ms=at, amount_minor=7, currency="PKR") for at in (3, 4)]
    rows += [link("TRANSFERRED", "x", "y", at_ms=5, amount_minor=9, currency="USD")]
    found = await expand(graph(rows), ALL, ExpandRequest(None, (account("x"),)))
    said = {(edge.start.id, edge.currency): (edge.rows, edge.sum_minor) for edge in shown(found).edges if edge.start}
    assert said == {("x", "PKR"): (700, 70_000), ("y", "PKR"): (2, 14), ("x", "USD"): (0, 0)}
    assert not shown(found).nodes[0].hub
    assert found.counts[0].edges == 703


@pytest.mark.parametrize("field", ["owner", "authority", "grade", "handling"])
async def test_what_is_written_beside_a_tie_is_true_of_each_row(field: str) -> None:
    rows = [link("CALLED", "a", "b", at_ms=at, **{field: f"X{at % 2}"}) for at in range(1, 7)]
    found = await expand(graph(rows), ALL, ExpandRequest(None, (phone("a"),)))
    assert sorted((getattr(edge, field), edge.rows) for edge in shown(found).edges) == [("X0", 3), ("X1", 3)]


async def test_what_sources_say_of_a_person_is_never_put_together() -> None:
    rows = [link("PHONE_USED_BY", "a", "s", at_ms=at, note=f"stated by {at}") for at in range(1, 4)]
    found = await expand(graph(rows), ALL, ExpandRequest(None, (phone("a"),)))
    assert sorted(edge.note for edge in shown(found).edges) == [f"stated by {at}" for at in range(1, 4)]


async def test_a_journey_booked_twice_is_one_tie_and_one_journey() -> None:
    rows = [link("TRAVELLED", who, "flight", at_ms=at) for who in ("s", "t") for at in (5, 3, 4)]
    found = await co_travel(graph(rows), ALL, CoTravelRequest(None, subject("s")))
    assert [(one.subject, len(one.journeys)) for one in found.companions] == [(subject("t"), 1)]
    assert [(edge.start.id, edge.rows, edge.first_ms) for edge in shown(found).edges if edge.start] == [
        ("s", 3, 3),
        ("t", 3, 3),
    ]


async def test_a_full_bus_is_a_hub_by_its_people_not_by_its_bookings() -> None:
    rows = [link("TRAVELLED", f"s{seat}", "bus", at_ms=1) for seat in range(60) for _ in range(10)]
    found = await co_travel(graph(rows), ALL, CoTravelRequest(None, subject("s0")))
    assert len(found.companions) == 50, "600 bookings of 60 people"
    assert Cut("hubs", 0, 1) not in shown(found).cuts


async def test_money_and_calls_go_on_through_who_repeats() -> None:
    rows = [link("TRANSFERRED", "a", "b", at_ms=at, amount_minor=5) for at in range(1, HUB + 5)]
    rows += [link("TRANSFERRED", "b", "z", at_ms=10**6, amount_minor=5)]
    money = await trace_money(graph(rows), ALL, TraceMoneyRequest(Frame(limit=1), account("a"), "FORWARD"))
    assert [key.id for key in money.trails[0].nodes] == ["a", "b", "z"]
    rows = [link("CALLED", "a", "b", at_ms=at) for at in range(1, HUB + 5)] + [link("CALLED", "b", "z", at_ms=10**6)]
    calls = await contact_chain(graph(rows), ALL, ContactChainRequest(None, phone("a")))
    assert ["a", "b", "z"] in [[key.id for key in chain.nodes] for chain in calls.chains]


async def test_more_calls_than_a_statement_holds_are_all_in_their_ties() -> None:
    """Two neighbours of whom the latest rows would show one alone."""
    rows = [link("CALLED", "a", "early", at_ms=1), *(link("CALLED", "a", "b", at_ms=2 + at) for at in range(ROWS))]
    found = await expand(graph(rows), ALL, ExpandRequest(None, (phone("a"),)))
    assert [(edge.end.id, edge.rows) for edge in shown(found).edges if edge.end] == [("b", ROWS), ("early", 0)]
    assert shown(found).cuts == ()


HIDDEN = Rights((0, 1))
QUESTIONS: dict[str, tuple[Callable[..., Awaitable[Any]], Any]] = {
    "expand": (expand, ExpandRequest(None, (phone("boss-1"),))),
    "paths": (shortest_paths, ShortestPathsRequest(None, phone(RUNNERS[0]), phone(RUNNERS[-1]), 5)),
    "key players": (key_players, KeyPlayersRequest(None, (phone("boss-1"),), 3, 3)),
    "common": (common_neighbours, CommonNeighboursRequest(None, tuple(map(phone, LEADERS)))),
    "events": (timeline, TimelineRequest(None, (phone("boss-1"),))),
}


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("how", ["same pair", "new pairs", "bearer"])
async def test_a_strangers_withheld_rows_move_no_byte(name: str, how: str) -> None:
    """Neither a count, nor who is a hub or a key player: another agency's calls and statements, which it withholds."""
    rows, people = wiretap()
    more = {
        "same pair": [link("CALLED", "boss-1", "boss-2", at_ms=10**6 + at, klass=2) for at in range(2_000)],
        "new pairs": [link("CALLED", "boss-1", f"customer-{at}", at_ms=10**6, klass=2) for at in range(HUB + 99)],
        "bearer": [link("PHONE_USED_BY", leader, "person else", klass=2) for leader in LEADERS],
    }[how]
    question, request = QUESTIONS[name]
    one = await question(graph(rows, *people), HIDDEN, request)
    other = await question(graph([*rows, *more], *people), HIDDEN, request)
    assert encode(one) == encode(other)


async def test_a_tie_whose_every_row_is_withheld_is_withheld() -> None:
    rows, people = wiretap(klass=2)
    for question, request in QUESTIONS.values():
        found = await question(graph(rows, *people), HIDDEN, request)
        assert (shown(found).nodes, shown(found).edges, shown(found).stubs, shown(found).cuts) == ((), (), (), ())


def rows_between() -> st.SearchStrategy[list[Link]]:
    made = st.builds(
        lambda kind, ends, at, owner, money: link(
            kind, *ends, at_ms=at, owner=owner, amount_minor=money, currency="PKR" if kind == "TRANSFERRED" else ""
        ),
        st.sampled_from(("CALLED", "TRANSFERRED", "PHONE_USED_BY")),
        st.sampled_from(list(itertools.permutations("abc", 2))),
        st.integers(0, 9),
        st.sampled_from(("x", "y")),
        st.integers(0, 100),
    )
    return st.lists(made.map(lambda edge: link_of(row(edge))), max_size=20)


@given(rows_between(), st.randoms())
def test_ties_keep_every_row_and_know_no_order(links: list[Link], dice: random.Random) -> None:
    ties = tied(links, lambda _: True)
    assert sum(map(rows_of, ties.values())) == len(links)
    assert sum(tie.edge.sum_minor if tie.edge.rows else tie.edge.amount_minor for tie in ties.values()) == sum(
        one.edge.amount_minor for one in links
    )
    shuffled = [*links, *links[:5]]
    dice.shuffle(shuffled)
    assert tied(shuffled, lambda _: True) == ties, "nor does a row that comes twice count twice"


@given(rows_between())
def test_hidden_rows_are_in_no_tie_with_shown_ones(links: list[Link]) -> None:
    hidden = {one.uid for one in links[::2]}
    ties = tied(links, lambda one: one.uid not in hidden)
    assert sum(rows_of(tie) for tie in ties.values() if tie.uid in hidden) == len(hidden)


def test_the_wiretap_is_as_large_as_it_says() -> None:
    rows, _ = wiretap()
    assert sum(edge.kind == "CALLED" and TAXI not in (edge.start, edge.end) for edge in rows) == CALLS
    assert len(known()) == 3 + 12 + 36
