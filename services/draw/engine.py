"""Where boxes stand and how the ways between them run, by graphviz-pure, a port of Graphviz' ``dot`` in one program.

Boxes stand in layers, no two overlap, and no way runs under a box that is not its own: the program keeps room for the
way in each layer that it crosses. It is told numbers and sizes alone, never a word of what the boxes hold, and what it
answers is looked at again. Equal input gives equal places.
"""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

from services.draw.clear import Area, clear
from services.draw.marks import Point, Way
from services.errors import RabtaError

SECONDS: Final = 20
"""Processor time of one run; more boxes and ways than that arranges are not drawn."""
MANY: Final = 250
"""Of more pairs than that the program seeks no perfect balance: it would take minutes."""
MEMORY: Final = 2 * 1024**3
_ODD: Final = "the program that arranges pictures does not answer as it should"
_INCH: Final = 72.0
_CORNER: Final = 14.0
"""How far from a corner of a box a way ends."""


class NotArranged(RabtaError):
    """The program is not there, or did not end in time."""


Pair = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Box:
    """Size of a box, and the least room around it that only its own ways enter, in units of the sheet.

    ``met``: whether ways run through that room to the box itself. Below 4 units of room the way of a box to itself may
    run under it, which is NotArranged.
    """

    wide: float
    high: float
    clear: float
    met: bool = True


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Middles of boxes, the way from border to border for each pair in the order given, and the size of it all."""

    middles: Mapping[str, Point]
    ways: tuple[Way, ...]
    wide: float
    high: float


def arranged(boxes: Mapping[str, Box], pairs: Sequence[Pair], sides: Sequence[str] = ("LR",)) -> list[Arrangement]:
    """One arrangement for each of ``sides``: layers from left to right (``LR``), top to bottom (``TB``) and so on.

    ``boxes``: by name; ``pairs``: names of boxes, the first in an earlier layer where that can be, and by how many
    layers at least.
    Raises NotArranged.
    """
    names = {name: place for place, name in enumerate(boxes)}
    numbered = [(names[one], names[other], layers) for one, other, layers in pairs]
    text = "".join(_asked(boxes, numbered, side) for side in sides)
    answers = _run(text).split("stop\n")[:-1]
    if len(answers) != len(sides):
        raise NotArranged(_ODD)
    try:
        return [
            _read(answer, boxes, [(one, other) for one, other, _ in numbered], side != "TB")
            for answer, side in zip(answers, sides, strict=True)
        ]
    except (IndexError, KeyError, ValueError):
        raise NotArranged(_ODD) from None


def _asked(boxes: Mapping[str, Box], pairs: Sequence[tuple[int, int, int]], side: str) -> str:
    """A graph in the program's language."""
    sizes = [
        f"{place}[width={(box.wide + 2 * box.clear) / _INCH:.4f} height={(box.high + 2 * box.clear) / _INCH:.4f}]"
        for place, box in enumerate(boxes.values())
    ]
    ways = [f"{one}->{other}[minlen={layers}]" for one, other, layers in pairs]
    hurry = " nslimit=1" if len(pairs) > MANY else ""
    about = f"rankdir={side} splines=true nodesep=0.1 ranksep=0.3{hurry}"
    plain = 'node[shape=box fixedsize=true label=""] edge[arrowhead=none]'
    return f"digraph{{graph[{about}] {plain} {';'.join((*sizes, *ways))}}}\n"


def _run(text: str) -> str:
    """What the program answers, within bounds. Raises NotArranged."""
    command = (str(_program()), "-Tplain")
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, env={}, cwd="/") as process:  # fmt: skip
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
            answer, _ = process.communicate(text)
    except OSError:
        raise NotArranged("the program that arranges pictures does not start") from None
    if process.returncode:
        raise NotArranged("too much for one picture")
    return answer


@lru_cache(maxsize=1)
def _program() -> Path:
    """Where the package put it, whatever PATH says."""
    files = metadata.files("graphviz-pure") or ()
    found = next((file for file in files if file.name == "graphviz-pure"), None)
    if found is None:
        raise NotArranged("the program that arranges pictures is not installed")
    return Path(str(found.locate())).resolve()


def _read(answer: str, boxes: Mapping[str, Box], pairs: Sequence[tuple[int, int]], across: bool) -> Arrangement:
    """Output of ``-Tplain``: inches, y upwards. ``across``: layers stand side by side."""
    names = list(boxes)
    middles: dict[str, Point] = {}
    ways: dict[tuple[int, int], list[list[Point]]] = {}
    wide = high = 0.0
    for line in answer.splitlines():
        word, *rest = line.split()
        if word == "graph":
            wide, high = float(rest[1]) * _INCH, float(rest[2]) * _INCH
        elif word == "node":
            middles[names[int(rest[0])]] = (float(rest[1]) * _INCH, high - float(rest[2]) * _INCH)
        elif word == "edge":
            at = [float(each) * _INCH for each in rest[3 : 3 + 2 * int(rest[2])]]
            points = [(x, high - y) for x, y in zip(at[::2], at[1::2], strict=True)]
            ways.setdefault((int(rest[0]), int(rest[1])), []).append(points)
    placed = {name: (middles[name], box) for name, box in boxes.items()}
    found = tuple(
        _bordered(ways[one, other].pop(0), placed[names[one]], placed[names[other]], across) for one, other in pairs
    )
    if not clear([_area(*each) for each in placed.values()], found):
        raise NotArranged("the program that arranges pictures led a line under a box")
    return Arrangement(middles, found, wide, high)


def _area(middle: Point, box: Box) -> Area:
    (x, y), right, low = middle, box.wide / 2, box.high / 2
    return x - right, y - low, x + right, y + low


def _bordered(points: Sequence[Point], start: tuple[Point, Box], end: tuple[Point, Box], across: bool) -> Way:
    """Curves between the rooms around two boxes, led on to the boxes that they meet."""
    curves: Way = tuple(("C", *points[i], *points[i + 1], *points[i + 2]) for i in range(1, len(points) - 2, 3))
    first: Way = (("M", *points[0]),)
    if start[1].met:
        first = (("M", *_nearest(points[0], *start, across)), ("L", *points[0]))
    return (*first, *curves, ("L", *_nearest(points[-1], *end, across))) if end[1].met else (*first, *curves)


def _nearest(point: Point, middle: Point, box: Box, across: bool) -> Point:
    """The point of a box's border that is nearest to one beside it, on the side that faces its layer; at no corner."""
    x, y = point[0] - middle[0], point[1] - middle[1]
    right, low = box.wide / 2, box.high / 2
    if abs(x) > right if across else abs(y) <= low:
        inset = max(0.0, low - _CORNER)
        return middle[0] + (right if x > 0 else -right), middle[1] + min(max(y, -inset), inset)
    inset = max(0.0, right - _CORNER)
    return middle[0] + min(max(x, -inset), inset), middle[1] + (low if y > 0 else -low)
