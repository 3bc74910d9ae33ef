"""Trails through time: each edge later than the one before, for money and for calls.

A level at a time, and in it the largest sums first: the edges that can follow are read a few nodes at a time, by
statements whose WHERE holds time, amount and rights, until the budgets of edges and of time are spent. A trail ends at
``longest`` edges, where nothing follows, or where it comes back to a node that it met. Where a level has more trails
than MAX_TRAILS, of those that come by one edge the one that may have carried most goes on alone, and the others end
before it, so that what is found grows with the edges there are and not with the ways among them. In either direction
of time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.linkage.ports import Graph
from services.linkage.questions.link import Link, Uid, link_of
from services.linkage.questions.rules import Rule, Step, Trail
from services.linkage.questions.scope import Key, Scope
from services.linkage.questions.web import HUB, ROWS, Web

BUDGET: Final = 40_000
"""Edges that one question reads."""
MAX_TRAILS: Final = 5_000
"""Trails of one level, past which only one goes on by each edge."""
MAX_EDGES: Final = 20_000
"""Edges by which trails of one level go on at all."""
MAX_ROWS: Final = 50_000
"""Trails of one level that are held before those are left that do not go on."""
AT_ONCE: Final = 200
"""Nodes that one statement asks about."""
TURN: Final = 256
"""Trails that are made longer between two looks at the time."""
HUBS, LATE, FULL = "HUB", "TIME", "SIZE"
"""Why a node was not followed: too busy, no time left, or enough edges read."""


@dataclass(frozen=True, slots=True)
class Left:
    """A node from which nothing was followed. ``hop``: transfers that would have left it; ``carried`` to it."""

    node: Key
    hop: int
    why: str
    carried: int


class Trails:
    """The search over the caller's shown classes. ``more``: a bound was met; ``left``: nodes not followed, by node."""

    def __init__(self, graph: Graph, scope: Scope, rule: Rule) -> None:
        self.graph = graph
        self.scope = scope
        self.rule = rule
        self.more = False
        self.left: dict[Key, Left] = {}
        self._at: dict[Key, dict[Uid, Link]] = {}
        self._asked: dict[Key, Step] = {}
        self._room = BUDGET
        self._joins: dict[int, Trail] = {}

    async def find(self, web: Web, starts: Sequence[Key], longest: int) -> list[Trail]:
        """All from any of these that cannot go on, as far as the bounds allow."""
        wave, done = [Trail(start) for start in starts], []
        for level in range(longest):
            await self.learn(web, [trail for trail in wave if not trail.closed], starts, level + 1)
            further: list[Trail] = []
            for place, trail in enumerate(wave):
                if place % TURN == 0 and web.budget.over:
                    web.late = self.more = True
                    done += [each for each in wave[place:] if each.link]
                    break
                grown = [] if trail.closed else self.grow(trail)
                further += grown
                done += [] if grown or not trail.link else [trail]
                if len(further) > MAX_ROWS:
                    further = self.bounded(further)
            wave = self.bounded(further)
            if not wave or level == longest - 1:
                break
        return self.joined(done + wave)

    def grow(self, trail: Trail) -> list[Trail]:
        """A trail by each edge that can come next, first in time first."""
        grown = (self.rule.longer(trail, link) for link in self._at.get(trail.node, {}).values())
        found = [longer for longer in grown if longer is not None]
        return sorted(found, key=lambda longer: longer.last.oldest)

    def bounded(self, wave: list[Trail]) -> list[Trail]:
        """As many as go on: where they are too many, by each edge one, and those that may have carried most."""
        if len(wave) <= MAX_TRAILS:
            return wave
        best: dict[tuple[Uid, Key, object], Trail] = {}
        for trail in sorted(wave, key=lambda trail: (trail.closed, -trail.carried)):
            if best.setdefault((trail.last.uid, trail.node, trail.span), trail) is not trail and trail.before:
                self._joins[id(trail.before)] = trail.before
        kept = sorted(best.values(), key=lambda trail: -trail.carried)
        self.more |= len(kept) < len(wave)
        for trail in kept[MAX_EDGES:]:
            if trail.before:
                self._joins[id(trail.before)] = trail.before
        return kept[:MAX_EDGES]

    def joined(self, ends: list[Trail]) -> list[Trail]:
        """With trails that ended since others go on in their place, as far as they show an edge of their own."""
        shown = {part.last.uid for trail in ends for part in trail.parts}
        found = []
        for trail in sorted(self._joins.values(), key=lambda trail: -trail.size):
            if any(part.last.uid not in shown for part in trail.parts):
                found.append(trail)
                shown.update(part.last.uid for part in trail.parts)
        return ends + found

    async def learn(self, web: Web, trails: Sequence[Trail], starts: Sequence[Key], hop: int) -> None:
        """What can follow each of these, of nodes that are no hubs, those to which most was carried first."""
        wanted: dict[Key, Step] = {}
        carried: dict[Key, int] = {}
        for trail in trails:
            step = self.rule.step(self.scope, trail)
            wanted[trail.node] = widest(wanted.get(trail.node), step)
            carried[trail.node] = max(carried.get(trail.node, 0), trail.carried)
        fresh = [key for key, step in wanted.items() if not covers(self._asked.get(key), step)]
        fresh.sort(key=lambda key: (-carried[key], key))
        for place in range(0, len(fresh), AT_ONCE):
            why = LATE if web.budget.over else FULL if self._room <= 0 else ""
            some = fresh[place : place + AT_ONCE]
            if not why:
                try:
                    braked = await web.budget.wait(self.read(web, {key: wanted[key] for key in some}, starts))
                    self.leave(braked, hop, HUBS, carried)
                    continue
                except TimeoutError:
                    why = LATE
            web.late |= why == LATE
            self.more = True
            self.leave(fresh[place:], hop, why, carried)
            break

    def leave(self, keys: Iterable[Key], hop: int, why: str, carried: dict[Key, int]) -> None:
        """Remember nodes that are not followed."""
        for key in keys:
            self.left.setdefault(key, Left(key, hop, why, carried[key]))

    async def read(self, web: Web, steps: dict[Key, Step], starts: Sequence[Key]) -> list[Key]:
        """Read what may follow at these nodes; those that are hubs are given back instead."""
        await web.weigh(steps)
        hubs = [key for key in steps if key not in starts and web.neighbours_of(key) > HUB]
        web.hubs.update(hubs)
        asked = {key: widest(self._asked.get(key), step) for key, step in steps.items() if key not in hubs}
        most = min(ROWS, self._room)
        rows = await self.graph.run(
            self.rule.statement,
            steps=[step._asdict() for step in asked.values()],
            shown=list(self.scope.shown),
            kinds=list(self.scope.kinds),
            as_of=self.scope.as_of,
            most=most,
        )
        self.more |= len(rows) == most
        self._room -= len(rows)
        self._asked.update(asked)
        for link in map(link_of, rows):
            for key in dict.fromkeys((link.start, link.end)):
                if key in asked and self.rule.ahead(link, key) not in (None, key):
                    self._at.setdefault(key, {})[link.uid] = link
        return hubs


def widest(one: Step | None, two: Step) -> Step:
    """One step that asks for what either asks for."""
    if one is None:
        return two
    after, least = min(one.after, two.after), min(one.least, two.least)
    return Step(two.id, after, max(one.before, two.before), least, max(one.most, two.most))


def covers(asked: Step | None, step: Step) -> bool:
    """Whether what was asked holds all that a step asks for."""
    return asked is not None and widest(asked, step) == asked
