"""Spots of a chart shown as one: leaves of one kind at one spot, and what is too much for a screen. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from services.draw.network.chart import Chart, Link, Spot
from services.draw.network.layout import neighbours
from services.values.network import Edge, Node, NodeKey

FEWEST: Final = 4
"""Leaves of one kind at one spot that make a group."""
SCREENFUL: Final = 1500
"""Spots that a canvas without a graphics card moves smoothly; beyond it the least connected are grouped by kind."""
GROUP: Final = "GROUP"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A chart some spots of which are groups. ``members`` and their one kind by the id of the group."""

    chart: Chart
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def grouped(chart: Chart, leaves: bool = True, most: int = SCREENFUL) -> Grouping:
    """At most ``most`` spots. ``leaves``: whether leaves are grouped where there would be room for them too."""
    held = frozenset(spot for path in chart.paths for spot in path)
    found = _replaced(chart, _leaves(chart, held)) if leaves or len(chart.spots) > most else Grouping(chart)
    if len(found.chart.spots) <= most:
        return found
    return _replaced(chart, _crowd(found, most))


def _leaves(chart: Chart, held: frozenset[str]) -> dict[str, str]:
    """Group of each spot that has to do with one other alone, where enough others of its kind have too."""
    near = neighbours(chart)
    groups = {
        spot: f"{GROUP} {kind} {near[spot][0]}"
        for spot in chart.spots
        if spot not in held and len(near[spot]) == 1 and (kind := kind_of(chart.spots[spot]))
    }
    many = Counter(groups.values())
    crowds = {spot: group for spot, group in groups.items() if many[group] >= FEWEST}
    return {spot: group for spot, group in crowds.items() if near[spot][0] not in crowds}


def _crowd(found: Grouping, most: int) -> dict[str, str]:
    """The groups that there are, and the least connected of the others in one group a kind until all fit."""
    near = neighbours(found.chart)
    inside = {spot: group for group, spots in found.members.items() for spot in spots}
    alone = [spot for spot in found.chart.spots if spot not in found.members]
    kinds = {kind_of(found.chart.spots[spot]) for spot in alone}
    spare = len(found.chart.spots) + len(kinds) - most
    least = sorted(alone, key=lambda spot: (len(near[spot]), spot))[: max(0, spare)]
    crowd = {spot: f"{GROUP} {kind_of(found.chart.spots[spot])} " for spot in least}
    groups = sorted(found.members, key=lambda group: (len(near[group]), group))[: max(0, spare - len(least))]
    crowd |= {spot: f"{GROUP} {found.kinds[group]} " for group in groups for spot in found.members[group]}
    return inside | crowd


def _replaced(chart: Chart, groups: Mapping[str, str]) -> Grouping:
    """The chart with each spot's group in its place; lines within a group are gone."""
    members: dict[str, list[str]] = {}
    for spot, group in groups.items():
        members.setdefault(group, []).append(spot)
    kinds = {group: group.split(" ", 2)[1] for group in members}
    spots = {spot: one for spot, one in chart.spots.items() if spot not in groups}
    spots |= {group: Spot(group, Node(key=NodeKey(GROUP, group))) for group in sorted(members)}
    lines: dict[tuple[str, str, str], list[Edge]] = {}
    for link in chart.links:
        start, end = groups.get(link.start, link.start), groups.get(link.end, link.end)
        if start != end:
            lines.setdefault((start, end, link.kind), []).extend(link.rows)
    links = tuple(Link(*ends, rows=tuple(sorted(lines[ends], key=_age))) for ends in sorted(lines))
    paths = tuple(tuple(groups.get(spot, spot) for spot in path) for path in chart.paths)
    return Grouping(
        Chart(spots, links, paths, chart.unordered), {group: tuple(sorted(members[group])) for group in members}, kinds
    )


def _age(row: Edge) -> tuple[int, str]:
    return row.at_ms, row.id


def kind_of(spot: Spot) -> str:
    """Kind of a node; STUB of a hidden stretch."""
    return spot.node.key.kind if spot.node and spot.node.key else "STUB"
