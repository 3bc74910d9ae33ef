"""What a caller sees of a world, with everything hidden taken out first, and what is asked of it, the plain way.

Shares nothing with the questions but their dataclasses and the rows: networkx, enumeration and brute force. Stubs are
the one thing that needs more than the visible part; they are worked out from its definition by enumeration too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

import networkx as nx

from graph.model import EDGE_KINDS, EdgeRow, NodeRow
from services.values.network import Frame, NodeKey
from tests.conformance.questions.worlds import Seeing, World, sides

Key = tuple[str, str]
Trail = tuple[EdgeRow, ...]
BEARING = ("IDENTIFIED_BY", "PHONE_REGISTERED_TO", "PHONE_USED_BY", "PHONE_FOUND_WITH")
ACTS = {"TRAVELLED", "TRANSFERRED", "WITHDREW", "CALLED", "USED_DEVICE"}
EVERY = [kind for kind in EDGE_KINDS if kind != "SAME_PERSON"]


def ends(edge: EdgeRow) -> tuple[Key, Key]:
    one, other = sides(edge.kind)
    return (one, edge.start), (other, edge.end)


def uid(edge: EdgeRow) -> tuple[str, ...]:
    return (edge.kind, edge.id, edge.start, edge.end)


def latest(edge: EdgeRow) -> tuple[Any, ...]:
    return (-max(edge.at_ms, edge.until_ms), uid(edge))


def oldest(edge: EdgeRow) -> tuple[Any, ...]:
    return (edge.at_ms == edge.until_ms == 0, edge.at_ms, uid(edge))


@overload
def tup(key: NodeKey) -> Key: ...
@overload
def tup(key: None) -> None: ...
@overload
def tup(key: NodeKey | None) -> Key | None: ...
def tup(key: NodeKey | None) -> Key | None:
    return (key.kind, key.id) if key else None


def alike(one: EdgeRow, other: EdgeRow) -> bool:
    """Whether two rows are one tie. Owners, authorities and grades are the same in all worlds."""
    if uid(one) == uid(other):
        return True
    if one.kind != other.kind or one.kind not in ACTS or one.currency != other.currency:
        return False
    return ends(one) == ends(other) or (one.kind == "CALLED" and ends(one) == ends(other)[::-1])


class Sight:
    """The visible part of a world within one frame: ``edges`` that may be followed, ``hits`` that may be told of.

    What may be told of is so in every frame.
    """

    def __init__(self, world: World, seeing: Seeing, frame: Frame | None, follows: Iterable[str] = EVERY) -> None:
        self.seeing = seeing
        self.frame = frame or Frame()
        self.limit = self.frame.limit or 50
        kinds = [kind for kind in follows if not self.frame.edge_kinds or kind in self.frame.edge_kinds]
        known = [edge for edge in world.edges if not self.frame.as_of_ms or edge.known_ms <= self.frame.as_of_ms]
        timed = [edge for edge in known if edge.kind in kinds and self.within(edge)]
        self.edges = [edge for edge in timed if seeing.level(edge.klass) == "shown"]
        self.hits = [edge for edge in world.edges if edge.kind in EVERY and seeing.level(edge.klass) == "hit"]
        touched = {key for edge in self.edges for key in ends(edge)}
        self.nodes: dict[Key, NodeRow] = {
            (node.kind, node.id): node
            for node in world.nodes
            if seeing.level(node.klass) == "shown" and (node.klass or (node.kind, node.id) in touched)
        }
        self.decisions = [edge for edge in known if edge.kind == "SAME_PERSON" and seeing.level(edge.klass) == "shown"]
        self.named = [edge for edge in known if self.within(edge) and seeing.level(edge.klass) == "shown"]
        self.world = {(node.kind, node.id): node for node in world.nodes if seeing.level(node.klass) == "shown"}
        self.borne: dict[Key, list[Key]] = {}
        self.naming: list[EdgeRow] = []
        self.person = self.people()
        self.graph = nx.MultiGraph()
        for edge in self.edges:
            one, other = map(self.unit, ends(edge))
            if one != other:
                self.graph.add_edge(one, other, key=uid(edge), row=edge)

    def within(self, edge: EdgeRow) -> bool:
        if edge.at_ms == edge.until_ms == 0:
            return True
        if self.frame.to_ms and edge.at_ms >= self.frame.to_ms:
            return False
        return not self.frame.from_ms or max(edge.at_ms, edge.until_ms) >= self.frame.from_ms

    def people(self) -> dict[Key, Key]:
        """First Subject of each Subject's person: decisions in order, each undone if it joins what is kept apart."""
        same = nx.Graph()
        same.add_nodes_from(key for key in self.nodes if key[0] == "SUBJECT")
        apart = [ends(edge) for edge in self.decisions if edge.note == "DIFFERENT"]
        for edge in sorted(self.decisions, key=lambda edge: (edge.known_ms, uid(edge))):
            if edge.note != "SAME":
                continue
            one, other = ends(edge)
            before = same.has_edge(one, other)
            same.add_edge(one, other)
            if not before and any(b in nx.node_connected_component(same, a) for a, b in apart if a in same):
                same.remove_edge(one, other)
        return {key: min(group) for group in nx.connected_components(same) for key in group}

    def unit(self, key: Key) -> Key:
        return self.person.get(key, key)

    def see(self, named: Iterable[NodeKey]) -> list[Key]:
        return [key for key in dict.fromkeys((one.kind, one.id) for one in named) if key in self.nodes]

    def starts(self, named: Iterable[NodeKey]) -> list[Key]:
        """What is seen of it, numbers by who bears them too; then whom each number stands for."""
        asked = list(dict.fromkeys((one.kind, one.id) for one in named))
        for key in asked:
            rows = sorted((edge for edge in self.named if edge.kind in BEARING and key in ends(edge)), key=latest)
            if key[0] not in ("DOCUMENT", "PHONE") or not rows:
                continue
            people: dict[Key, Key] = {}
            for row in rows:
                who = next(end for end in ends(row) if end[0] == "SUBJECT")
                people.setdefault(self.unit(who), who)
            self.borne[key], self.naming = list(people.values()), [*self.naming, *rows]
            self.nodes |= {end: self.world[end] for row in rows for end in ends(row)}
        seen = [key for key in asked if key in self.nodes]
        return list(dict.fromkeys([*seen, *(one for some in self.borne.values() for one in some)]))

    def group(self, key: Key) -> list[Key]:
        """Units that a start stands for, its own first."""
        return list(dict.fromkeys([self.unit(key), *map(self.unit, self.borne.get(key, ()))]))

    def shared(self, groups: dict[Key, list[Key]]) -> dict[Key, list[Key]]:
        """What is next to two groups or more by two of their units or more -> those groups."""
        found: dict[Key, list[Key]] = {}
        for unit in self.graph:
            beside = {one: [u for u in group if self.graph.has_edge(u, unit)] for one, group in groups.items()}
            some = [one for one, ways in beside.items() if ways and one != unit]
            if len(some) > 1 and len({u for one in some for u in beside[one]}) > 1:
                found[unit] = some
        return found

    def things(self, one: NodeKey, kind: str, by: Iterable[str]) -> list[Key]:
        """A start of that kind, or what belongs to whom another start stands for, the latest evidence first."""
        if one.kind == kind:
            return self.see([one])
        people = [key for key in self.starts([one]) if key[0] == "SUBJECT"]
        members = [some for key in people for some in sorted(k for k in self.world if self.unit(k) == self.unit(key))]
        rows = [
            edge
            for member in dict.fromkeys(members)
            for edge in sorted((each for each in self.named if each.kind in by and member in ends(each)), key=latest)
        ]
        self.naming += rows
        found = list(dict.fromkeys(ends(row)[0] for row in sorted(rows, key=latest)))
        self.nodes |= {end: self.world[end] for row in rows for end in ends(row)}
        return found

    def degree(self, key: Key) -> int:
        return sum(key in ends(edge) for edge in self.edges)

    def neighbours(self, key: Key) -> int:
        pairs = [ends(edge) for edge in self.edges if key in ends(edge)]
        return len({end if one == key else one for one, end in pairs})

    def weight(self, unit: Key) -> int:
        return sum(self.neighbours(key) for key in self.nodes if self.unit(key) == unit)

    def tie(self, edge: EdgeRow) -> list[EdgeRow]:
        """Every row of the tie that an edge is of, latest first."""
        return sorted((other for other in self.edges if alike(edge, other)), key=latest)

    def first(self, edge: EdgeRow) -> tuple[Any, ...]:
        """Order of the latest edges of ties, by the first of each."""
        times = [row.at_ms for row in self.tie(edge) if row.at_ms]
        return (edge.at_ms == edge.until_ms == 0, min(times, default=0), uid(edge))

    def ties(self, one: Key, other: Key) -> list[EdgeRow]:
        """The latest edge of each tie between two units, latest first."""
        return [edge for edge in self.between(one, other) if self.tie(edge)[0] is edge]

    def between(self, one: Key, other: Key) -> list[EdgeRow]:
        """Edges between two units, latest first."""
        found = self.graph.get_edge_data(one, other) or {}
        return sorted((data["row"] for data in found.values()), key=latest)

    def near(self, unit: Key) -> list[Key]:
        return sorted(self.graph[unit]) if unit in self.graph else []

    def owners(self, edge: EdgeRow) -> tuple[str, ...]:
        return self.seeing.owners(edge.klass)

    def stubs(self, before: Key | None, after: Key | None, hidden: Iterable[EdgeRow]) -> list[tuple[Any, ...]]:
        holders = [owner for edge in hidden for owner in self.owners(edge)]
        return [(before, after, holders.count(owner), owner) for owner in sorted(set(holders))]


