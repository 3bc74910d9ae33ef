"""Each answer against the oracle: everything that it holds, in its order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx

from graph.model import EDGE_KINDS, EdgeRow
from services.values.network import Answer, NodeKey, Path, Stub
from tests.conformance.questions import oracle
from tests.conformance.questions.expected_players import key_players as key_players
from tests.conformance.questions.oracle import Key, Sight, Walker, ends, latest, oldest, tup, uid
from tests.conformance.questions.worlds import Seeing, World


def plain(stub: Stub) -> tuple[Any, ...]:
    return (tup(stub.before), tup(stub.after), stub.hidden, stub.owner)


def holds(
    sight: Sight,
    answer: Answer | None,
    keys: Iterable[Key],
    edges: Iterable[EdgeRow],
    stubs: Any = (),
    cuts: Any = (),
    single: bool = False,
) -> None:
    """The whole answer: nodes as seen, edges in order, decisions among its nodes, stubs and cuts.

    ``single``: each edge stands for itself; else for all rows of its tie.
    """
    assert answer is not None
    rows = list({uid(edge): edge for edge in (*edges, *sight.naming)}.values())
    assert {tup(one.number): [tup(person) for person in one.persons] for one in answer.borne} == sight.borne
    named = list(dict.fromkeys([*keys, *(key for row in rows for key in ends(row))]))
    assert [tup(node.key) for node in answer.nodes] == named
    people = list(dict.fromkeys(sight.unit(key) for key in named if key[0] == "SUBJECT"))
    for node, key in zip(answer.nodes, named, strict=True):
        seen = sight.nodes[key]
        assert (node.label, node.label_ur) == ((seen.label, seen.label_ur) if seen.target else ("", ""))
        assert (node.owner, node.source, node.degree, node.hub) == (seen.owner, seen.source, sight.degree(key), False)
        assert node.neighbours == sight.neighbours(key)
        assert node.person == (people.index(sight.unit(key)) + 1 if key[0] == "SUBJECT" else 0)
    inside = [
        one
        for one in sorted(sight.decisions, key=uid)
        if one.note == "SAME" and set(ends(one)) <= set(named) and len({*map(sight.unit, ends(one))}) == 1
    ]
    wanted = list({uid(row): row for row in (*rows, *inside)}.values())
    assert [edge.id for edge in answer.edges] == [row.id for row in wanted]
    for edge, row in zip(answer.edges, wanted, strict=True):
        assert (tup(edge.start), tup(edge.end)) == ends(row)
        tie = [row] if single or row.kind == "SAME_PERSON" else sight.tie(row) or [row]
        first = min((one.at_ms for one in tie if one.at_ms), default=0)
        many = (len(tie), first, sum(one.amount_minor for one in tie)) if len(tie) > 1 else (0, 0, 0)
        assert (edge.rows, edge.first_ms, edge.sum_minor) == many
        assert edge.note == ("" if len(tie) > 1 else row.note)
        shared = ("kind", "at_ms", "until_ms", "known_ms", "amount_minor", "currency", "grade")
        assert [getattr(edge, name) for name in shared] == [getattr(row, name) for name in shared]
    assert [plain(stub) for stub in answer.stubs] == list(stubs)
    assert [(cut.what, cut.shown, cut.total, cut.more) for cut in answer.cuts] == list(cuts)


def cut(what: str, shown: int, total: int) -> list[tuple[str, int, int, bool]]:
    return [(what, shown, total, False)] if shown < total else []


def expand(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame)
    starts = sight.starts(request.start)
    units = list(dict.fromkeys(map(sight.unit, starts)))
    near: dict[Key, list[EdgeRow]] = {}
    for unit in units:
        for there in sight.near(unit):
            near.setdefault(there, []).extend(sight.between(unit, there))
    every = {uid(edge): edge for edges in near.values() for edge in edges}
    kinds = [kind for kind in EDGE_KINDS if any(edge.kind == kind for edge in every.values())]
    number = {kind: sum(edge.kind == kind for edge in every.values()) for kind in kinds}
    reached = {kind: sum(any(edge.kind == kind for edge in edges) for edges in near.values()) for kind in kinds}
    assert [(count.kind, count.edges, count.nodes) for count in response.counts] == [
        (kind, number[kind], reached[kind]) for kind in kinds
    ]

    def significance(unit: Key) -> tuple[Any, ...]:
        return (
            min(reached[edge.kind] for edge in near[unit]),
            sight.weight(unit),
            min(map(latest, near[unit]))[0],
            unit,
        )

    ranked = sorted(near, key=significance)
    chosen = ranked[: sight.limit]
    near = {unit: [edge for edge in edges if sight.tie(edge)[0] is edge] for unit, edges in near.items()}
    first = {uid(edge): edge for edge in (min(near[unit], key=latest) for unit in chosen)}
    every = {uid(edge): edge for unit in chosen for edge in sorted(near[unit], key=latest)}
    rest = [edge for name, edge in every.items() if name not in first]
    links = [*first.values(), *rest[: 4 * sight.limit - len(first)]]
    stubs = [one for key in starts for one in sight.stubs(key, None, (row for row in sight.hits if key in ends(row)))]
    cuts = cut("nodes", len(chosen), len(near)) + cut("edges", len(links), len(every))
    holds(sight, response.answer, [*starts, *chosen], links, stubs, cuts)


def units_of(sight: Sight, path: Path, ids: dict[str, EdgeRow]) -> tuple[list[Key], list[EdgeRow]]:
    """A shown path as units and links, after a look that every step is an edge or a decision followed."""
    nodes = [tup(key) for key in path.nodes]
    assert len(nodes) == len(path.edges) + 1
    for one, other, name in zip(nodes, nodes[1:], path.edges, strict=False):
        assert set(ends(ids[name])) == {one, other}
    links = [ids[name] for name in path.edges if ids[name].kind != "SAME_PERSON"]
    for name in path.edges:
        if ids[name].kind == "SAME_PERSON":
            assert ids[name].note == "SAME"
            assert len({*map(sight.unit, ends(ids[name]))}) == 1
    return [key for key, _ in itertools.groupby(sight.unit(key) for key in nodes if key)], links


def shortest_paths(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame)
    every = sight.starts((request.start, request.end))
    ids = {edge.id: edge for edge in (*sight.edges, *sight.naming, *sight.decisions)}
    seen = [key for key in (tup(request.start), tup(request.end)) if key in every]
    if len(seen) < 2:
        assert response.paths == ()
        holds(sight, response.answer, every, ())
        return
    start, end = map(sight.unit, seen)
    avoid = set(map(sight.unit, sight.see(request.avoid))) - {start, end}
    number, longest = request.paths or 3, request.max_length or 6
    of = oracle.Ends(sight, seen[0], seen[1], avoid)
    found: list[tuple[Key, ...]] = oracle.paths(sight, of, avoid, longest) if start != end else [(start,)]
    shown = [path for path in response.paths if not path.stubs]
    assert [tuple(units_of(sight, path, ids)[0]) for path in shown] == found[:number]
    roads = oracle.simple_roads(sight, avoid, False, of.naming)
    for path, way in zip(shown, found, strict=False):
        assert units_of(sight, path, ids)[1] == [roads[one][other]["row"] for one, other in itertools.pairwise(way)]
        assert (tup(path.nodes[0]), tup(path.nodes[-1])) == tuple(seen)
    reach = longest if not found else (of.length(found[0]) if start != end else 0) - 1
    hidden = oracle.hidden_path(sight, of, avoid, reach) if start != end and reach > 0 else []
    assert len(response.paths) - len(shown) == bool(hidden)
    stubs: list[Any] = []
    if hidden:
        last = response.paths[-1]
        assert [ids[name] for name in last.edges if ids[name].kind != "SAME_PERSON"] == [
            row for row, secret, _, _ in hidden if not secret
        ]
        assert len(last.nodes) - 1 == len(last.edges) + sum(
            1 for secret, _ in itertools.groupby(hidden, lambda step: step[1]) if secret
        )
        stubs = stretches(sight, hidden, seen)
        assert last.stubs == tuple(range(len(stubs)))
    keys = [*every, *(tup(key) for path in response.paths for key in path.nodes)]
    links = [ids[name] for path in response.paths for name in path.edges]
    cuts = [("paths", len(response.paths), len(response.paths) + 1, True)] if left_out(of, found, number) else []
    holds(sight, response.answer, keys, links, stubs, cuts)


def left_out(of: oracle.Ends, found: list[tuple[Key, ...]], number: int) -> bool:
    """Whether there are more than asked, of the length at which the search ended."""
    if len(found) <= number:
        return False
    return of.length(found[number - 1]) == of.length(found[number])


def stretches(sight: Sight, steps: list[Any], seen: Sequence[Key]) -> list[Any]:
    """Stubs of a way: each run of hidden edges, between the nearest shown nodes."""
    stubs: list[Any] = []
    place = 0
    for secret, group in itertools.groupby(steps, key=lambda step: step[1]):
        run = list(group)
        before, after = seen
        if place:
            before = next(key for key in ends(steps[place - 1][0]) if sight.unit(key) == run[0][2])
        place += len(run)
        if place < len(steps):
            after = next(key for key in ends(steps[place][0]) if sight.unit(key) == run[-1][3])
        if secret:
            stubs += sight.stubs(before, after, (step[0] for step in run))
    return stubs


Walked = tuple[tuple[Key, ...], tuple[EdgeRow, ...]]


def trails(sight: Sight, walker: Walker, seen: list[Key], order: Any, answered: Any, answer: Any) -> None:
    """Every maximal trail in order, of those through the same nodes one, as many as fit."""
    found = sorted(
        (way for one in seen for way in walker.walk((one,), ())), key=lambda trail: (order(trail[1]), trail[0])
    )
    found = list({nodes: (nodes, trail) for nodes, trail in reversed(found)}.values())
    found.sort(key=lambda trail: (order(trail[1]), trail[0]))
    shown = found[: sight.limit]
    stubs, ending = walker.stubs(seen, shown) if seen else ([], [])
    walked(answered, answer, shown, ending, 1)
    keys = [*seen, *(key for nodes, _ in shown for key in nodes)]
    links = list({uid(edge): edge for _, trail in shown for edge in trail}.values())
    holds(sight, answer, keys, links, stubs, cut("paths", len(shown), len(found)), single=True)


def walked(answered: Any, answer: Any, shown: Sequence[Walked], ending: Any, turn: int, gap_ms: int = 0) -> None:
    """Each path is its trail, with its stubs and marks."""
    for path, (nodes, trail), ends_at in zip(answered, shown, ending, strict=True):
        assert [tup(key) for key in path.nodes] == list(nodes[::turn])
        assert list(path.edges) == [edge.id for edge in trail[::turn]]
        assert [plain(answer.stubs[place]) for place in path.stubs] == ends_at
        if trail[0].kind != "CALLED":
            assert (path.unordered, path.loose) == oracle.marks(trail[::turn], gap_ms)


def once(found: Iterable[Walked]) -> list[Walked]:
    """Each beginning where it first stands."""
    kept: dict[Any, Walked] = {}
    for nodes, trail in found:
        for size in range(1, len(trail) + 1):
            kept.setdefault(tuple(map(uid, trail[:size])), (nodes[: size + 1], trail[:size]))
    return list(kept.values())


def carried(trail: Sequence[EdgeRow]) -> int:
    return min(edge.amount_minor for edge in trail)


def trace_money(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame, ("TRANSFERRED", "WITHDREW"))
    forward, gap = request.direction == "FORWARD", request.max_gap_ms
    walker = Walker(
        sight,
        oracle.money_follows(request),
        forward,
        False,
        request.max_length or 5,
        lambda trail: oracle.can_be(trail, gap),
    )
    seen = sight.things(request.account, "ACCOUNT", ("ACCOUNT_HELD_BY", "ACCOUNT_USED_BY"))
    ranked = sorted(
        (way for start in seen for way in walker.walk((start,), ())),
        key=lambda one: (-carried(one[1]), -len(one[1]), tuple(map(oldest, one[1]))),
    )
    met: set[Any] = set()
    first: list[Any] = []
    rest: list[Any] = []
    for one in ranked:
        (rest if {*map(uid, one[1])} <= met else first).append(one)
        met |= {*map(uid, one[1])}
    found = [*first, *rest]
    shown = found[: sight.limit]
    steps = once(shown)
    shown_edges = {uid(edge) for _, trail in steps for edge in trail}
    for nodes, trail in sorted(once(found), key=lambda one: (-carried(one[1]), len(one[1]))):
        if len(shown_edges) >= 4 * sight.limit:
            break
        if uid(trail[-1]) not in shown_edges:
            steps = once([*steps, (nodes, trail)])
            shown_edges |= {*map(uid, trail)}
    stubs, ending = walker.stubs(seen, [*shown, *steps]) if seen else ([], [])
    turn = 1 if forward else -1
    walked(response.trails, response.answer, shown, ending[: len(shown)], turn, gap)
    names = [tuple(map(uid, trail)) for _, trail in steps]
    assert [(step.edge, step.from_step, step.hop, step.carried_minor) for step in response.steps] == [
        (trail[-1].id, names.index(name[:-1]) + 1 if name[:-1] else 0, len(trail), carried(trail))
        for name, (_, trail) in zip(names, steps, strict=True)
    ]
    assert response.unfollowed == ()
    keys = [*seen, *(key for nodes, _ in shown for key in nodes[::turn]), *(nodes[-1] for nodes, _ in steps)]
    whole = {uid(edge): edge for _, trail in shown for edge in trail[::turn]}
    links = list({**whole, **{uid(trail[-1]): trail[-1] for _, trail in steps}}.values())
    held = Sight(world, seeing, request.frame, ("ACCOUNT_HELD_BY",)).edges
    of = {key: sorted((edge for edge in held if ends(edge)[0] == key), key=latest) for key in keys}
    named = [edge for rows in of.values() for edge in rows[:3]]
    cuts = cut("paths", len(shown), len(found)) + cut("edges", len(links), len(met))
    cuts += cut("ACCOUNT_HELD_BY", len(named), sum(map(len, of.values())))
    holds(sight, response.answer, keys, [*links, *named], stubs, cuts, single=True)
    junctions(links, response)


def junctions(links: list[EdgeRow], response: Any) -> None:
    """Where money parts and meets, over all that is shown."""
    into = nx.MultiDiGraph()
    into.add_edges_from((*ends(edge), uid(edge), {"row": edge}) for edge in links)
    lines = []
    for key in sorted(node for node in into if into.in_degree(node) > 1 or into.out_degree(node) > 1):
        sides = (
            [data["row"] for *_, data in into.in_edges(key, data=True)],
            [data["row"] for *_, data in into.out_edges(key, data=True)],
        )
        for currency in sorted({edge.currency for side in sides for edge in side}):
            amounts = [[edge.amount_minor for edge in side if edge.currency == currency] for side in sides]
            lines.append((key, *map(len, amounts), currency, *map(sum, amounts)))
    assert [
        (tup(one.account), one.incoming, one.outgoing, one.currency, one.in_minor, one.out_minor)
        for one in response.junctions
    ] == lines


def contact_chain(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame, ("CALLED",))

    def follows(one: EdgeRow, two: EdgeRow) -> bool:
        return one.at_ms < two.at_ms and not (request.max_gap_ms and two.at_ms - one.at_ms > request.max_gap_ms)

    def order(trail: Any) -> tuple[Any, ...]:
        return (-len(trail), trail[-1].at_ms - trail[0].at_ms, tuple(map(oldest, trail)))

    walker = Walker(sight, follows, True, True, request.max_length or 3)
    seen = sight.things(request.phone, "PHONE", oracle.BEARING[1:])
    trails(sight, walker, seen, order, response.chains, response.answer)


def co_travel(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame, ("TRAVELLED",))
    seen = sight.starts([request.subject])
    us = list(dict.fromkeys(sight.unit(key) for key in seen if key[0] == "SUBJECT"))
    met = dict.fromkeys(trip for me in us for trip in sight.near(me))
    mine = {trip: sorted((edge for me in us for edge in sight.ties(me, trip)), key=sight.first) for trip in met}
    trips = sorted(mine, key=lambda trip: (sight.first(mine[trip][0])[:2], trip))
    shared: dict[Key, list[Key]] = {}
    for trip in trips:
        for other in sight.near(trip):
            if {*us} & {*sight.near(trip)} - {other}:
                shared.setdefault(other, []).append(trip)
    found = [other for other, some in shared.items() if len(some) >= (request.least or 1)]
    found.sort(key=lambda other: (-len(shared[other]), min(len(sight.near(trip)) for trip in shared[other]), other))
    chosen = found[: sight.limit]
    assert [(tup(one.subject), [tup(trip) for trip in one.journeys]) for one in response.companions] == [
        (other, shared[other]) for other in chosen
    ]
    common = [trip for trip in trips if any(trip in shared[other] for other in chosen)]
    links = [edge for trip in common for edge in mine[trip]]
    links += [
        edge for other in chosen for trip in shared[other] for edge in sorted(sight.ties(other, trip), key=sight.first)
    ]
    cuts = cut("nodes", len(chosen), len(found)) + cut("edges", 4 * sight.limit, len(links))
    holds(sight, response.answer, [*seen, *chosen], links[: 4 * sight.limit], (), cuts)


def common_neighbours(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame)
    seen = sight.starts(request.of)
    named: dict[Key, Key] = {}
    for key in seen:
        if NodeKey(*key) in request.of:
            named.setdefault(sight.unit(key), key)
    groups = {one: sight.group(key) for one, key in named.items()}
    beside = sight.shared(groups)
    shared = sorted(beside, key=lambda unit: (-len(beside[unit]), sight.weight(unit), unit))
    chosen = shared[: sight.limit]
    assert [(tup(one.node), [tup(key) for key in one.of]) for one in response.common] == [
        (unit, [named[one] for one in beside[unit]]) for unit in chosen
    ]
    pairs = [
        sorted((edge for u in groups[one] for edge in sight.ties(u, unit)), key=latest)
        for unit in chosen
        for one in beside[unit]
    ]
    links = list({uid(edge): edge for edge in (*(edges[0] for edges in pairs), *itertools.chain(*pairs))}.values())
    cuts = cut("nodes", len(chosen), len(shared)) + cut("edges", 4 * sight.limit, len(links))
    holds(sight, response.answer, [*seen, *chosen], links[: 4 * sight.limit], (), cuts)


def why_linked(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame, tuple(EDGE_KINDS))
    seen = sight.starts((request.start, request.end))
    links = []
    if {tup(request.start), tup(request.end)} <= set(seen):
        one, other = (set(sight.group((each.kind, each.id))) for each in (request.start, request.end))
        for edge in sight.edges:
            here, there = map(sight.unit, ends(edge))
            if (here in one and there in other) or (here in other and there in one):
                links.append(edge)
    links.sort(key=oldest)
    holds(sight, response.answer, seen, links[: sight.limit], (), cut("edges", sight.limit, len(links)), single=True)


def timeline(world: World, seeing: Seeing, request: Any, response: Any) -> None:
    sight = Sight(world, seeing, request.frame)
    seen = sight.starts(request.of)
    units = set(map(sight.unit, seen))
    links = sorted((edge for edge in sight.edges if units & set(map(sight.unit, ends(edge)))), key=oldest)
    holds(sight, response.answer, seen, links[: sight.limit], (), cut("edges", sight.limit, len(links)), single=True)
