"""What follows what, edge by edge: shares, currencies, directions, spans, and which trail stands for another."""

from __future__ import annotations

from hashlib import sha256
from itertools import islice
from typing import Any

import pytest

from graph.rows import EdgeLine, TieLine
from services.linkage.questions import spans
from services.linkage.questions.fragmentation import numbers
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.own_numbers import in_frame
from services.linkage.questions.rules import Rule, Step, Trail
from services.linkage.questions.scope import SAME_PERSON, scope_of
from services.linkage.questions.ties import tie_of
from services.linkage.questions.trace_money import rule_of, significance
from services.linkage.questions.trails import FULL, Left, Trails, covers, widest
from services.linkage.questions.web import Web
from services.linkage.questions.why_linked import why_linked
from services.values.network import Frame, TraceMoneyRequest, WhyLinkedRequest
from tests.unit.linkage.questions.small import ALL, account, graph, link, shown, subject

NAMES = iter(range(10**6))
A, B, C = ("ACCOUNT", "a"), ("ACCOUNT", "b"), ("ACCOUNT", "c")


BARE = EdgeLine("", "", "", "", 1, None, None, None, None, None, None, None, None, None, None, None, None)


def line(kind: str = "TRANSFERRED", start: str = "a", end: str = "b", **rest: Any) -> EdgeLine:
    return BARE._replace(kind=kind, edge=f"e{next(NAMES)}", start_id=start, end_id=end, **rest)


def sent(start: str = "a", end: str = "b", amount: int = 100, currency: str = "PKR", at_ms: int = 1) -> Link:
    return link_of(line(start=start, end=end, amount_minor=amount, currency=currency, at_ms=at_ms))


@pytest.mark.parametrize(("amount", "fits"), [(49, False), (50, True), (90, True), (91, False)])
@pytest.mark.parametrize("way", [1, -1])
def test_an_amount_is_a_share_of_the_one_before_in_time(amount: int, fits: bool, way: int) -> None:
    pair = (sent(amount=100), sent("b", "c", amount))
    assert Rule("s", way, least_bp=5000, most_bp=9000).in_band(*pair[::way]) is fits
    assert Rule("s", way, least_bp=5000).in_band(*pair[::way]) is (amount >= 50)
    assert Rule("s", way).in_band(*pair[::way])


def test_a_band_compares_nothing_over_currencies() -> None:
    other = sent("b", "c", 60, "USD")
    assert not Rule("s", least_bp=5000).in_band(sent(), other)
    assert Rule("s").in_band(sent(), other)


def test_money_leads_from_start_to_end_and_calls_both_ways() -> None:
    assert (Rule("s").ahead(sent(), A), Rule("s").ahead(sent(), B)) == (B, None)
    assert (Rule("s", -1).ahead(sent(), A), Rule("s", -1).ahead(sent(), B)) == (None, A)
    assert (Rule("s", directed=False).ahead(sent(), A), Rule("s", directed=False).ahead(sent(), B)) == (B, A)


def test_what_can_come_before_and_after_a_span_lies_strictly_beside_it() -> None:
    assert spans.before((100, 200), (0, 500), 50) == (50, 199)
    assert spans.before((100, 200), (0, 500), 0) == (0, 199)
    assert spans.after((100, 200), (0, 500), 50) == (101, 250)
    assert spans.before((100, 200), (200, 500), 0) is None


def test_one_step_asks_for_what_either_asks_for() -> None:
    one, two = Step("a", 1, 8, 5, 10), Step("a", 2, 9, 3, 20)
    both = Step("a", 1, 9, 3, 20)
    assert widest(one, two) == widest(two, one) == both
    assert widest(None, one) == one
    assert covers(both, one)
    assert covers(one, one)
    assert not covers(one, both)
    assert not covers(None, one)


