"""Money through time: transfers each later than the one before and within a share of it, from an account or to it.

Trails by which most may have been carried first, and first those that show a transfer which none before them shows, so
that beginnings which trails share do not fill the answer; then the longest, then the earliest. Where the answer has
room, transfers of further trails follow. Paths run in the order of time, whichever way they were traced. Who holds the
accounts of the trails follows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.rights import Rights
from services.linkage.ports import Graph
from services.linkage.questions.answering import EDGES_A_ROW
from services.linkage.questions.bearers import things_of
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.holders import wanted
from services.linkage.questions.link import Link, Uid
from services.linkage.questions.rules import MAX_MINOR, Rule, Trail
from services.linkage.questions.scope import OF_PEOPLE, OPEN_MS, Key, key_of, refuse, scope_of, within
from services.linkage.questions.telling import tell
from services.linkage.questions.trails import Left, Trails
from services.linkage.questions.web import Web
from services.values.network import Junction, NodeKey, TraceMoneyRequest, TraceMoneyResponse, TraceStep, Unfollowed

MONEY = ("TRANSFERRED", "WITHDREW")
MAX_BP = 1_000_000
"""A hundred times the transfer before."""
MAX_LEFT = 20
"""Accounts that are named as not followed; those to which most may have been carried."""


async def trace_money(
    graph: Graph, rights: Rights, request: TraceMoneyRequest, budget: Budget = UNBOUNDED
) -> TraceMoneyResponse:
    """Raises InvalidArgument. An account that the caller does not see is as one that does not exist."""
    scope = scope_of(request.frame, rights, MONEY)
    start = key_of("account", request.account, "ACCOUNT", *OF_PEOPLE)
    longest = within("max_length", request.max_length, 1, 6, 5)
    rule = rule_of(request)
    web = Web(graph, scope, budget=budget)
    search = Trails(graph, scope, rule)
    seen = await things_of(web, start, "ACCOUNT")
    found = spread(sorted(await search.find(web, seen, longest), key=significance))
    left = sorted(search.left.values(), key=lambda one: (-one.carried, one.node))[:MAX_LEFT]
    besides = EDGES_A_ROW * scope.limit
    also = [one.node for one in left]
    told = await tell(web, search, seen, found, longest, wanted(request.frame), besides, also)
    return TraceMoneyResponse(
        told.paths, junctions(told.links), told.answer, steps_of(told.steps), unfollowed(web, left)
    )


def rule_of(request: TraceMoneyRequest) -> Rule:
    """Which transfer follows which. Raises InvalidArgument."""
    if request.direction not in ("FORWARD", "BACKWARD"):
        refuse("direction", "required", "forward or backward")
    for field in ("least_bp", "most_bp"):
        within(field, getattr(request, field), 1, MAX_BP, 0)
    if request.most_bp and request.least_bp > request.most_bp:
        refuse("most_bp", "order", "the band ends before it begins")
    within("max_gap_ms", request.max_gap_ms, 1, OPEN_MS - 1, 0)
    within("least_minor", request.least_minor, 1, MAX_MINOR, 0)
    forward = request.direction == "FORWARD"
    return Rule(
        "transfers_out" if forward else "transfers_in",
        1 if forward else -1,
        least_bp=request.least_bp,
        most_bp=request.most_bp,
        gap_ms=request.max_gap_ms,
        least_minor=request.least_minor,
    )


def significance(trail: Trail) -> tuple[object, ...]:
    """By what it may have carried, then longest first, then first in time."""
    return (-trail.carried, -trail.size, tuple(link.oldest for link in trail.links))


def spread(trails: Sequence[Trail]) -> list[Trail]:
    """Those first that show a transfer which none before them shows, in the order given."""
    met: set[Uid] = set()
    first: list[Trail] = []
    rest: list[Trail] = []
    for trail in trails:
        uids = {link.uid for link in trail.links}
        (rest if uids <= met else first).append(trail)
        met |= uids
    return first + rest


def steps_of(steps: Sequence[Trail]) -> tuple[TraceStep, ...]:
    """As they are answered; each comes after the one that it goes on from."""
    place = {id(step): number for number, step in enumerate(steps, 1)}
    return tuple(
        TraceStep(step.last.edge.id, place.get(id(step.before), 0), step.size, step.carried, step.unordered, step.loose)
        for step in steps
    )


def unfollowed(web: Web, left: Sequence[Left]) -> tuple[Unfollowed, ...]:
    """As they are answered."""
    return tuple(Unfollowed(NodeKey(*one.node), one.hop, web.edges_of(one.node), one.why) for one in left)


def junctions(links: Iterable[Link]) -> tuple[Junction, ...]:
    """Accounts that more than one transfer of the trails reaches or leaves; one line for each currency."""
    coming: dict[Key, list[Link]] = {}
    going: dict[Key, list[Link]] = {}
    for link in links:
        going.setdefault(link.start, []).append(link)
        coming.setdefault(link.end, []).append(link)
    found = []
    for key in sorted(coming.keys() | going.keys()):
        into, out = coming.get(key, []), going.get(key, [])
        if len(into) < 2 and len(out) < 2:
            continue
        for currency in sorted({link.edge.currency for link in (*into, *out)}):
            sums = [[link.edge.amount_minor for link in side if link.edge.currency == currency] for side in (into, out)]
            found.append(Junction(NodeKey(*key), len(sums[0]), len(sums[1]), currency, sum(sums[0]), sum(sums[1])))
    return tuple(found)
