"""Trails through time: each edge later than the one before, for money and for calls.

A level at a time: the edges that can follow each edge of the last level are found by one statement a kind, whose
WHERE holds time, amount and rights. A trail ends at ``longest`` edges, where nothing follows, or where it comes
back to a node that it met. Everything is in the order of time, whichever way it was followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.linkage.ports import Graph
from services.linkage.questions.link import Link, Uid, link_of
from services.linkage.questions.scope import OPEN_MS, Key, Scope
from services.linkage.questions.web import HUB, IDS, ROWS, Web

BUDGET = 40_000
"""Edges that one question reads."""
MOST_TRAILS = 5_000
WHOLE = 10_000
"""Basis points of the whole."""
MOST_MINOR = 2**62


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows what. ``statement`` by name; ``way``: 1 with time, -1 against it; ``directed`` edges lead from
    start to end. Shares are of the edge before in time, in basis points, 0 open; ``gap_ms`` 0 is open.
    """

    statement: str
    way: int = 1
    directed: bool = True
    least_bp: int = 0
    most_bp: int = 0
    gap_ms: int = 0

    def follows(self, link: Link, after: Link) -> bool:
        """Whether ``after`` can come next in the direction of the search."""
        one, two = (link, after) if self.way > 0 else (after, link)
        apart = two.edge.at_ms - one.edge.at_ms
        if apart <= 0 or (self.gap_ms and apart > self.gap_ms):
            return False
        if not (self.least_bp or self.most_bp):
            return True
        share, whole = two.edge.amount_minor * WHOLE, one.edge.amount_minor
        fits = share >= whole * self.least_bp and (not self.most_bp or share <= whole * self.most_bp)
        return fits and one.edge.currency == two.edge.currency

    def ahead(self, link: Link, here: Key) -> Key | None:
        """Where an edge leads from ``here``; None where it leads elsewhere."""
        if not self.directed:
            return link.other(here)
        begin, end = (link.start, link.end) if self.way > 0 else (link.end, link.start)
        return end if begin == here else None


@dataclass(frozen=True, slots=True)
class Trail:
    """Edges in the direction of the search, and the nodes that they meet: one more."""

    nodes: tuple[Key, ...]
    links: tuple[Link, ...] = ()

    @property
    def closed(self) -> bool:
        """It has come back to where it was."""
        return self.nodes[-1] in self.nodes[:-1]


class Trails:
    """The search over the caller's shown classes. ``more``: a bound was met."""

    def __init__(self, graph: Graph, scope: Scope, rule: Rule) -> None:
        self.graph = graph
        self.scope = scope
        self.rule = rule
        self.more = False
        self._known: dict[tuple[Key, Uid | None], list[Link]] = {}
        self._left = BUDGET

    async def find(self, web: Web, start: Key, longest: int) -> list[Trail]:
        """All that cannot go on, as far as the bounds allow."""
        wave, done = [Trail((start,))], []
        for level in range(longest):
            await self.learn(web, [trail for trail in wave if not trail.closed], start)
            further: list[Trail] = []
            for trail in wave:
                grown = [] if trail.closed else self.grow(trail)
                further += grown
                done += [] if grown or not trail.links else [trail]
            if len(further) > MOST_TRAILS:
                self.more = True
                further = further[:MOST_TRAILS]
            wave = further
            if not wave or level == longest - 1:
                break
        return done + wave

    def grow(self, trail: Trail) -> list[Trail]:
        """A trail by each edge that can come next, first in time first."""
        here, last = trail.nodes[-1], trail.links[-1] if trail.links else None
        grown = []
        for link in self._known.get((here, last.uid if last else None), ()):
            there = self.rule.ahead(link, here)
            if there is not None and there != here:
                grown.append(Trail((*trail.nodes, there), (*trail.links, link)))
        return grown

    async def learn(self, web: Web, trails: Sequence[Trail], start: Key) -> None:
        """What can follow each of these, of nodes that are no hubs."""
        heads = {(trail.nodes[-1], trail.links[-1] if trail.links else None) for trail in trails}
        fresh = [(key, last) for key, last in heads if (key, last.uid if last else None) not in self._known]
        fresh.sort(key=lambda head: (head[0], head[1].oldest if head[1] else (False, 0, ())))
        await web.weigh(key for key, _ in fresh)
        allowed: list[tuple[Key, Link | None]] = []
        for key, last in fresh:
            self._known[key, last.uid if last else None] = []
            if key != start and web.edges_of(key) > HUB:
                web.hubs.add(key)
            else:
                allowed.append((key, last))
        for key, links in (await self.rows(allowed)).items():
            for head, last in allowed:
                if head == key:
                    self._known[key, last.uid if last else None] = [
                        link for link in links if last is None or self.rule.follows(last, link)
                    ]

    async def rows(self, heads: Sequence[tuple[Key, Link | None]]) -> dict[Key, list[Link]]:
        """Edges at nodes that may follow one of these heads: a superset, since each node is asked once."""
        steps: dict[Key, dict[str, object]] = {}
        for key, last in heads:
            steps[key] = widest(steps.get(key), self.step(key, last))
        found: dict[Key, list[Link]] = {key: [] for key in steps}
        asked = list(steps.values())
        for place in range(0, len(asked), IDS):
            if self._left <= 0:
                self.more = True
                break
            most = min(ROWS, self._left)
            rows = await self.graph.run(
                self.rule.statement,
                steps=asked[place : place + IDS],
                shown=list(self.scope.shown),
                kinds=list(self.scope.kinds),
                as_of=self.scope.as_of,
                most=most,
            )
            self.more |= len(rows) == most
            self._left -= len(rows)
            for link in {link.uid: link for link in map(link_of, rows)}.values():
                for key in dict.fromkeys((link.start, link.end)):
                    if key in found and self.rule.ahead(link, key) is not None:
                        found[key].append(link)
        return {key: sorted(links, key=lambda link: link.oldest) for key, links in found.items()}

    def step(self, key: Key, last: Link | None) -> dict[str, object]:
        """What one statement asks for at one node, of edges that may follow ``last``."""
        after, before = max(self.scope.since - 1, 0), self.scope.till
        least, most = 0, MOST_MINOR
        if last is not None:
            at, gap, amount = last.edge.at_ms, self.rule.gap_ms or OPEN_MS, last.edge.amount_minor
            low, high = self.rule.least_bp, self.rule.most_bp
            if self.rule.way > 0:
                after, before = max(after, at), min(before, at + gap + 1)
                least = -(-amount * low // WHOLE)
                most = amount * high // WHOLE if high else MOST_MINOR
            else:
                after, before = max(after, at - gap - 1), min(before, at)
                least = -(-amount * WHOLE // high) if high else 0
                most = amount * WHOLE // low if low else MOST_MINOR
        step: dict[str, object] = {"id": key[1], "after": after, "before": before}
        return (
            step if "transfers" not in self.rule.statement else {**step, "least": least, "most": min(most, MOST_MINOR)}
        )


def widest(one: dict[str, object] | None, two: dict[str, object]) -> dict[str, object]:
    """One step that asks for what either asks for."""
    if one is None:
        return two
    wide: dict[str, object] = {}
    for name, value in two.items():
        wide[name] = value if name == "id" else (min if name in ("after", "least") else max)(one[name], value)  # type: ignore[call-overload]
    return wide


def in_time(trail: Trail, rule: Rule) -> Trail:
    """Nodes and edges in the order of time."""
    return trail if rule.way > 0 else replace(trail, nodes=trail.nodes[::-1], links=trail.links[::-1])
