"""The part of the graph that one question has read, under its caller's rights.

All reading goes through here, so that each hop's WHERE holds the caller's classes. Subjects that are one person
are one unit, named by its first Subject; every other node is a unit of its own. What is read is bounded, and what
was left out is counted, of what the caller may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.rights import in_sight
from graph.rows import Degree, NodeLine, read
from services.linkage.ports import Graph
from services.linkage.questions import persons
from services.linkage.questions.budget import UNBOUNDED, Budget
from services.linkage.questions.link import Link, Uid, link_of
from services.linkage.questions.scope import OPEN_MS, Key, Scope, unframed
from services.linkage.questions.ties import SINGLE, Name, rows_of, tie_of, tied
from services.values.network import TIME, Cut

HUB = 500
"""Neighbours past which a unit is a hub: nothing is followed beyond it, unless the question starts or ends there."""
ROWS = 20_000
"""Most rows of one statement, and of one hub that a question starts from: its latest."""
BUDGET = 60_000
"""Most edges that one question reads."""
IDS = 500
"""Ids of one statement."""


class Web:
    """``classes``: the caller's shown ones; ``told``: the caller's hits, where a way through what is hidden is sought.

    ``borne``: number that was asked about -> whom it stands for; ``naming``: the evidence; ``left_out``: what of it is
    cut.
    ``known``: of the same caller and frame without ``told``; what that one has read of the shown is not read again,
    and its budget goes on. ``late``: something was left out since time was over. ``single``: each row by itself, and
    no ties.
    """

    def __init__(
        self,
        graph: Graph,
        scope: Scope,
        told: Sequence[int] = (),
        known: Web | None = None,
        budget: Budget = UNBOUNDED,
        single: bool = False,
    ) -> None:
        self.graph = graph
        self.budget: Budget = known.budget if known else budget
        self.late = False
        self.scope = scope
        self.classes = list(scope.shown)
        self._shown = {"shown": self.classes, **scope.window()}
        self._told = {"shown": list(told), **unframed()} if told else None
        self.links: dict[Name, Link] = {}
        self.decisions: dict[Uid, Link] = {}
        self.hubs: set[Key] = set()
        self.unread = 0
        self.borne: dict[Key, tuple[Key, ...]] = {}
        self.naming: dict[Uid, Link] = {}
        self.left_out: tuple[Cut, ...] = ()
        self._beside: dict[Key, list[Link]] = {}
        self._single = single
        self._classes = frozenset(scope.shown)
        self._edges: dict[Key, int] = {}
        self._degrees: dict[Key, int] = {}
        self._hiding: set[Key] = set()
        self._persons: dict[Key, tuple[Key, ...]] = {}
        self._known = known
        self._left = BUDGET

    def unit(self, key: Key) -> Key:
        """The first Subject of a person; any other node itself."""
        return self.members(key)[0]

    def members(self, key: Key) -> tuple[Key, ...]:
        """All Subjects of a person; any other node alone."""
        return self._persons.get(key, (key,))

    def degree(self, unit: Key) -> int:
        """Neighbours of all its members, once asked by :meth:`weigh`; one of two members counts twice."""
        return sum(self._degrees.get(member, 0) for member in self.members(unit))

    def edges(self, unit: Key) -> int:
        """Edges of all its members, once asked by :meth:`weigh`."""
        return sum(self._edges.get(member, 0) for member in self.members(unit))

    def edges_of(self, key: Key) -> int:
        """Edges of one node, once asked by :meth:`weigh`."""
        return self._edges.get(key, 0)

    def neighbours_of(self, key: Key) -> int:
        """Nodes next to one node, once asked by :meth:`weigh`."""
        return self._degrees.get(key, 0)

    def is_hub(self, unit: Key) -> bool:
        """Next to too many to be followed beyond, however often it has to do with them."""
        return self.degree(unit) > HUB

    def _repeats(self, unit: Key) -> bool:
        """Whether its acts repeat so much that the engine is to put them together."""
        edges = self.edges(unit)
        return edges > HUB and not self._single and edges > 2 * self.degree(unit)

    def beside(self, unit: Key) -> list[tuple[Key, Link]]:
        """Units next to one that was read, each with the edge that leads there; an edge within a person is none."""
        found = []
        for link in self._beside.get(unit, ()):
            one, other = self.unit(link.start), self.unit(link.end)
            if one != other:
                found.append((other if one == unit else one, link))
        return found

    async def seen(self, keys: Iterable[Key]) -> list[Key]:
        """Those that the caller sees: by their own class, a node of class 0 by an edge. In the order given."""
        asked = list(dict.fromkeys(keys))
        classes: dict[Key, int] = {}
        for kind, ids in by_kind(asked):
            rows = await self.graph.run(f"node.{kind}", ids=ids, shown=list(self.scope.shown))
            classes.update({(kind, row.id): row.klass for row in read(NodeLine, rows)})
        await self.weigh(key for key in asked if key in classes)
        return [key for key in asked if key in classes and (classes[key] or self._degrees.get(key))]

    async def join(self, keys: Iterable[Key]) -> None:
        """Learn which persons these Subjects are, by what the caller sees."""
        wave = sorted({key for key in keys if key[0] == "SUBJECT"} - self._persons.keys())
        asked, fresh = set(wave), set(wave)
        while wave:
            for _, ids in by_kind(wave):
                rows = await self.graph.run(
                    "same", ids=ids, shown=list(self.scope.shown), as_of=self.scope.as_of, most=ROWS
                )
                for link in map(link_of, rows):
                    self.decisions[link.uid] = link
            chained = persons.chains(self.decisions.values())
            long = {key for key, chain in chained.items() if len(chain) > persons.MAX_SUBJECTS}
            fresh = {other for key in asked for other in chained.get(key, ())} - long
            wave = sorted(fresh - asked - self._persons.keys())
            asked |= set(wave)
        if asked:
            self._settle(asked)

    def _settle(self, asked: set[Key]) -> None:
        chained = persons.chains(self.decisions.values())
        short = [
            link
            for link in self.decisions.values()
            if len(chained[link.start]) <= persons.MAX_SUBJECTS and len(chained[link.end]) <= persons.MAX_SUBJECTS
        ]
        for key, members in persons.persons(asked, short).items():
            if key in asked:
                self._persons[key] = members

    async def weigh(self, keys: Iterable[Key]) -> None:
        """Count the edges and neighbours of nodes that were not counted yet."""
        fresh = sorted(set(keys) - self._degrees.keys())
        known = self._known._degrees if self._known else {}
        for key in fresh:
            self._degrees[key] = known.get(key, 0)
            self._edges[key] = self._known.edges_of(key) if self._known else 0
        await self._count([key for key in fresh if key not in known], self._shown)
        self._hiding.update(await self._count(fresh, self._told) if self._told else ())

    async def _count(self, keys: Iterable[Key], sight: Mapping[str, object]) -> list[Key]:
        """Add what there is at nodes; gives back those that have any."""
        found: list[Key] = []
        for kind, ids in by_kind(keys):
            for one, edges, neighbours in read(Degree, await self.graph.run(f"degree.{kind}", ids=ids, **sight)):
                self._edges[kind, one] += edges
                self._degrees[kind, one] += neighbours
                found.append((kind, one))
        return found

    async def weigh_units(self, units: Iterable[Key]) -> None:
        """Count the edges of every member."""
        await self.weigh(member for unit in units for member in self.members(unit))

    async def read(self, units: Iterable[Key], brake: bool = True) -> None:
        """Read the edges of units, least busy first; of hubs none while ``brake``, else their latest.

        Afterwards the persons behind all new Subjects are known.
        """
        wanted = [unit for unit in dict.fromkeys(units) if unit not in self._beside]
        if wanted and self.budget.over:
            self._leave(wanted)
            return
        await self.weigh_units(wanted)
        taken: list[Key] = []
        for unit in sorted(wanted, key=lambda unit: (self.degree(unit), unit)):
            if brake and self.is_hub(unit):
                self.hubs.add(unit)
            elif self._left <= 0:
                self.unread += self.edges(unit)
            else:
                self._left -= self._load(unit)
                taken.append(unit)
        busy = {unit for unit in taken if self._repeats(unit)}
        for repeats in (False, True):
            for some in self._portions(unit for unit in taken if (unit in busy) is repeats):
                try:
                    await self.budget.wait(self._fetch(some, repeats))
                except TimeoutError:
                    self._leave(some)

    def _leave(self, units: Iterable[Key]) -> None:
        """Units that are not read, since time is over; each has one edge at least."""
        self.late = True
        self.unread += sum(max(self.edges(unit), 1) for unit in units)

    def _load(self, unit: Key) -> int:
        """Rows that reading a unit takes, at most or about."""
        return min(2 * self.degree(unit) if self._repeats(unit) else self.edges(unit), ROWS)

    def _portions(self, units: Iterable[Key]) -> list[list[Key]]:
        """Units whose edges together fit one statement; a unit with more stands alone."""
        portions: list[list[Key]] = []
        size = ROWS + 1
        for unit in units:
            members, edges = len(self.members(unit)), self._load(unit)
            if size + edges > ROWS or len(portions[-1]) + members > IDS:
                portions.append([])
                size = 0
            portions[-1].append(unit)
            size += edges
        return portions

    async def _fetch(self, units: Sequence[Key], repeats: bool) -> None:
        """``repeats``: of these units the engine puts acts together, of others it is done here."""
        owner = {member: unit for unit in units for member in self.members(unit)}
        held = {unit: links for unit in units if (links := self._held(unit)) is not None}
        hop = self._ties if repeats else self._hop
        fresh = await hop((key for key in owner if owner[key] not in held), self._shown)
        hidden = await hop(owner.keys() & self._hiding, self._told) if self._told else []
        named = self._named([*fresh, *hidden]) | self._named(link for some in held.values() for link in some)
        await self.join(key for link in named.values() for key in (link.start, link.end))
        for unit in units:
            self._beside[unit] = []
        for name, link in sorted(named.items(), key=lambda item: item[1].latest):
            self.links.setdefault(name, link)
            for unit in {owner[key] for key in (link.start, link.end) if key in owner}:
                self._beside[unit].append(self.links[name])
        if not repeats:
            self.unread += max(0, sum(map(self.edges, units)) - ROWS)

    def _named(self, links: Iterable[Link]) -> dict[Name, Link]:
        """By what makes them one."""
        return {link.uid: link for link in links} if self._single else tied(links, self._sees)

    def _sees(self, link: Link) -> bool:
        return not self._told or in_sight(link.klass, self._classes)

    async def _hop(self, keys: Iterable[Key], sight: Mapping[str, object]) -> list[Link]:
        found: list[Link] = []
        for kind, ids in by_kind(sorted(keys)):
            found += map(link_of, await self.graph.run(f"hop.{kind}", ids=ids, most=ROWS, **sight))
        return found

    async def _ties(self, keys: Iterable[Key], sight: Mapping[str, object]) -> list[Link]:
        """The same with acts put together; where not all ties fit, the edges of the others are not read."""
        found: list[Link] = []
        for kind, ids in by_kind(sorted(keys)):
            ties = [
                tie_of(row) for row in await self.graph.run(f"ties.{kind}", ids=ids, single=SINGLE, most=ROWS, **sight)
            ]
            if len(ties) >= ROWS:
                self.unread += max(0, sum(self.edges_of((kind, one)) for one in ids) - sum(map(rows_of, ties)))
            found += ties
        return found

    def _held(self, unit: Key) -> list[Link] | None:
        """The shown edges of a unit that were read before, for the same members."""
        if self._known is None or self._known.members(unit) != self.members(unit):
            return None
        return self._known._beside.get(unit)

    def cuts(self) -> list[Cut]:
        """What was not read: hubs not followed, and edges past the bounds."""
        found = list(self.left_out)
        if self.hubs:
            found.append(Cut("hubs", 0, len(self.hubs)))
        if self.unread:
            read = sum(map(rows_of, self.links.values()))
            found.append(Cut("edges", read, read + self.unread, more=True))
        if self.late:
            found.append(Cut(TIME, more=True))
        return found


def by_kind(keys: Iterable[Key]) -> list[tuple[str, list[str]]]:
    """Ids by kind of node, in portions of one statement."""
    grouped: dict[str, list[str]] = {}
    for kind, node in keys:
        grouped.setdefault(kind, []).append(node)
    return [(kind, ids[place : place + IDS]) for kind, ids in grouped.items() for place in range(0, len(ids), IDS)]


__all__ = ["BUDGET", "HUB", "OPEN_MS", "ROWS", "Web", "by_kind"]
