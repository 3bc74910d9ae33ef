"""Each question on a story that can be checked by hand."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.linkage.questions.co_travel import co_travel
from services.linkage.questions.common_neighbours import common_neighbours
from services.linkage.questions.expand import expand
from services.linkage.questions.key_players import key_players
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.timeline import timeline
from services.linkage.questions.trace_money import trace_money
from services.linkage.questions.why_linked import why_linked
from services.values.network import (
    CommonNeighboursRequest,
    CoTravelRequest,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    NodeKey,
    ShortestPathsRequest,
    Stub,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.asked_graph import AskedGraph, Row
from tests.unit.linkage.questions.small import ALL, account, graph, link, phone, shown, subject

HITS = Rights((0, 1), {2: ("pk.fia",), 3: ("pk.anf", "pk.fia")})


async def test_a_path_through_hidden_records_says_how_many_and_whom_to_ask_and_nothing_else() -> None:
    rows = [
        link("PHONE_USED_BY", "p1", "a"),
        link("CALLED", "p1", "secret", klass=2),
        link("CALLED", "secret", "p2", klass=3),
        link("PHONE_USED_BY", "p2", "b"),
    ]
    response = await shortest_paths(graph(rows), HITS, ShortestPathsRequest(None, subject("a"), subject("b")))
    (path,) = response.paths
    assert path.nodes == (subject("a"), phone("p1"), phone("p2"), subject("b"))
    assert path.edges == (rows[0].id, rows[3].id)
    assert [shown(response).stubs[place] for place in path.stubs] == [
        Stub(phone("p1"), phone("p2"), 1, "pk.anf"),
        Stub(phone("p1"), phone("p2"), 2, "pk.fia"),
    ]
    assert "secret" not in repr(response)
    assert (await shortest_paths(graph(rows), ALL, ShortestPathsRequest(None, subject("a"), subject("b")))).paths == ()


HANDSET, VEHICLE = NodeKey("DEVICE", "IMEI:1"), NodeKey("VEHICLE", "LEA1234")


async def test_one_handset_joins_a_record_to_call_data_and_one_vehicle_two_records() -> None:
    rows = [
        link("DEVICE_USED_BY", HANDSET.id, "a"),
        link("USED_DEVICE", "p1", HANDSET.id, at_ms=5),
        link("PHONE_REGISTERED_TO", "p1", "b"),
        link("VEHICLE_USED_BY", VEHICLE.id, "a"),
        link("VEHICLE_USED_BY", VEHICLE.id, "c"),
    ]
    held = graph(rows)
    near = await expand(held, ALL, ExpandRequest(None, (subject("a"),)))
    assert [(one.kind, one.edges, one.nodes) for one in near.counts] == [
        ("DEVICE_USED_BY", 1, 1),
        ("VEHICLE_USED_BY", 1, 1),
    ]
    assert {node.key for node in shown(near).nodes} == {subject("a"), HANDSET, VEHICLE}
    way = await shortest_paths(held, ALL, ShortestPathsRequest(None, subject("a"), subject("b")))
    assert [path.nodes for path in way.paths] == [(subject("a"), HANDSET, phone("p1"), subject("b"))]
    both = await common_neighbours(held, ALL, CommonNeighboursRequest(None, (subject("a"), subject("c"))))
    assert [(one.node, one.of) for one in both.common] == [(VEHICLE, (subject("a"), subject("c")))]
    why = await why_linked(held, ALL, WhyLinkedRequest(None, VEHICLE, subject("c")))
    assert [edge.id for edge in shown(why).edges] == [rows[4].id]
    told = await timeline(held, ALL, TimelineRequest(None, (HANDSET,)))
    assert [edge.id for edge in shown(told).edges] == [rows[1].id, rows[0].id]
    players = await key_players(held, ALL, KeyPlayersRequest(None, (subject("a"),), 3, 1))
    assert players.players[0] in {HANDSET, subject("a"), VEHICLE}


@pytest.mark.parametrize(("kind", "number"), [("DEVICE_USED_BY", HANDSET), ("VEHICLE_USED_BY", VEHICLE)])
async def test_a_handset_or_vehicle_is_seen_through_an_edge_that_is_seen_and_in_no_other_way(
    kind: str, number: NodeKey
) -> None:
    hidden = graph([link(kind, number.id, "a", klass=9)], NodeRow("SUBJECT", "a", 9))
    seen = graph([link(kind, number.id, "a", klass=9), link(kind, number.id, "b")])
    for held, told in ((hidden, set()), (seen, {number, subject("b")})):
        found = await expand(held, ALL, ExpandRequest(None, (number,)))
        assert {node.key for node in shown(found).nodes} == told
        assert {edge.end for edge in shown(found).edges} <= {subject("b")}


async def test_a_hidden_way_is_told_only_where_it_is_shorter() -> None:
    long = [link("CALLED", "a", "x"), link("CALLED", "x", "y"), link("CALLED", "y", "b")]
    request = ShortestPathsRequest(None, phone("a"), phone("b"))
    short = [link("CALLED", "a", "s", klass=2), link("CALLED", "s", "b", klass=2)]
    both = await shortest_paths(graph([*long, *short]), HITS, request)
    assert [(len(path.edges), len(path.stubs)) for path in both.paths] == [(3, 0), (0, 1)]
    even = [*short[:1], link("CALLED", "s", "t", klass=2), link("CALLED", "t", "b", klass=2)]
    assert [len(path.stubs) for path in (await shortest_paths(graph([*long, *even]), HITS, request)).paths] == [0]


async def test_of_hidden_ways_of_one_length_the_one_that_hides_least_is_told() -> None:
    request = ShortestPathsRequest(None, subject("a"), subject("b"))
    for less, more in (("s", "t"), ("t", "s")):
        rows = [
            link("PHONE_USED_BY", "p1", "a"),
            link("PHONE_USED_BY", "p2", "b"),
            link("CALLED", "p1", f"{more}1"),
            link("CALLED", f"{more}1", f"{more}2", klass=2),
            link("CALLED", f"{more}2", "p2", klass=2),
            link("CALLED", "p1", f"{less}1", klass=2),
            link("CALLED", f"{less}1", f"{less}2"),
            link("CALLED", f"{less}2", "p2"),
        ]
        response = await shortest_paths(graph(rows), HITS, request)
        assert [stub.hidden for stub in shown(response).stubs] == [1]
        assert phone(f"{less}2") in response.paths[0].nodes


async def test_what_was_read_of_the_shown_is_not_read_again_for_a_hidden_way() -> None:
    """Two stars far apart, and a hidden call between their middles: what hides is all that the second search asks."""
    asked: list[tuple[str, str, tuple[int, ...]]] = []

    class Listening(AskedGraph):
        async def run(self, statement: str, **parameters: Any) -> list[Row]:
            whose = "IDENTIFIED_BY" in parameters.get("kinds", ()) and "CALLED" not in parameters["kinds"]
            if statement.partition(".")[0] in ("hop", "degree") and not whose:
                asked.extend((statement, one, tuple(parameters["shown"])) for one in parameters["ids"])
            return await super().run(statement, **parameters)

    ways = ["a", "b", "c", "d", "e"]
    chain = [link("CALLED", one, other) for one, other in itertools.pairwise(ways)]
    leaves = [link("CALLED", middle, f"{middle}{n}") for middle in "bd" for n in range(9)]
    small = graph([*chain, *leaves, link("CALLED", "b", "d", klass=2)])
    listening = Listening(small.nodes.values(), small.edges)
    response = await shortest_paths(listening, HITS, ShortestPathsRequest(None, phone("a"), phone("e")))
    assert [(len(path.edges), len(path.stubs)) for path in response.paths] == [(4, 0), (2, 1)]
    shown = [(statement, one) for statement, one, classes in asked if classes == HITS.shown]
    assert len(shown) == len(set(shown)), "each node once"
    hidden = [(statement, one) for statement, one, classes in asked if classes == tuple(HITS.hits)]
    assert {one for statement, one in hidden if statement == "degree.PHONE"} >= {"a", "b", "d", "e"}
    assert set() < {one for statement, one in hidden if statement == "hop.PHONE"} <= {"b", "d"}, "who hides something"


async def test_trial_by_avoiding_finds_no_hidden_record() -> None:
    rows = [link("CO_ARRESTED", "a", "s", klass=2), link("CO_ARRESTED", "s", "b", klass=2)]
    held = graph(rows, NodeRow("SUBJECT", "s", 2))
    plain = await shortest_paths(held, HITS, ShortestPathsRequest(None, subject("a"), subject("b")))
    tried = await shortest_paths(
        held, HITS, ShortestPathsRequest(None, subject("a"), subject("b"), avoid=(subject("s"),))
    )
    assert plain == tried
    assert plain.paths[0].stubs == (0,)


async def test_one_person_lies_at_no_distance_and_the_decision_stands_in_the_path() -> None:
    same = link("SAME_PERSON", "a1", "a2", note="SAME", known_ms=5)
    rows = [link("PHONE_USED_BY", "p", "a1"), same, link("ACCOUNT_HELD_BY", "acc", "a2")]
    response = await shortest_paths(
        graph(rows), ALL, ShortestPathsRequest(None, phone("p"), account("acc"), max_length=2)
    )
    assert response.paths[0].edges == (rows[0].id, same.id, rows[2].id)
    assert [(node.key.id, node.person) for node in shown(response).nodes if node.key] == [
        ("p", 0), ("acc", 0), ("a1", 1), ("a2", 1)
    ]  # fmt: skip
    apart = [*rows, link("SAME_PERSON", "a2", "a1", note="DIFFERENT", known_ms=9)]
    assert (await shortest_paths(graph(apart), ALL, ShortestPathsRequest(None, phone("p"), account("acc")))).paths == ()


async def test_two_names_of_one_person_are_joined_by_a_path_of_decisions() -> None:
    rows = [link("SAME_PERSON", one, other, note="SAME") for one, other in (("a", "b"), ("b", "c"))]
    response = await shortest_paths(graph(rows), ALL, ShortestPathsRequest(None, subject("a"), subject("c")))
    assert [path.edges for path in response.paths] == [(rows[0].id, rows[1].id)]


async def test_a_person_whom_no_authority_names_shows_no_name() -> None:
    rows = [link("ACCOUNT_HELD_BY", "acc", "named"), link("ACCOUNT_HELD_BY", "acc", "number")]
    people = [
        NodeRow("SUBJECT", name, 1, label="Ali", label_ur="علی", target=name == "named") for name in ("named", "number")
    ]
    response = await expand(graph(rows, *people), ALL, ExpandRequest(None, (account("acc"),)))
    assert {node.key.id: (node.label, node.label_ur) for node in shown(response).nodes if node.key} == {
        "acc": ("name of acc", ""), "named": ("Ali", "علی"), "number": ("", "")
    }  # fmt: skip


async def test_money_splits_and_meets_again() -> None:
    def pay(start: str, end: str, at_ms: int, amount: int) -> EdgeRow:
        return link("TRANSFERRED", start, end, at_ms=at_ms, amount_minor=amount, currency="PKR")

    rows = [
        pay("a", "b", 1, 100),
        pay("b", "c", 2, 50),
        pay("b", "d", 3, 50),
        pay("c", "e", 4, 50),
        pay("d", "e", 5, 50),
    ]
    late = pay("b", "x", 1, 90)
    response = await trace_money(graph([*rows, late]), ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert [[node.id for node in trail.nodes] for trail in response.trails] == [list("abce"), list("abde")]
    assert [(one.account, one.incoming, one.outgoing, one.in_minor, one.out_minor) for one in response.junctions] == [
        (account("b"), 1, 2, 100, 100),
        (account("e"), 2, 0, 100, 0),
    ]
    back = await trace_money(graph([*rows, late]), ALL, TraceMoneyRequest(None, account("e"), "BACKWARD", 2))
    assert [[node.id for node in trail.nodes] for trail in back.trails] == [list("bce"), list("bde")]
    band = TraceMoneyRequest(None, account("a"), "FORWARD", 0, 8000, 12000)
    assert [len(trail.edges) for trail in (await trace_money(graph([*rows, late]), ALL, band)).trails] == [1]


async def test_trails_name_who_holds_their_accounts() -> None:
    rows = [
        link("TRANSFERRED", "a", "b", at_ms=1, amount_minor=100, currency="PKR"),
        link("ACCOUNT_HELD_BY", "a", "buyer"),
        link("ACCOUNT_HELD_BY", "b", "recruiter"),
        link("ACCOUNT_HELD_BY", "elsewhere", "stranger"),
        link("PHONE_USED_BY", "p", "recruiter"),
    ]
    response = await trace_money(graph(rows), ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert [node.key.id for node in shown(response).nodes if node.key] == ["a", "b", "buyer", "recruiter"]
    assert [edge.kind for edge in shown(response).edges] == ["TRANSFERRED", "ACCOUNT_HELD_BY", "ACCOUNT_HELD_BY"]
    assert [len(trail.edges) for trail in response.trails] == [1], "a holder is no step of the money"
    assert response.junctions == ()


async def test_a_holder_whom_the_caller_may_not_see_changes_nothing() -> None:
    """Neither a node, nor a stub, nor a count: the answer is the one of a graph without that row."""
    paid = link("TRANSFERRED", "a", "b", at_ms=1, amount_minor=100, currency="PKR")
    secret = [link("ACCOUNT_HELD_BY", "b", f"victim{place}", klass=2) for place in range(5)]
    request = TraceMoneyRequest(None, account("a"), "FORWARD")
    bare = await trace_money(graph([paid]), ALL, request)
    full = await trace_money(graph([paid, *secret]), ALL, request)
    assert shown(full).edges == shown(bare).edges
    assert shown(full).nodes == shown(bare).nodes
    assert (shown(full).stubs, shown(full).cuts) == ((), ())


async def test_of_many_holders_three_are_named_and_the_rest_counted() -> None:
    """A stranger's feed that names hundreds for one account pushes nobody else's holder out."""
    paid = link("TRANSFERRED", "a", "b", at_ms=1, amount_minor=100, currency="PKR")
    crowd = [link("ACCOUNT_HELD_BY", "a", f"straw{place:03d}", at_ms=place + 1) for place in range(300)]
    one = link("ACCOUNT_HELD_BY", "b", "recruiter")
    response = await trace_money(graph([paid, *crowd, one]), ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    named = [edge.end.id for edge in shown(response).edges if edge.kind == "ACCOUNT_HELD_BY" and edge.end]
    assert named == ["straw299", "straw298", "straw297", "recruiter"]
    assert [(cut.what, cut.shown, cut.total, cut.more) for cut in shown(response).cuts] == [
        ("ACCOUNT_HELD_BY", 4, 301, False)
    ]


@pytest.mark.parametrize(
    ("kinds", "named"), [((), True), (("TRANSFERRED",), False), (("TRANSFERRED", "ACCOUNT_HELD_BY"), True)]
)
async def test_a_frame_can_leave_holders_out(kinds: tuple[str, ...], named: bool) -> None:
    rows = [link("TRANSFERRED", "a", "b", at_ms=1, amount_minor=1), link("ACCOUNT_HELD_BY", "a", "buyer")]
    request = TraceMoneyRequest(Frame(edge_kinds=kinds), account("a"), "FORWARD")
    response = await trace_money(graph(rows), ALL, request)
    assert any(edge.kind == "ACCOUNT_HELD_BY" for edge in shown(response).edges) is named


async def test_a_round_trip_ends_where_it_closes() -> None:
    rows = [
        link("TRANSFERRED", start, end, at_ms=at)
        for at, (start, end) in enumerate(map(tuple, ("ab", "bc", "ca", "ab")), 1)
    ]
    response = await trace_money(graph(rows), ALL, TraceMoneyRequest(None, account("a"), "FORWARD"))
    assert [[node.id for node in trail.nodes] for trail in response.trails] == [list("abca"), list("ab")]


async def test_who_crossed_with_them_on_the_emptier_boat_comes_first() -> None:
    full = [link("TRAVELLED", f"tourist{number}", "ferry", at_ms=9) for number in range(8)]
    rows = [link("TRAVELLED", who, trip, at_ms=5) for who in ("man", "child") for trip in ("boat", "ferry")]
    rows += [link("TRAVELLED", "guide", "boat", at_ms=5), *full]
    response = await co_travel(graph(rows), ALL, CoTravelRequest(None, subject("man")))
    assert [one.subject.id for one in response.companions if one.subject][:3] == ["child", "guide", "tourist0"]
    assert [trip.id for trip in response.companions[0].journeys] == ["boat", "ferry"]


async def test_why_linked_shows_decisions_of_every_sign_oldest_first() -> None:
    rows = [
        link("SAME_PERSON", "a", "b", note="UNSURE", at_ms=9),
        link("CO_ARRESTED", "b", "a", at_ms=3),
        link("CO_ARRESTED", "a", "c", at_ms=1),
        link("CO_ARRESTED", "a", "b", at_ms=1, klass=2),
    ]
    response = await why_linked(graph(rows), HITS, WhyLinkedRequest(None, subject("a"), subject("b")))
    assert [edge.id for edge in shown(response).edges] == [rows[1].id, rows[0].id]


@pytest.mark.parametrize(
    "frame",
    [
        {},
        {"from_ms": 50},
        {"to_ms": 50},
        {"from_ms": 70, "to_ms": 71},
        {"as_of_ms": 1},
        {"edge_kinds": ("IDENTIFIED_BY",)},
    ],
)
async def test_no_frame_finds_out_when_or_what_a_hidden_record_is(frame: dict[str, Any]) -> None:
    """Whoever moves a window or a kind over what they may not see reads the same counts."""
    hidden = {"klass": 2, "at_ms": 60, "known_ms": 5}
    held = link("TRANSFERRED", "a", "b", amount_minor=700, currency="PKR", **hidden)
    called = [link("CALLED", "p", "q", **hidden), link("PHONE_USED_BY", "p", "s", known_ms=0)]
    around = graph([held, link("ACCOUNT_HELD_BY", "a", "s"), link("ACCOUNT_HELD_BY", "b", "t"), *called])
    both = (account("a"), phone("p"))
    for start in both:
        found = await expand(around, HITS, ExpandRequest(Frame(**frame), (start,)))
        if frame.get("edge_kinds") and start.kind == "ACCOUNT":
            assert shown(found).nodes == (), "nothing of this kind is beside it"
            continue
        assert [(stub.before, stub.hidden) for stub in shown(found).stubs] == [(start, 1)]
    way = await shortest_paths(around, HITS, ShortestPathsRequest(Frame(**frame), account("a"), account("b")))
    if not frame.get("edge_kinds"):
        assert [(len(path.edges), len(path.stubs)) for path in way.paths] == [(0, 1)]


@pytest.mark.parametrize("direction", ["FORWARD", "BACKWARD"])
@pytest.mark.parametrize("band", [{}, {"least_bp": 9_000}, {"most_bp": 100}, {"max_gap_ms": 1}, {"max_gap_ms": 900}])
async def test_no_band_gap_or_direction_finds_out_what_a_hidden_transfer_is(
    band: dict[str, int], direction: str
) -> None:
    """Halving a band or a gap would have read its amount and its time."""
    plain = link("TRANSFERRED", "a", "b", at_ms=10, amount_minor=1_000, currency="PKR")
    hidden = link("TRANSFERRED", "b", "c", klass=2, at_ms=60, amount_minor=700, currency="PKR")
    start = account("a" if direction == "FORWARD" else "b")
    request = TraceMoneyRequest(Frame(), start, direction, **band)
    found = await trace_money(graph([plain, hidden]), HITS, request)
    assert [(stub.before, stub.hidden) for stub in shown(found).stubs] == [(account("b"), 1)]
    assert [len(path.edges) for path in found.trails] == [1]
