"""A document or phone as a start means the persons who bear it: each for themselves, as far as the caller sees them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EdgeRow, NodeRow
from graph.rights import Rights
from services.linkage.questions.bearers import MAX_BEARERS
from services.linkage.questions.co_travel import co_travel
from services.linkage.questions.common_neighbours import common_neighbours
from services.linkage.questions.expand import expand
from services.linkage.questions.shortest_paths import shortest_paths
from services.linkage.questions.timeline import timeline
from services.linkage.questions.trace_money import trace_money
from services.linkage.questions.why_linked import why_linked
from services.linkage.wire import encode
from services.values.network import (
    Borne,
    CommonNeighboursRequest,
    ContactChainRequest,
    CoTravelRequest,
    ExpandRequest,
    Frame,
    KeyPlayersRequest,
    NodeKey,
    ShortestPathsRequest,
    TimelineRequest,
    TraceMoneyRequest,
    WhyLinkedRequest,
)
from tests.fakes.question_named import question_named
from tests.unit.linkage.questions.small import ALL, account, graph, link, phone, shown, subject

CARD, OTHER_CARD = NodeKey("DOCUMENT", "CNIC:3520212345671"), NodeKey("DOCUMENT", "PASSPORT:PK/AB1234567")
HITS = Rights((0, 1), {2: ("pk.fia",)})


def bears(number: NodeKey, who: str, **more: Any) -> EdgeRow:
    if number.kind == "PHONE":
        return link("PHONE_USED_BY", number.id, who, **more)
    return link("IDENTIFIED_BY", who, number.id, **more)


def asked_of(start: NodeKey) -> dict[str, Any]:
    """Every question, from one start."""
    return {
        "expand": ExpandRequest(start=(start,)),
        "timeline": TimelineRequest(None, (start,)),
        "key_players": KeyPlayersRequest(None, (start,), 1, 1),
        "co_travel": CoTravelRequest(None, start),
        "common_neighbours": CommonNeighboursRequest(None, (start, subject("b"))),
        "shortest_paths": ShortestPathsRequest(None, start, subject("b"), max_length=2),
        "why_linked": WhyLinkedRequest(None, start, subject("b")),
        "trace_money": TraceMoneyRequest(None, start, "FORWARD"),
        "contact_chain": ContactChainRequest(None, start),
    }


STORY = [
    link("PARTY_TO", "a", "case"),
    link("PARTY_TO", "b", "case"),
    link("CO_ARRESTED", "a", "b", at_ms=7),
    link("TRAVELLED", "a", "boat", at_ms=3),
    link("TRAVELLED", "b", "boat", at_ms=3),
    link("ACCOUNT_HELD_BY", "acc", "a"),
    link("TRANSFERRED", "acc", "acc2", at_ms=4, amount_minor=5, currency="PKR"),
    link("PHONE_USED_BY", "p9", "a"),
    link("CALLED", "p9", "p10", at_ms=6),
]


def found_in(name: str, response: Any) -> object:
    """What a question found beyond the number and whoever bears it."""
    nodes = {node.key.id for node in shown(response).nodes if node.key}
    told: dict[str, Callable[[], object]] = {
        "expand": lambda: {"case", "b", "boat", "acc", "p9"} <= nodes,
        "timeline": lambda: {"boat", "b"} <= nodes,
        "key_players": lambda: response.players and "case" in nodes,
        "co_travel": lambda: [one.subject for one in response.companions] == [subject("b")],
        "common_neighbours": lambda: {one.node.id for one in response.common} >= {"case", "boat"},
        "shortest_paths": lambda: {path.nodes[-1] for path in response.paths} == {subject("b")},
        "why_linked": lambda: "CO_ARRESTED" in {edge.kind for edge in shown(response).edges},
        "trace_money": lambda: [trail.nodes[-1] for trail in response.trails] == [account("acc2")],
        "contact_chain": lambda: [chain.nodes[-1] for chain in response.chains] == [phone("p10")],
    }
    return told[name]()


@pytest.mark.parametrize("name", asked_of(CARD))
@pytest.mark.parametrize("number", [CARD, OTHER_CARD, phone("p9")], ids=["cnic", "passport", "phone"])
async def test_a_number_means_who_bears_it_for_every_question(name: str, number: NodeKey) -> None:
    evidence = bears(number, "a")
    response = await question_named(name)(graph([*STORY, evidence]), ALL, asked_of(number)[name])
    assert found_in(name, response), name
    if number.kind == "PHONE" and name == "contact_chain":
        return
    assert shown(response).borne == (Borne(number, (subject("a"),)),)
    assert evidence.id in {edge.id for edge in shown(response).edges}, "what it rests on is shown"


@pytest.mark.parametrize("name", asked_of(CARD))
@pytest.mark.parametrize("number", [CARD, phone("p1")], ids=["cnic", "phone"])
@pytest.mark.parametrize("edges", [(), ("CALLED", "TRAVELLED", "TRANSFERRED", "CO_ARRESTED")], ids=["all", "some"])
async def test_a_number_whose_bearer_is_withheld_is_as_one_that_nobody_bears(
    name: str, number: NodeKey, edges: tuple[str, ...]
) -> None:
    """Byte for byte, whatever hangs on the person: a stranger's record moves nothing of another's answer."""
    plain = [link("CALLED", "p1", "p2", at_ms=9), link("IDENTIFIED_BY", "c", CARD.id), *STORY]
    hidden = [bears(number, "secret", klass=9), link("CO_ARRESTED", "secret", "b", klass=9)]
    hidden += [link("TRAVELLED", "secret", "boat", klass=9), link("ACCOUNT_HELD_BY", "acc", "secret", klass=9)]
    request = asked_of(number)[name]
    request = type(request)(Frame(edge_kinds=edges), *[getattr(request, f) for f in request.__slots__[1:]])
    ask = question_named(name)
    bare = await ask(graph(plain), ALL, request)
    full = await ask(graph([*plain, *hidden], NodeRow("SUBJECT", "secret", 9)), ALL, request)
    assert encode(full) == encode(bare)


async def test_several_bearers_stay_several_and_the_answer_says_so() -> None:
    rows = [*STORY, bears(CARD, "a", at_ms=1), bears(CARD, "z", at_ms=2), link("TRAVELLED", "z", "boat", at_ms=3)]
    response = await expand(graph(rows), ALL, ExpandRequest(start=(CARD,)))
    assert shown(response).borne == (Borne(CARD, (subject("z"), subject("a"))),)
    numbers = {node.key.id: node.person for node in shown(response).nodes if node.key and node.key.kind == "SUBJECT"}
    assert numbers["a"] != numbers["z"]
    travel = await co_travel(graph(rows), ALL, CoTravelRequest(None, CARD))
    assert {one.subject for one in travel.companions} == {subject("a"), subject("b"), subject("z")}


async def test_bearers_whom_a_decision_joins_are_one() -> None:
    rows = [*STORY, bears(CARD, "a"), bears(CARD, "z"), link("SAME_PERSON", "a", "z", note="SAME")]
    response = await co_travel(graph(rows), ALL, CoTravelRequest(None, CARD))
    assert [len(one.persons) for one in shown(response).borne] == [1]
    assert [one.subject for one in response.companions] == [subject("b")]
    hidden = [*rows[:-1], link("SAME_PERSON", "a", "z", note="SAME", klass=9)]
    response = await co_travel(graph(hidden), ALL, CoTravelRequest(None, CARD))
    assert [len(one.persons) for one in shown(response).borne] == [2], "by decisions that the caller sees"


async def test_of_very_many_bearers_the_latest_are_taken_and_the_rest_counted() -> None:
    rows = [bears(CARD, f"s{place:02}", at_ms=place + 1) for place in range(MAX_BEARERS + 5)]
    response = await timeline(graph(rows), ALL, TimelineRequest(None, (CARD,)))
    assert [len(one.persons) for one in shown(response).borne] == [MAX_BEARERS]
    assert shown(response).borne[0].persons[0] == subject(f"s{MAX_BEARERS + 4:02}")
    assert ("bearers", MAX_BEARERS, MAX_BEARERS + 5) in {
        (cut.what, cut.shown, cut.total) for cut in shown(response).cuts
    }


@pytest.mark.parametrize("number", [CARD, phone("p")], ids=["cnic", "phone"])
async def test_a_stranger_who_enters_many_bearers_pushes_nobody_elses_out(number: NodeKey) -> None:
    crowd = [bears(number, f"s{place:03}", at_ms=place + 9, owner="pk.stranger") for place in range(300)]
    rows = [*crowd, bears(number, "real", at_ms=1, owner="pk.fia"), bears(number, "other", owner="pk.anf")]
    rows.append(link("TRAVELLED", "real", "boat", at_ms=2))
    response = await timeline(graph(rows), ALL, TimelineRequest(None, (number,)))
    (borne,) = shown(response).borne
    assert {subject("real"), subject("other")} <= set(borne.persons)
    assert len(borne.persons) == MAX_BEARERS
    assert "boat" in {node.key.id for node in shown(response).nodes if node.key}


async def test_a_stranger_who_names_many_accounts_of_a_person_pushes_nobody_elses_out() -> None:
    crowd = [link("ACCOUNT_HELD_BY", f"x{place:03}", "a", at_ms=place + 9, owner="pk.stranger") for place in range(300)]
    money = link("TRANSFERRED", "acc", "acc2", at_ms=4, amount_minor=5, currency="PKR")
    rows = [*crowd, link("ACCOUNT_HELD_BY", "acc", "a", owner="pk.fia"), money]
    response = await trace_money(graph(rows), ALL, TraceMoneyRequest(None, subject("a"), "FORWARD"))
    assert [trail.nodes[-1] for trail in response.trails] == [account("acc2")]
    assert ("starts", MAX_BEARERS, 301) in {(cut.what, cut.shown, cut.total) for cut in shown(response).cuts}


async def test_a_window_tells_who_bore_a_phone_then() -> None:
    """A number that changed hands stands for whoever bore it in the window, and "as of" for what was known."""
    rows = [
        bears(phone("p"), "old", at_ms=10, until_ms=20, known_ms=1),
        bears(phone("p"), "new", at_ms=30, until_ms=40, known_ms=9),
        link("TRAVELLED", "old", "boat", at_ms=35),
    ]
    late = await timeline(graph(rows), ALL, TimelineRequest(Frame(from_ms=30, to_ms=50), (phone("p"),)))
    assert shown(late).borne == (Borne(phone("p"), (subject("new"),)),)
    assert "boat" not in {node.key.id for node in shown(late).nodes if node.key}
    then = await timeline(graph(rows), ALL, TimelineRequest(Frame(as_of_ms=5), (phone("p"),)))
    assert shown(then).borne == (Borne(phone("p"), (subject("old"),)),)


async def test_two_numbers_of_one_person_share_that_person_alone() -> None:
    rows = [*STORY, bears(CARD, "a")]
    response = await common_neighbours(graph(rows), ALL, CommonNeighboursRequest(None, (CARD, phone("p9"))))
    assert [one.node for one in response.common] == [subject("a")]
    why = await why_linked(graph(rows), ALL, WhyLinkedRequest(None, CARD, phone("p9")))
    assert {edge.kind for edge in shown(why).edges} == {"IDENTIFIED_BY", "PHONE_USED_BY"}
    way = await shortest_paths(graph(rows), ALL, ShortestPathsRequest(None, CARD, phone("p9")))
    assert [path.nodes for path in way.paths] == [(CARD, subject("a"), phone("p9"))]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=9), st.integers(1, 3))
def test_paths_between_cards_are_those_between_their_bearers(pairs: list[tuple[str, str]], most: int) -> None:
    """Of the same bound, with the evidence at both ends; whatever kinds are followed."""
    rows = [link("CO_ARRESTED", one, other) for one, other in sorted(set(pairs)) if one != other]
    held = graph(
        [*rows, bears(CARD, "a"), bears(OTHER_CARD, "b"), link("PARTY_TO", "a", "x"), link("PARTY_TO", "b", "y")]
    )
    frame = Frame(edge_kinds=("CO_ARRESTED",))
    ends = ((subject("a"), subject("b")), (CARD, OTHER_CARD))
    people, cards = (
        asyncio.run(shortest_paths(held, ALL, ShortestPathsRequest(frame, one, other, 10, most))) for one, other in ends
    )
    assert {path.nodes[1:-1] for path in cards.paths} == {path.nodes for path in people.paths}


async def test_a_way_through_hidden_records_starts_at_the_bearer() -> None:
    rows = [bears(CARD, "a"), link("CALLED", "s", "t"), link("PHONE_USED_BY", "s", "a", klass=2)]
    rows += [link("PHONE_USED_BY", "t", "b", klass=2), bears(OTHER_CARD, "b")]
    for start, end in ((subject("a"), subject("b")), (CARD, OTHER_CARD)):
        request = ShortestPathsRequest(None, start, end, max_length=3)
        response = await shortest_paths(graph(rows), HITS, request)
        assert [len(path.stubs) for path in response.paths] == [2]
