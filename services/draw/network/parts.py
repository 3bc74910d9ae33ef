"""A chart in parts that fit a page: each is laid out by itself, and a spot stands in every part that it is needed in.

So a long trail goes on in the next part with the account that ended the one before, and nothing is cut in two.
Pure but for the engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.draw.marks import Point
from services.draw.network.chart import Chart, Link
from services.draw.network.layout import Plan, plans, steps_of

FIRST = 8
"""How many pieces are tried in the first part."""
Piece = Link | str
"""A link, or the id of a spot without any."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a chart and where it stands."""

    chart: Chart
    plan: Plan


def parts(chart: Chart, centre: tuple[str, ...], language: str, room: Point) -> list[Part]:
    """As few as taking what fits next gives, each no larger than ``room`` in pixels; one piece alone may be larger.

    Raises NotArranged.
    """
    rest, found, tried = _pieces(chart, centre), [], FIRST
    while rest:
        tried, part = _most(chart, centre, language, room, rest, tried)
        found.append(part)
        rest = rest[tried:]
    return found


def _pieces(chart: Chart, centre: tuple[str, ...]) -> list[Piece]:
    """Links path by path, then outwards from what was asked about; then what has none."""
    steps = steps_of(chart, centre)
    along: dict[frozenset[str], int] = {}
    for path in chart.paths:
        for pair in pairwise(path):
            along.setdefault(frozenset(pair), len(along))
    linked = {end for link in chart.links for end in (link.start, link.end)}

    def place(link: Link) -> tuple[object, ...]:
        near, far = sorted((link.start, link.end), key=lambda spot: (steps[spot], spot))
        return along.get(frozenset((near, far)), len(along)), steps[near], near, far, link.start, link.kind

    return [*sorted(chart.links, key=place), *(spot for spot in chart.spots if spot not in linked)]


def _most(
    chart: Chart, centre: tuple[str, ...], language: str, room: Point, rest: Sequence[Piece], tried: int
) -> tuple[int, Part]:
    """The largest part that fits, found by doubling and halving, and how many pieces it holds; at least one."""
    best: Part | None = None
    low, high, number = 0, len(rest) + 1, min(tried, len(rest))
    while high - low > 1:
        part = _fitting(_within(chart, rest[:number]), centre, language, room)
        if part is None:
            high = number
        else:
            best, low = part, number
        number = min(2 * low, len(rest)) if high > len(rest) else (low + high) // 2
    if best is None:
        alone = _within(chart, rest[:1])
        return 1, Part(alone, plans(alone, centre, language)[-1])
    return low, best


def _fitting(chart: Chart, centre: tuple[str, ...], language: str, room: Point) -> Part | None:
    """The chart in the first of its plans that fits."""
    fitting = [plan for plan in plans(chart, centre, language) if plan.wide <= room[0] and plan.high <= room[1]]
    return Part(chart, min(fitting, key=lambda plan: plan.wide * plan.high)) if fitting else None


def _within(chart: Chart, pieces: Iterable[Piece]) -> Chart:
    """The chart of some pieces alone."""
    held = list(pieces)
    links = [piece for piece in held if isinstance(piece, Link)]
    kept = {end for link in links for end in (link.start, link.end)} | {each for each in held if isinstance(each, str)}
    spots = {name: spot for name, spot in chart.spots.items() if name in kept}
    paths = tuple(tuple(spot for spot in path if spot in kept) for path in chart.paths)
    chosen = set(map(id, links))
    return Chart(spots, tuple(link for link in chart.links if id(link) in chosen), paths)
