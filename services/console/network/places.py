"""Where spots stand on the screen: computed here once, kept, and never computed again behind the officer's back.

Small charts by the engine that draws pictures, larger ones, which it would take minutes for, in rings by how far each
spot is from what was asked about. Equal charts give equal places.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Final

from services.console.network.acts import Places
from services.draw.engine import Box, NotArranged, arranged
from services.draw.network.chart import Chart
from services.draw.network.layout import neighbours, steps_of

ENGINE: Final = 80
"""Spots, and links, up to which the engine answers in well below a second."""
APART: Final = 110.0
"""Least way from one spot to the next on a ring, and a bit less than that from ring to ring."""
_BOX: Final = Box(120.0, 48.0, 8.0)

Point = tuple[float, float]
ORIGIN: Final[Point] = (0.0, 0.0)


def places_of(chart: Chart, centre: Sequence[str] = ()) -> Places:
    """Places of all spots anew. ``centre``: ids of what was asked about."""
    if len(chart.spots) <= ENGINE and len(chart.links) <= ENGINE:
        try:
            return _kept(_by_engine(chart, centre))
        except NotArranged:
            pass  # rings hold whatever the engine does not
    return _kept(_in_rings(chart, centre))


def places_beside(chart: Chart, known: Mapping[str, Point]) -> Places:
    """Places of the spots that have none, each near one that it is linked with; what has a place keeps it."""
    near = neighbours(chart)
    found = {spot: at for spot, at in known.items() if spot in chart.spots}
    taken = {_cell(at) for at in found.values()}
    around: dict[Point, Iterator[Point]] = {}
    for spot, other in _outwards(near, found):
        start = found[other] if other else ORIGIN
        spiral = around.setdefault(start, _spiral(start))
        found[spot] = next(at for at in spiral if _cell(at) not in taken)
        taken.add(_cell(found[spot]))
    return _kept({spot: at for spot, at in found.items() if spot not in known})


def _outwards(near: Mapping[str, Sequence[str]], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Spots without a place, nearest to what has one first, each with the one it was reached from; empty for none."""
    seen = set(known)
    waiting = deque(sorted(seen))
    for start in ("", *near):
        if start and start not in seen:
            seen.add(start)
            waiting.append(start)
            yield start, ""
        while waiting:
            spot = waiting.popleft()
            for other in near[spot]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
                    yield other, spot


def _by_engine(chart: Chart, centre: Sequence[str]) -> dict[str, Point]:
    """In layers away from the centre, none over another. Raises NotArranged."""
    steps = steps_of(chart, centre)
    ends = {
        (link.start, link.end) if steps[link.start] <= steps[link.end] else (link.end, link.start)
        for link in chart.links
        if link.start != link.end
    }
    pairs = [(one, other, 1) for one, other in sorted(ends)]
    (found,) = arranged(dict.fromkeys(chart.spots, _BOX), pairs)
    return {spot: found.middles[spot] for spot in chart.spots}


def _in_rings(chart: Chart, centre: Sequence[str]) -> dict[str, Point]:
    """Ring by ring; on a ring, spots in the order of those further in that they hang on."""
    steps, near = steps_of(chart, centre), neighbours(chart)
    rings: dict[int, list[str]] = {}
    for spot, step in steps.items():
        rings.setdefault(step, []).append(spot)
    angles: dict[str, float] = {}
    found: dict[str, Point] = {}
    radius = 0.0
    for step in sorted(rings):
        inner = {spot: [angles[other] for other in near[spot] if other in angles] for spot in rings[step]}
        ring = sorted(rings[step], key=lambda spot: (min(inner[spot], default=0.0), spot))
        if len(ring) > 1 or radius:
            radius = max(radius + APART, len(ring) * APART / math.tau)
        for place, spot in enumerate(ring):
            angles[spot] = math.tau * place / len(ring)
            found[spot] = (radius * math.cos(angles[spot]), radius * math.sin(angles[spot]))
    return found


def _spiral(start: Point) -> Iterator[Point]:
    """Points around ``start``, the nearest first, without end."""
    for ring in count(1):
        for turn in range(8 * ring):
            angle = math.tau * turn / (8 * ring)
            yield start[0] + ring * APART * math.cos(angle), start[1] + ring * APART * math.sin(angle)


def _cell(at: Point) -> tuple[int, int]:
    return round(at[0] / APART), round(at[1] / APART)


def _kept(found: Mapping[str, Point]) -> Places:
    """In whole units, so that what is kept is what was shown."""
    return tuple((spot, float(round(x)), float(round(y))) for spot, (x, y) in sorted(found.items()))
