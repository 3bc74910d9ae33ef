"""Which edge follows which, and a trail as it grows. Pure.

What a trail may have carried is its smallest amount: no more of the money can have come all the way. Amounts of
different currencies are compared as they are written, which orders and leaves out, and claims nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from services.linkage.questions import spans
from services.linkage.questions.link import Link
from services.linkage.questions.scope import OPEN_MS, Key, Scope
from services.linkage.questions.spans import Span

WHOLE: Final = 10_000
"""Basis points of the whole."""
MAX_MINOR: Final = 2**62


class Step(NamedTuple):
    """What a statement asks for at one node: times strictly between two, amounts from the least to the most."""

    id: str
    after: int
    before: int
    least: int
    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Trail:
    """Where it stands, and the edge by which it came there from the trail ``before``; none at its start.

    In the direction of the search. ``span``: when its last edge can have been, given those before; ``carried``: its
    smallest amount; ``unordered``, ``loose``: of its last edge and the one before, as in
    :mod:`services.linkage.questions.spans`; ``size``: edges; ``closed``: it has come back to where it was.
    """

    node: Key
    before: Trail | None = None
    link: Link | None = None
    span: Span = (0, 0)
    carried: int = MAX_MINOR
    unordered: bool = False
    loose: bool = False
    size: int = 0
    closed: bool = False

    @property
    def last(self) -> Link:
        """Its last edge; AttributeError at the start."""
        if self.link is None:
            raise AttributeError("a trail of no edge")
        return self.link

    @property
    def parts(self) -> tuple[Trail, ...]:
        """Its beginnings, from one edge on, and itself."""
        found: list[Trail] = []
        here: Trail | None = self
        while here is not None and here.link is not None:
            found.append(here)
            here = here.before
        return tuple(reversed(found))

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the trail, from its beginning on."""
        return tuple(part.last for part in self.parts)

    @property
    def nodes(self) -> tuple[Key, ...]:
        """Nodes that its edges meet: one more."""
        parts = self.parts
        first = parts[0].before if parts else None
        return (first.node if first else self.node, *(part.node for part in parts))

    def met(self, key: Key) -> bool:
        """Whether it was at a node."""
        here: Trail | None = self
        while here is not None:
            if here.node == key:
                return True
            here = here.before
        return False


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows what. ``statement`` by name; ``way``: 1 with time, -1 against it; ``directed`` edges are transfers:
    they lead from start to end, and may be known by their day alone.

    Shares are of the edge before in time, in basis points, 0 open; ``gap_ms`` 0 is open; ``least_minor``: of each edge.
    """

    statement: str
    way: int = 1
    directed: bool = True
    least_bp: int = 0
    most_bp: int = 0
    gap_ms: int = 0
    least_minor: int = 0

    def longer(self, trail: Trail, link: Link) -> Trail | None:
        """The trail with an edge more, where that one can come next in the direction of the search."""
        there = self.ahead(link, trail.node)
        if there is None or there == trail.node or link.edge.amount_minor < self.least_minor:
            return None
        own = self.span(link)
        span: Span | None = own
        unordered = loose = False
        if trail.link is not None:
            reach = spans.after if self.way > 0 else spans.before
            span = reach(trail.span, own, self.gap_ms) if self.in_band(trail.link, link) else None
            one, two = (self.span(trail.link), own)[:: self.way]
            unordered, loose = spans.unordered(one, two), spans.loose(one, two, self.gap_ms)
        if span is None:
            return None
        carried = min(trail.carried, link.edge.amount_minor)
        return Trail(there, trail, link, span, carried, unordered, loose, trail.size + 1, trail.met(there))

    def span(self, link: Link) -> Span:
        """When an edge was: a call begins at a moment, whenever it ended."""
        return spans.span_of(link) if self.directed else (link.edge.at_ms, link.edge.at_ms)

    def in_band(self, link: Link, after: Link) -> bool:
        """Whether one amount is a share of the other that the band takes, ``after`` next in the search."""
        if not (self.least_bp or self.most_bp):
            return True
        one, two = (link.edge, after.edge)[:: self.way]
        share, whole = two.amount_minor * WHOLE, one.amount_minor
        fits = share >= whole * self.least_bp and (not self.most_bp or share <= whole * self.most_bp)
        return fits and one.currency == two.currency

    def ahead(self, link: Link, here: Key) -> Key | None:
        """Where an edge leads from ``here``; None where it leads elsewhere."""
        if not self.directed:
            return link.other(here)
        begin, end = (link.start, link.end)[:: self.way]
        return end if begin == here else None

    def step(self, scope: Scope, trail: Trail) -> Step:
        """What one statement asks for at the trail's node, of edges that may make it longer."""
        after, before = max(scope.since - 1, 0), scope.till
        least, most = self.least_minor, MAX_MINOR
        if trail.link is not None:
            (first, last), gap, amount = trail.span, self.gap_ms or OPEN_MS, trail.link.edge.amount_minor
            low, high = self.least_bp, self.most_bp
            if self.way > 0:
                after, before = max(after, first), min(before, last + gap + 1)
                least = max(least, -(-amount * low // WHOLE))
                most = amount * high // WHOLE if high else MAX_MINOR
            else:
                after, before = max(after, first - gap - 1), min(before, last)
                least = max(least, -(-amount * WHOLE // high) if high else 0)
                most = amount * WHOLE // low if low else MAX_MINOR
        return Step(trail.node[1], after, before, least, min(most, MAX_MINOR))
