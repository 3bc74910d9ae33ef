"""Where each spot goes: paths and trails in columns by hop and time, all else in rings around its middle. Pure.

Pixels, y downwards; a place is the middle of a spot's box. Boxes never overlap.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.linkage.draw.chart import Chart

WIDTH: Final = 224
HEIGHT: Final = 66
COLUMN: Final = 440
ROW: Final = 120
RING: Final = 300
CHORD: Final = 260
"""Least distance of two spots on a ring: more than the diagonal of a box."""
_SWEEPS: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Middle of a box, in pixels."""

    x: float
    y: float


def layout(chart: Chart, centre: tuple[str, ...] = ()) -> dict[str, Place]:
    """A place for every spot. ``centre``: ids of what was asked about, for an answer without paths."""
    if not chart.spots:
        return {}
    near = _neighbours(chart)
    if any(chart.paths):
        return _columns(chart, near)
    return _rings(chart, near, tuple(spot for spot in centre if spot in chart.spots))


def _neighbours(chart: Chart) -> dict[str, list[str]]:
    near: dict[str, set[str]] = {spot: set() for spot in chart.spots}
    for link in chart.links:
        near[link.start].add(link.end)
        near[link.end].add(link.start)
    return {spot: sorted(near[spot] - {spot}) for spot in near}


def _columns(chart: Chart, near: Mapping[str, list[str]]) -> dict[str, Place]:
    """Hop of a spot is its column (the latest over all paths); what is on no path stands beside its neighbour."""
    hop: dict[str, int] = {}
    for path in chart.paths:
        for spot in dict.fromkeys(path):
            hop[spot] = max(hop.get(spot, 0), path.index(spot))
    ordered = sorted(hop)
    for spot in ordered:
        for other in near[spot]:
            if other not in hop:
                hop[other] = hop[spot]
                ordered.append(other)
    for spot in sorted(set(chart.spots) - set(hop)):
        hop[spot] = 0
    when = _first_times(chart)
    columns: list[list[str]] = [[] for _ in range(max(hop.values()) + 1)]
    on_path = {spot for path in chart.paths for spot in path}
    for spot in sorted(hop, key=lambda spot: (spot not in on_path, when.get(spot, 0), spot)):
        columns[hop[spot]].append(spot)
    return _settled([column for column in columns if column], near, on_path)


def _first_times(chart: Chart) -> dict[str, int]:
    """When each spot first had to do with anything, epoch milliseconds."""
    first: dict[str, int] = {}
    for link in chart.links:
        for row in link.rows:
            for spot in (link.start, link.end):
                if row.at_ms:
                    first[spot] = min(first.get(spot, row.at_ms), row.at_ms)
    return first


def _settled(columns: list[list[str]], near: Mapping[str, list[str]], on_path: set[str]) -> dict[str, Place]:
    """Rows within columns: each spot drawn to the middle of its neighbours, paths above what hangs on them."""
    row = {spot: float(index) for column in columns for index, spot in enumerate(column)}
    for _ in range(_SWEEPS):
        for column in columns:
            wish = {
                spot: sum(row[other] for other in near[spot]) / len(near[spot]) if near[spot] else row[spot]
                for spot in column
            }
            column.sort(key=lambda spot: (spot not in on_path, wish[spot], spot))
            row.update({spot: float(index) for index, spot in enumerate(column)})
    tallest = max(len(column) for column in columns)
    return {
        spot: Place(x * COLUMN, (y + (tallest - len(column)) / 2) * ROW)
        for x, column in enumerate(columns)
        for y, spot in enumerate(column)
    }


def _rings(chart: Chart, near: Mapping[str, list[str]], centre: tuple[str, ...]) -> dict[str, Place]:
    """Rings by distance from the centre, each spot out from what led to it; a ring holds what fits on it."""
    middle = centre or (min(chart.spots, key=lambda spot: (-len(near[spot]), spot)),)
    places = {spot: Place((index - (len(middle) - 1) / 2) * CHORD, 0) for index, spot in enumerate(middle)}
    angles = dict.fromkeys(middle, -math.pi / 2)
    radius = float(RING + len(middle) // 2 * CHORD)
    ring = _beyond(middle, near, angles)
    while len(places) < len(chart.spots):
        ring = ring or sorted(set(chart.spots) - set(places))[:1]
        angles |= {spot: angles.get(spot, -math.pi / 2) for spot in ring}
        rest = list(ring)
        while rest:
            step = 2 * math.asin(CHORD / 2 / radius)
            fits = math.floor(2 * math.pi / step)
            for spot, angle in _turned(rest[:fits], angles, step).items():
                angles[spot] = angle
                places[spot] = Place(round(radius * 1.25 * math.cos(angle), 2), round(radius * math.sin(angle), 2))
            rest = rest[fits:]
            radius += RING
        ring = _beyond(tuple(ring), near, angles)
    return places


def _beyond(ring: tuple[str, ...], near: Mapping[str, list[str]], angles: dict[str, float]) -> list[str]:
    """Spots next to a ring that have no angle yet, given that of what leads to them, in its order."""
    found: dict[str, float] = {}
    for spot in sorted(ring, key=lambda spot: (angles[spot], spot)):
        found |= {other: angles[spot] for other in near[spot] if other not in angles and other not in found}
    angles |= found
    return list(found)


def _turned(ring: list[str], angles: Mapping[str, float], step: float) -> dict[str, float]:
    """Angles at least ``step`` apart, as near to those wished as that allows; evenly around where they are crowded."""
    if all(angles[spot] == angles[ring[0]] for spot in ring) and len(ring) > 3:
        return {spot: -math.pi / 2 + index * 2 * math.pi / len(ring) for index, spot in enumerate(ring)}
    found: dict[str, float] = {}
    least = -9.0
    wished = sorted(ring, key=lambda spot: (angles[spot], ring.index(spot)))
    brood = {angle: sum(angles[spot] == angle for spot in ring) for angle in angles.values()}
    for spot in wished:
        start = angles[spot] - (brood[angles[spot]] - 1) / 2 * step
        found[spot] = max(start, least)
        least = found[spot] + step
    if found[wished[-1]] - found[wished[0]] > 2 * math.pi - step:
        return {spot: -math.pi / 2 + index * 2 * math.pi / len(ring) for index, spot in enumerate(wished)}
    return found
