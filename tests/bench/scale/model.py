"""A capacity model: what a unit costs on disk, which figures stay flat, and what a node runs out of first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

FLAT: Final = 1.5
"""A figure is flat where it is no more than so many times as much at the largest size as at the smallest."""


class Point(NamedTuple):
    """A figure at one size."""

    size: int
    value: float


def per_unit(points: Sequence[Point]) -> float:
    """What one unit adds, between the smallest and the largest size. ValueError for fewer than two sizes."""
    ordered = sorted(points)
    if len(ordered) < 2 or ordered[0].size == ordered[-1].size:
        raise ValueError("a figure needs two sizes")
    first, last = ordered[0], ordered[-1]
    return (last.value - first.value) / (last.size - first.size)


def growth(points: Sequence[Point]) -> float:
    """The figure at the largest size over that at the smallest. ValueError for fewer than two sizes, or none of it."""
    ordered = sorted(points)
    if len(ordered) < 2 or ordered[0].value <= 0:
        raise ValueError("a figure needs two sizes")
    return ordered[-1].value / ordered[0].value


def at(points: Sequence[Point], size: int) -> float:
    """The figure at a size: a straight line through the two measured sizes that are nearest. ValueError as above."""
    near = sorted(sorted(points, key=lambda point: abs(point.size - size))[:2])
    return near[0].value + per_unit(near) * (size - near[0].size)


@dataclass(frozen=True, slots=True)
class Load:
    """What a country brings in a year, and what each of it takes on disk."""

    name: str
    a_year: float
    bytes_each: float


@dataclass(frozen=True, slots=True)
class Broken:
    """A resource that is used up: its name, after how many years, and how many units it holds then."""

    name: str
    years: float
    units: float


def first_to_break(disk_bytes: float, loads: Sequence[Load]) -> tuple[Broken, list[Broken]]:
    """What fills one disk that all share, and what each would fill alone: the shortest first.

    ValueError where nothing grows.
    """
    rates = {load.name: load.a_year * load.bytes_each for load in loads}
    total = sum(rates.values())
    if total <= 0:
        raise ValueError("nothing grows")
    years = disk_bytes / total
    alone = [
        Broken(load.name, disk_bytes / rates[load.name], disk_bytes / load.bytes_each)
        for load in loads
        if rates[load.name] > 0
    ]
    most = max(loads, key=lambda load: rates[load.name])
    return Broken(most.name, years, years * most.a_year), sorted(alone, key=lambda one: one.years)


def flat(figures: Mapping[str, Sequence[Point]]) -> dict[str, bool]:
    """Which figures stay flat."""
    return {name: growth(points) <= FLAT for name, points in figures.items()}
