"""An answer on A4: parts of the chart, then the legend. Pure but for the engine.

The sheet stands upright or lies, whichever needs fewer pages, then fewer parts.
A page's unit is the point. Text of the chart is printed at 7 points or more: what does not fit so goes on in a further
part, on the same page where there is room.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from services.draw.direction import isolated
from services.draw.marks import Mark, Point, Rect, Text, all_moved
from services.draw.network.caption import Caption
from services.draw.network.chart import Chart
from services.draw.network.frame import Sheet, bottom, top, watermark
from services.draw.network.parts import Part, parts
from services.draw.network.picture import drawn, title
from services.draw.network.words import word
from services.draw.pdf import A4, Page, pdf
from services.values.network import Answer
from services.vocabulary.readings import is_urdu

MIN_SHARE: Final = 0.7
"""Points to a pixel: text of 10 pixels, the smallest, is printed at 7 points."""
MAX_SHARE: Final = 0.95
TEXT: Final = 8.0
MARGIN: Final = 30.0
GAP: Final = 24.0
"""Pixels between parts, and for the heading of a part."""
_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A part, its number, and its upper left corner on its page, in pixels."""

    part: Part
    number: int
    left: float
    top: float


def paper(answer: Answer, chart: Chart, caption: Caption, language: str, centre: tuple[str, ...]) -> bytes:
    """A PDF. Raises NotArranged."""
    said = "ur" if is_urdu(language) else "en"
    return pdf(pages(answer, chart, caption, said, centre), title(caption, said), said)


def pages(answer: Answer, chart: Chart, caption: Caption, language: str, centre: tuple[str, ...]) -> list[Page]:
    """Its pages before they are written. Raises NotArranged."""
    about = _About(answer, chart, caption, language, centre)
    both = [_Paper(about, *A4), _Paper(about, A4[1], A4[0])]
    _, _, _, found = min((len(each.pages()), each.parts, place, each) for place, each in enumerate(both))
    return found.pages()


@dataclass(frozen=True, slots=True)
class _About:
    """What is put on paper."""

    answer: Answer
    chart: Chart
    caption: Caption
    language: str
    centre: tuple[str, ...]


class _Paper:
    """The answer on pages of one size. ``parts``: of how many the chart is made."""

    def __init__(self, about: _About, wide: float, high: float) -> None:
        self._about, self._wide, self._high = about, wide, high
        sheet = self._sheet()
        self._head = top(sheet, about.chart, about.caption, about.centre, brief=True)
        self._from, self._to = sheet.y, high - MARGIN - TEXT * 2
        room = (wide - 2 * MARGIN) / MIN_SHARE, (self._to - self._from) / MIN_SHARE
        found = parts(about.chart, about.centre, about.language, (room[0], room[1] - GAP))
        self._leaves = packed(found, room)
        self._also = _also(found, about.language)
        self.parts = len(found)

    def _sheet(self) -> Sheet:
        return Sheet(self._wide, self._about.language, TEXT, 12)

    def pages(self) -> list[Page]:
        """Each with what the answer is about, and its number of how many."""
        foot = self._sheet()
        foot.y = 0.0
        legend, spare = bottom(foot, self._about.answer, self._about.chart), foot.y + TEXT * 2
        *before, last = self._leaves or [[]]
        if self._scale(last, spare) >= MIN_SHARE:
            marks, low = self._body(last, spare)
            ends = [[*marks, *all_moved(legend, 0, low + TEXT)]]
        else:
            ends = [self._body(last)[0], *flowed(legend, self._from, self._to - self._from)]
        bodies = [*(self._body(leaf)[0] for leaf in before), *ends]
        return [self._page(body, number, len(bodies)) for number, body in enumerate(bodies, 1)]

    def _page(self, body: Sequence[Mark], number: int, of: int) -> Page:
        language, caption = self._about.language, self._about.caption
        figures = {"n": str(number), "all": str(of)}
        shown = {name: isolated(figure) if is_urdu(language) else figure for name, figure in figures.items()}
        said = f"{word('linked', language)} \u00b7 {word('page', language).format(**shown)}"
        last = Text(said, self._wide / 2, self._high - MARGIN + TEXT, TEXT, anchor="middle", rtl=is_urdu(language))
        mark = watermark(caption, self._wide, self._high, 14, language)
        return Page(self._wide, self._high, (*body, *self._head, last, *mark))

    def _scale(self, leaf: Sequence[Placed], spare: float = 0.0) -> float:
        """Points to a pixel on a page. ``spare``: points left free at its end."""
        wide, high = extent(leaf)
        return min(MAX_SHARE, (self._wide - 2 * MARGIN) / wide, (self._to - self._from - spare) / high)

    def _body(self, leaf: Sequence[Placed], spare: float = 0.0) -> tuple[list[Mark], float]:
        """A page's parts in the middle of it, and how far down they reach."""
        scale, (wide, high) = self._scale(leaf, spare), extent(leaf)
        left = (self._wide - wide * scale) / 2
        found: list[Mark] = []
        for placed in leaf:
            x = wide - placed.left - placed.part.plan.wide if is_urdu(self._about.language) else placed.left
            at = left + x * scale, self._from + placed.top * scale
            if self.parts > 1:
                found.append(self._heading(placed, at, scale))
            marks = drawn(placed.part.chart, placed.part.plan, self._about.language, self._also[placed.number - 1])
            found += all_moved(marks, at[0], at[1] + GAP * scale, scale)
        return found, self._from + high * scale

    def _heading(self, placed: Placed, at: Point, scale: float) -> Text:
        urdu = is_urdu(self._about.language)
        number = isolated(str(placed.number)) if urdu else str(placed.number)
        x = at[0] + (placed.part.plan.wide - 14 if urdu else 14) * scale
        said = word("part", self._about.language).format(n=number)
        return Text(said, x, at[1] + 16 * scale, TEXT, "bold", anchor="end" if urdu else "start", rtl=urdu)