def test_trails_that_carried_most_come_first_and_of_equal_ones_the_longer() -> None:
    small, large, long = Trail(B, None, sent(), carried=5, size=1), Trail(B, None, sent(), carried=9, size=1), None
    long = Trail(C, small, sent("b", "c"), carried=5, size=2)
    assert sorted([small, long, large], key=significance) == [large, long, small]


async def test_a_node_that_is_not_followed_is_left_with_the_most_that_came_to_it() -> None:
    held = graph([link("TRANSFERRED", "a", "b", at_ms=5, amount_minor=1)])
    scope = scope_of(None, ALL, ("TRANSFERRED",))
    search = Trails(held, scope, Rule("transfers_out"))
    search._room = 0
    start = Trail(A)
    trails = [Trail(B, start, sent(amount=each), (1, 1), each, size=1) for each in (10, 90, 40)]
    await search.learn(Web(held, scope), trails, [A], 2)
    assert search.left == {B: Left(B, 2, FULL, 90)}
    assert search.more


def test_few_trails_all_go_on_though_they_come_by_one_edge() -> None:
    search = Trails(graph([]), scope_of(None, ALL, ("TRANSFERRED",)), Rule("transfers_out"))
    last = sent("b", "c")
    wave = [Trail(C, Trail(B, Trail(A), sent(), (1, 1), each, size=1), last, (2, 2), each, size=2) for each in (7, 8)]
    assert search.bounded(wave) == wave
    assert not search.more


@pytest.mark.parametrize("field", ["least_bp", "most_bp"])
def test_one_basis_point_is_a_share(field: str) -> None:
    rule = rule_of(TraceMoneyRequest(None, account("a"), "FORWARD", **{field: 1}))
    assert getattr(rule, field) == 1


@pytest.mark.parametrize(
    ("at_ms", "until_ms", "inside"),
    [(0, 0, True), (50, 99, False), (50, 100, True), (199, 0, True), (200, 300, False), (99, 0, False), (0, 99, False)],
)
def test_a_link_is_followed_where_any_of_its_time_lies_in_the_frame(at_ms: int, until_ms: int, inside: bool) -> None:
    scope = scope_of(Frame(from_ms=100, to_ms=200), ALL)
    used = link_of(line("PHONE_USED_BY", "p", "s", at_ms=at_ms, until_ms=until_ms))
    assert in_frame(scope, used) is inside
    other = link_of(line(SAME_PERSON, "s", "t", at_ms=at_ms, until_ms=until_ms))
    assert not in_frame(scope, other)


def test_what_is_not_stored_of_an_edge_is_empty() -> None:
    edge = link_of(line()).edge
    assert (edge.at_ms, edge.until_ms, edge.amount_minor, edge.duration_s, edge.known_ms) == (0, 0, 0, 0, 0)
    assert {edge.currency, edge.owner, edge.source, edge.grade, edge.handling, edge.authority, edge.note} == {""}


def test_of_a_tie_without_a_first_time_none_is_told() -> None:
    row = TieLine(*line(), rows=2, first_ms=None, sum_minor=None)
    assert (tie_of(row).edge.rows, tie_of(row).edge.first_ms, tie_of(row).edge.sum_minor) == (2, 0, 0)


async def test_an_edge_to_another_kind_of_node_under_the_same_id_is_no_answer() -> None:
    held = graph([link("ACCOUNT_USED_BY", "x", "s", at_ms=1), link("PHONE_USED_BY", "x", "s", at_ms=2)])
    response = await why_linked(held, ALL, WhyLinkedRequest(None, subject("s"), account("x")))
    assert [edge.kind for edge in shown(response).edges] == ["ACCOUNT_USED_BY"]


def test_draws_are_the_same_on_every_machine() -> None:
    blocks = b"".join(sha256(b"seed" + count.to_bytes(8, "big")).digest() for count in range(2))
    drawn = [int.from_bytes(blocks[place : place + 8], "big") for place in range(0, 64, 8)]
    assert list(islice(numbers(b"seed"), 8)) == drawn
