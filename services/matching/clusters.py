"""Who is one person among many scored pairs: correlation clustering under what reviewers decided. Pure.

Never connected components: a pair counts for or against a cluster by its bits, and a pair that nobody scored counts
against it, so that a chain of likenesses joins no ends that are not alike. Greedy additive contraction (Keuper and
others 2015, "Efficient decomposition of image and mesh graphs by lifted multicuts", section 4), which is deterministic
here: the order in which pairs come changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

Two = tuple[str, str]
"""Names of two members, the lower first."""


class Pair(NamedTuple):
    """Two members and what speaks for one person in bits (:class:`services.matching.score.Score`)."""

    one: str
    other: str
    bits: float

    @property
    def two(self) -> Two:
        """Its members, the lower name first."""
        return two(self.one, self.other)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What binds a machine: pairs that reviewers found to be one person, or two.

    ``children``: members that are a protected child's identity; ``adults``: members of whom somebody says that they
    are of age. No machine brings one of each into a cluster.
    """

    same: frozenset[Two] = frozenset()
    different: frozenset[Two] = frozenset()
    children: frozenset[str] = frozenset()
    adults: frozenset[str] = frozenset()


class Clustered(NamedTuple):
    """``clusters`` of two members or more, each ascending. ``contradicted``: pairs that reviewers found to be one
    person and that were left apart, since others of their decisions keep the two apart.
    """

    clusters: tuple[tuple[str, ...], ...]
    contradicted: tuple[Two, ...]


class _Edge(NamedTuple):
    bits: float
    pairs: int


def two(one: str, other: str) -> Two:
    """Both names, the lower first."""
    return (one, other) if one < other else (other, one)


def clusters(pairs: Iterable[Pair], reviewed: Reviewed, link: float, unseen: float) -> Clustered:
    """The clusters of the pairs' members.

    ``link``: bits from which a pair speaks for one person; ``unseen``: bits, positive, that a pair which was not scored
    counts against. Of a pair that comes twice the higher bits count.
    """
    best: dict[Two, float] = {}
    for pair in pairs:
        best[pair.two] = max(pair.bits, best.get(pair.two, pair.bits))
    parts = Partition(reviewed)
    contradicted = tuple(each for each in sorted(reviewed.same) if not parts.join(*each))
    _contract(parts, {each: best[each] - link for each in sorted(best)}, unseen)
    found = sorted(tuple(sorted(part)) for part in parts.members.values() if len(part) > 1)
    return Clustered(tuple(found), contradicted)


def reviewed_alone(reviewed: Reviewed) -> Partition:
    """What reviewers decided, and nothing of a machine's."""
    parts = Partition(reviewed)
    for each in sorted(reviewed.same):
        parts.join(*each)
    return parts


class Partition:
    """Members in disjoint parts, each named by its lowest member; whoever was not joined is alone."""

    def __init__(self, reviewed: Reviewed) -> None:
        self.members: dict[str, set[str]] = {}
        self._part: dict[str, str] = {}
        self._reviewed = reviewed
        self._foes: dict[str, set[str]] = {}
        for one, other in reviewed.different:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def part_of(self, member: str) -> str:
        """Name of its part."""
        return self._part.get(member, member)

    def of(self, part: str) -> set[str]:
        """Members of a part."""
        return self.members.get(part, {part})

    def apart(self, one: str, other: str) -> bool:
        """Whether a decision keeps the parts of two members apart."""
        fewer, more = sorted((self.of(self.part_of(one)), self.of(self.part_of(other))), key=len)
        return any(not more.isdisjoint(self._foes.get(each, ())) for each in fewer)

    def barred(self, one: str, other: str) -> bool:
        """Whether no machine may join the parts of two members: as ``apart``, or a protected child's and an adult's."""
        mine, theirs = self.of(self.part_of(one)), self.of(self.part_of(other))
        children, adults = self._reviewed.children, self._reviewed.adults
        if not mine.isdisjoint(children) and not theirs.isdisjoint(adults):
            return True
        return (not mine.isdisjoint(adults) and not theirs.isdisjoint(children)) or self.apart(one, other)

    def join(self, one: str, other: str) -> bool:
        """Make the parts of two members one; False where a decision keeps them apart."""
        kept, gone = sorted((self.part_of(one), self.part_of(other)))
        if kept == gone:
            return True
        if self.apart(one, other):
            return False
        joined = self.of(kept) | self.of(gone)
        self.members.pop(gone, None)
        self.members[kept] = joined
        self._part.update(dict.fromkeys(joined, kept))
        return True


def _contract(parts: Partition, weights: dict[Two, float], unseen: float) -> None:
    """Join the two parts that most speaks for, until nothing does."""
    edges: dict[str, dict[str, _Edge]] = {}
    for (one, other), bits in weights.items():
        _add(edges, parts.part_of(one), parts.part_of(other), _Edge(bits, 1))
    heap = [(-_for(parts, a, b, edge, unseen), a, b) for a, row in edges.items() for b, edge in row.items() if a < b]
    heapify(heap)
    while heap and heap[0][0] < 0:
        against, one, other = heappop(heap)
        edge = edges.get(one, {}).get(other)
        if edge is None or -_for(parts, one, other, edge, unseen) != against or parts.barred(one, other):
            continue
        parts.join(one, other)
        for next_, bound in edges.pop(other).items():
            del edges[next_][other]
            _add(edges, one, next_, bound)
        for next_, bound in edges[one].items():
            heappush(heap, (-_for(parts, one, next_, bound, unseen), *two(one, next_)))


def _add(edges: dict[str, dict[str, _Edge]], one: str, other: str, more: _Edge) -> None:
    if one == other:
        return
    held = edges.setdefault(one, {}).get(other, _Edge(0.0, 0))
    edge = _Edge(held.bits + more.bits, held.pairs + more.pairs)
    edges[one][other] = edge
    edges.setdefault(other, {})[one] = edge


def _for(parts: Partition, one: str, other: str, edge: _Edge, unseen: float) -> float:
    """What speaks for joining two parts, in bits."""
    return edge.bits - unseen * (len(parts.of(one)) * len(parts.of(other)) - edge.pairs)