def packed(found: Iterable[Part], room: Point) -> list[list[Placed]]:
    """Parts side by side while the page is wide enough, then below, then on the next page."""
    leaves: list[list[Placed]] = []
    left = low = under = 0.0
    for number, part in enumerate(found, 1):
        wide, high = part.plan.wide, part.plan.high + GAP
        if left and left + wide > room[0]:
            left, under = 0.0, low + GAP
        if not leaves or under + high > room[1]:
            leaves.append([])
            left = low = under = 0.0
        leaves[-1].append(Placed(part, number, left, under))
        left += wide + GAP
        low = max(low, under + high)
    return leaves


def extent(leaf: Iterable[Placed]) -> Point:
    """Pixels that the parts of a page take together."""
    return (
        max((each.left + each.part.plan.wide for each in leaf), default=1.0),
        max((each.top + each.part.plan.high + GAP for each in leaf), default=1.0),
    )


def _also(found: Sequence[Part], language: str) -> list[dict[str, str]]:
    """For each part, where else its spots stand."""
    where: dict[str, list[int]] = {}
    for number, part in enumerate(found, 1):
        for spot in part.chart.spots:
            where.setdefault(spot, []).append(number)
    return [
        {spot: _named([other for other in where[spot] if other != number], language) for spot in part.chart.spots}
        for number, part in enumerate(found, 1)
    ]


def _named(numbers: Sequence[int], language: str) -> str:
    """Some of the other parts by number."""
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:_NAMED])) + (" \u2026" if len(numbers) > _NAMED else "")
    return word("also", language).format(parts=isolated(shown) if is_urdu(language) else shown)


def flowed(marks: Iterable[Mark], start: float, room: float) -> list[list[Mark]]:
    """Lines of a legend over as many pages as they need, each page's from ``start`` down."""
    pages: list[list[Mark]] = []
    first = 0.0
    for mark in marks:
        y = mark.y if isinstance(mark, Text) else mark.top if isinstance(mark, Rect) else 0.0
        if not pages or y - first > room:
            first = 0.0 if not pages else y - TEXT * 2
            pages.append([])
        pages[-1] += all_moved([mark], 0, start - first)
    return pages