def moments(edge: EdgeRow) -> range:
    """Every millisecond in which a transfer may have taken place."""
    return range(edge.at_ms, max(edge.at_ms, edge.until_ms) + 1)


def can_be(trail: Sequence[EdgeRow], gap_ms: int) -> bool:
    """Whether there are moments, each later than the one before and within the gap. By trying all."""
    open_ = set(moments(trail[0]))
    for edge in trail[1:]:
        open_ = {
            two for two in moments(edge) if any(one < two and (not gap_ms or two - one <= gap_ms) for one in open_)
        }
    return bool(open_)


def marks(trail: Sequence[EdgeRow], gap_ms: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Places of what may have come before the one before it, and of what may have come too late after it."""
    unordered, loose = [], []
    for place, (one, two) in enumerate(itertools.pairwise(trail), 1):
        apart = [late - early for early in moments(one) for late in moments(two)]
        unordered += [place] if min(apart) <= 0 else []
        loose += [place] if gap_ms and max(apart) > gap_ms else []
    return tuple(unordered), tuple(loose)


def money_follows(request: Any) -> Any:
    def follows(one: EdgeRow, two: EdgeRow) -> bool:
        """Whether ``two`` can come next, but for its time."""
        if request.least_bp and two.amount_minor * 10_000 < one.amount_minor * request.least_bp:
            return False
        if request.most_bp and two.amount_minor * 10_000 > one.amount_minor * request.most_bp:
            return False
        return not (request.least_bp or request.most_bp) or one.currency == two.currency

    return follows


class Walker:
    """Trails by exhaustion. ``forward``: with time; undirected where ``both``."""

    def __init__(
        self, sight: Sight, follows: Any, forward: bool, both: bool, longest: int, possible: Any = lambda _: True
    ) -> None:
        self.sight, self.follows, self.forward, self.both, self.longest = sight, follows, forward, both, longest
        self.possible = possible

    def leads(self, edge: EdgeRow, here: Key) -> Key | None:
        one, other = ends(edge)
        if one == other:
            return None
        if self.both:
            return other if here == one else one if here == other else None
        begin, end = (one, other) if self.forward else (other, one)
        return end if begin == here else None

    def next(self, edges: Iterable[EdgeRow], here: Key, last: EdgeRow | None) -> Iterator[EdgeRow]:
        since, till = self.sight.frame.from_ms, self.sight.frame.to_ms
        for edge in edges:
            ended = edge.at_ms if self.both else max(edge.at_ms, edge.until_ms)
            if not edge.at_ms or ended < since or (till and edge.at_ms >= till) or self.leads(edge, here) is None:
                continue
            pair = (last, edge) if self.forward else (edge, last)
            if last is None or self.follows(*pair):
                yield edge

    def walk(self, nodes: tuple[Key, ...], trail: Trail) -> Iterator[tuple[tuple[Key, ...], Trail]]:
        here, last = nodes[-1], trail[-1] if trail else None
        further = []
        if len(trail) < self.longest and here not in nodes[:-1]:
            further = [
                edge
                for edge in self.next(self.sight.edges, here, last)
                if self.possible((*trail, edge) if self.forward else (edge, *reversed(trail)))
            ]
        for edge in further:
            there = self.leads(edge, here)
            assert there is not None
            yield from self.walk((*nodes, there), (*trail, edge))
        if trail and not further:
            yield nodes, trail

    def stubs(self, starts: list[Key], shown: list[tuple[tuple[Key, ...], Trail]]) -> tuple[list[Any], list[list[Any]]]:
        """Stubs of all shown trails, and of each those at which it ends."""
        going: dict[Key, dict[Any, EdgeRow]] = {}
        heads: set[tuple[Key, Any]] = set()

        def look(nodes: tuple[Key, ...], trail: Trail) -> bool:
            if len(trail) >= self.longest or nodes[-1] in nodes[:-1]:
                return False
            found = [edge for edge in self.sight.hits if nodes[-1] in ends(edge)]
            going.setdefault(nodes[-1], {}).update({uid(edge): edge for edge in found})
            return bool(found)

        for start in starts:
            look((start,), ())
        ending = []
        for nodes, trail in shown:
            for size in range(1, len(trail) + 1):
                if look(nodes[: size + 1], trail[:size]):
                    heads.add((nodes[size], uid(trail[size - 1])))
        stubs = {key: self.sight.stubs(key, None, edges.values()) for key, edges in sorted(going.items())}
        for nodes, trail in shown:
            ending.append(stubs[nodes[-1]] if (nodes[-1], uid(trail[-1])) in heads else [])
        return [one for some in stubs.values() for one in some], ending


def simple_roads(sight: Sight, avoid: set[Key], hits: bool, naming: Iterable[EdgeRow] = ()) -> nx.Graph:
    """Units with, between two of them, the edge that stands for all: shown before hidden, then the latest."""
    roads = nx.Graph()
    for edge in (*sight.edges, *naming, *(sight.hits if hits else ())):
        one, other = map(sight.unit, ends(edge))
        if one == other or one in avoid or other in avoid:
            continue
        held = () if sight.seeing.level(edge.klass) == "shown" else sight.owners(edge)
        order = (bool(held), held, latest(edge))
        if not roads.has_edge(one, other) or order < roads[one][other]["order"]:
            roads.add_edge(one, other, order=order, row=edge, held=held)
    return roads


class Ends:
    """Both ends of a way, and the units whom they stand for, which lie at no distance."""

    def __init__(self, sight: Sight, one: Key, other: Key, avoid: set[Key]) -> None:
        self.start, self.end = sight.unit(one), sight.unit(other)
        self.near = set(sight.group(one)) - {self.start} - avoid
        self.far = set(sight.group(other)) - {self.end} - avoid
        self.naming = sight.naming

    def length(self, way: Any) -> int:
        return len(way) - 1 - (way[1] in self.near) - (way[-2] in self.far)


def paths(sight: Sight, of: Ends, avoid: set[Key], longest: int) -> list[tuple[Key, ...]]:
    """The shortest simple ways of units and those one edge longer, in order."""
    start, end = of.start, of.end
    roads = simple_roads(sight, avoid, False, of.naming)
    if start not in roads or end not in roads or not nx.has_path(roads, start, end):
        return []
    found = [tuple(way) for way in nx.all_simple_paths(roads, start, end, cutoff=longest + 2)]
    shortest = min(map(of.length, found), default=longest + 1)
    found = [way for way in found if of.length(way) <= min(longest, shortest + 1)]
    found.sort(key=lambda way: (of.length(way), sum(map(sight.weight, way[1:-1])), way))
    return found


def hidden_path(sight: Sight, of: Ends, avoid: set[Key], longest: int) -> list[Any]:
    """The steps (edge, whether hidden, unit before and after) of the shortest way that hits make, of ``longest`` or less.

    Of several the one that hides fewest, then the first by what is told of it.
    """
    start, end = of.start, of.end
    roads = simple_roads(sight, avoid, True, of.naming)
    if start not in roads or end not in roads or not nx.has_path(roads, start, end):
        return []
    told = []
    for way in nx.all_shortest_paths(roads, start, end):
        if of.length(way) > longest:
            continue
        steps = [(roads[one][other], one, other) for one, other in itertools.pairwise(way)]
        words = tuple((1, data["held"]) if data["held"] else (0, one, other) for data, one, other in steps)
        told.append((sum(word[0] for word in words), words, steps))
    if not told:
        return []
    _, _, best = min(told, key=lambda one: one[:2])
    return [(data["row"], bool(data["held"]), one, other) for data, one, other in best]


def efficiency_lost(graph: nx.Graph, without: Iterable[Key]) -> float:
    """1 - mean of 1/d over pairs of what stays."""
    rest = graph.copy()
    rest.remove_nodes_from(list(without))
    number = len(rest)
    if number < 2:
        return 1.0
    near = sum(1 / far for _, fars in nx.all_pairs_shortest_path_length(rest) for far in fars.values() if far)
    return float(1 - near / (number * (number - 1)))
