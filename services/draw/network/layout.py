"""Where each spot goes, where each label stands and how each line runs. Pure but for the program of the engine.

A label is a box to the engine as a spot is: so nothing covers it, and no line but its own comes near. Lines of paths
and trails run the reader's way, hop after hop; all else leads away from what was asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.draw.engine import Arrangement, Box, Pair, arranged
from services.draw.marks import Way, turned
from services.draw.network.chart import Chart, Link
from services.draw.network.labels import link_lines
from services.draw.shaping import fitted, wide
from services.vocabulary.readings import is_urdu

WIDTH: Final = 224
HEIGHT: Final = 66
AROUND: Final = 14.0
"""Room around a spot's box: for the head of an arrow."""
SIZE: Final = 10.5
"""Of a label's text, in pixels."""
STEP: Final = 13.5
WIDEST: Final = 420
"""Of a label's text: two thirds of a page upright."""
CROWD: Final = 3
"""So many spots around one stand in one column; four times as many in two, and so on."""
SCREEN: Final = 1.5
"""How much wider than high a picture had best be."""


@dataclass(frozen=True, slots=True)
class Place:
    """Middle of a box, in pixels, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """What is written at a link, and where: middle and size of it."""

    lines: tuple[str, ...]
    middle: Place
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """A link as it runs: from its start to its label and on to its end, or all the way at once where it has none."""

    link: Link
    ways: tuple[Way, ...]
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Places of spots by id, and lines, within ``wide`` x ``high`` pixels."""

    places: Mapping[str, Place]
    lines: tuple[Line, ...] = ()
    wide: float = 0.0
    high: float = 0.0


def layout(chart: Chart, centre: tuple[str, ...] = (), language: str = "") -> Plan:
    """The plan that suits a screen best. ``centre``: ids of what was asked about. Raises NotArranged."""
    return min(plans(chart, centre, language), key=lambda plan: max(plan.wide, plan.high * SCREEN))


def plans(chart: Chart, centre: tuple[str, ...] = (), language: str = "") -> list[Plan]:
    """One plan along the reader's lines and one down the page. Raises NotArranged."""
    if not chart.spots:
        return [Plan({})]
    steps = steps_of(chart, centre)
    labels = [_Size.of(link_lines(link, language)) for link in chart.links]
    boxes = {spot: Box(WIDTH, HEIGHT, AROUND) for spot in chart.spots}
    boxes |= {_name(place): Box(size.wide, size.high, 4, met=False) for place, size in enumerate(labels) if size.lines}
    pairs: list[Pair] = []
    beyond = _beyond(chart, steps)
    for place, (link, size) in enumerate(zip(chart.links, labels, strict=True)):
        near, far = _ahead(link, steps)
        first = 1 + beyond.get(far, 0)
        pairs.extend(((near, _name(place), first), (_name(place), far, 1)) if size.lines else ((near, far, first),))
    found = arranged(boxes, pairs, ("RL" if is_urdu(language) else "LR", "TB"))
    return [_plan(chart, labels, steps, each) for each in found]


@dataclass(frozen=True, slots=True)
class _Size:
    """A label before it has a place."""

    lines: tuple[str, ...]
    wide: float
    high: float

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Size:
        shown = tuple(fitted(line, SIZE, WIDEST) for line in lines)
        return cls(shown, max((wide(line, SIZE) for line in shown), default=0.0) + 8, len(shown) * STEP + 4)


def _name(place: int) -> str:
    """Of a label's box; no id of a spot begins so."""
    return f"\n{place}"


def _ahead(link: Link, steps: Mapping[str, int]) -> tuple[str, str]:
    """Ends of a link in the order in which they are drawn."""
    return (link.start, link.end) if steps[link.start] <= steps[link.end] else (link.end, link.start)


def steps_of(chart: Chart, centre: Iterable[str]) -> dict[str, int]:
    """Hop of each spot: the latest of it in all paths, or how far it is from what was asked about."""
    steps: dict[str, int] = {}
    for path in chart.paths:
        for spot in dict.fromkeys(path):
            steps[spot] = max(steps.get(spot, 0), path.index(spot))
    near = neighbours(chart)
    if not steps:
        asked = [spot for spot in centre if spot in chart.spots]
        steps = dict.fromkeys(asked or sorted(near, key=lambda spot: (-len(near[spot]), spot))[:1], 0)
    ordered = sorted(steps, key=lambda spot: (steps[spot], spot))
    for spot in ordered:
        for other in near[spot]:
            if other not in steps:
                steps[other] = steps[spot] + 1
                ordered.append(other)
    return {spot: steps.get(spot, 0) for spot in chart.spots}


def _beyond(chart: Chart, steps: Mapping[str, int]) -> dict[str, int]:
    """How many layers further out than the rest spots of a crowd stand: those that one spot alone has to do with."""
    near = neighbours(chart)
    crowds: dict[str, list[str]] = {}
    for spot, others in near.items():
        if len(others) == 1 and steps[others[0]] < steps[spot]:
            crowds.setdefault(others[0], []).append(spot)
    found: dict[str, int] = {}
    for crowd in crowds.values():
        columns = max(1, round((len(crowd) / CROWD) ** 0.5))
        found |= {spot: 2 * (place % columns) for place, spot in enumerate(crowd)}
    return found


def neighbours(chart: Chart) -> dict[str, list[str]]:
    """Other spots that each spot has a link with, in order of their ids."""
    near: dict[str, set[str]] = {spot: set() for spot in chart.spots}
    for link in chart.links:
        near[link.start].add(link.end)
        near[link.end].add(link.start)
    return {spot: sorted(near[spot] - {spot}) for spot in near}


def _plan(chart: Chart, labels: Sequence[_Size], steps: Mapping[str, int], found: Arrangement) -> Plan:
    """What the engine says, in the chart's words."""
    ways = iter(found.ways)
    lines = []
    for place, (link, size) in enumerate(zip(chart.links, labels, strict=True)):
        own = tuple(next(ways) for _ in range(2 if size.lines else 1))
        if _ahead(link, steps)[0] != link.start:
            own = tuple(turned(way) for way in reversed(own))
        middle = Place(*found.middles[_name(place)]) if size.lines else None
        lines.append(Line(link, own, Label(size.lines, middle, size.wide, size.high) if middle else None))
    places = {spot: Place(*found.middles[spot]) for spot in chart.spots}
    return Plan(places, tuple(lines), found.wide, found.high)
