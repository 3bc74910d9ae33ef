"""Ways between two units in the part of the graph that was read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from services.linkage.questions.link import Link
from services.linkage.questions.scope import Key

Map = dict[Key, dict[Key, Link]]
"""Units with those next to them, and the edge that leads there."""
STEPS = 100_000
MAX_ROUTES = 1_000


def add(roads: Map, one: Key, other: Key, link: Link, order: Callable[[Link], object]) -> None:
    """Keep the first edge by ``order`` between two units, both ways."""
    known = roads.setdefault(one, {}).get(other)
    if known is None or order(link) < order(known):  # type: ignore[operator]
        roads[one][other] = link
        roads.setdefault(other, {})[one] = link


def distances(roads: Map, start: Key, closed: Iterable[Key] = ()) -> dict[Key, int]:
    """Edges from ``start``; nothing leads on from ``closed``."""
    found = {start: 0}
    queue, shut = [start], set(closed) - {start}
    for here in queue:
        if here in shut:
            continue
        for there in roads.get(here, ()):
            if there not in found:
                found[there] = found[here] + 1
                queue.append(there)
    return found


def routes(roads: Map, start: Key, end: Key, length: int, closed: set[Key]) -> tuple[list[tuple[Key, ...]], bool]:
    """Ways of exactly ``length`` edges that meet no unit twice, and whether there may be more than were found."""
    ahead = distances(roads, end, closed)
    found: list[tuple[Key, ...]] = []
    trail = [start]
    steps = 0

    def walk(left: int) -> bool:
        """False once the bound is reached."""
        nonlocal steps
        for there in sorted(roads.get(trail[-1], ())):
            steps += 1
            if steps > STEPS or len(found) >= MAX_ROUTES:
                return False
            if there == end and left == 1:
                found.append((*trail, end))
            elif there in closed or there == end or there in trail:
                continue
            elif ahead.get(there, left) < left:
                trail.append(there)
                whole = walk(left - 1)
                trail.pop()
                if not whole:
                    return False
        return True

    complete = start not in ahead or ahead[start] > length or walk(length)
    return found, not complete


def told_route(
    roads: Map, start: Key, end: Key, closed: set[Key], told: Callable[[Key, Key, Link], tuple[object, ...]]
) -> list[Link]:
    """The shortest way, by edges of which some are hidden: of all shortest ones the one that hides fewest, then the
    first by what is told of it. ``told`` gives for an edge whether it is hidden (1) or not (0), and what may be said;
    so nothing that is hidden decides. Empty where there is none.
    """
    behind = distances(roads, start, closed)
    if end not in behind:
        return []
    best: dict[Key, tuple[int, tuple[tuple[object, ...], ...], list[Link]]] = {start: (0, (), [])}
    layers: dict[int, list[Key]] = {}
    for unit, far in behind.items():
        layers.setdefault(far, []).append(unit)
    for far in range(behind[end]):
        for here in layers[far]:
            if here != start and (here in closed or here == end):
                continue
            hides, said, links = best[here]
            for there, link in roads[here].items():
                if behind.get(there) != far + 1:
                    continue
                words = told(here, there, link)
                candidate = (hides + int(words[0] == 1), (*said, words), [*links, link])
                if there not in best or candidate[:2] < best[there][:2]:
                    best[there] = candidate
    return best[end][2]


def weight(route: Sequence[Key], degree: Callable[[Key], int]) -> tuple[int, tuple[Key, ...]]:
    """Order of ways of one length: those through less busy units first."""
    return (sum(degree(unit) for unit in route[1:-1]), tuple(route))


def links_of(roads: Mapping[Key, Mapping[Key, Link]], route: Sequence[Key]) -> list[Link]:
    """The edges of a way, in order."""
    return [roads[one][other] for one, other in pairwise(route)]
