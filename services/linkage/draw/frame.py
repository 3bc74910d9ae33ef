"""What stands around a chart: who asked and why, the legend, what was cut, and the watermark. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from services.linkage.domain import Answer
from services.linkage.draw.boxes import COLOURS, OTHER, STUB
from services.linkage.draw.caption import Caption
from services.linkage.draw.chart import Chart
from services.linkage.draw.clean import clean
from services.linkage.draw.direction import isolated
from services.linkage.draw.figures import moment
from services.linkage.draw.labels import cut_line, desk_line
from services.linkage.draw.markup import Tag, number
from services.linkage.draw.pen import Pen, width
from services.linkage.draw.shaping import fitted
from services.linkage.draw.words import is_urdu, node_word, word

LINE = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width of a page, the pen that writes on it, and the reader's language."""

    wide: float
    pen: Pen
    language: str

    def line(
        self, text: str, y: float, size: float = 12, *, face: str = "regular", fill: str = "#1d2733", indent: float = 0
    ) -> Tag:
        """A line from the margin where the reader begins, cut to the page."""
        shown = fitted(text, size, self.wide - 60 - indent, face)
        urdu = is_urdu(self.language)
        x = self.wide - 30 - indent if urdu else 30 + indent
        return self.pen.write(shown, x, y, size, face=face, fill=fill, anchor="end" if urdu else "start", rtl=urdu)


def _fields(caption: Caption, language: str) -> list[str]:
    values = (
        ("officer", caption.officer),
        ("agency", caption.agency),
        ("time", moment(caption.at_ms)),
        ("purpose", caption.purpose),
        ("case", caption.case),
    )
    shown = [(key, clean(value, 120)) for key, value in values if value]
    return [f"{word(key, language)}: {isolated(value) if is_urdu(language) else value}" for key, value in shown]


def top(sheet: Sheet, caption: Caption) -> tuple[list[Tag], float]:
    """Title and caption, and where they end."""
    question = clean(caption.question, 80) or word("question", sheet.language)
    title = f"رابطہ · {isolated(question)}" if is_urdu(sheet.language) else f"Rabta · {question}"
    found = [sheet.line(title, 42, 20, face="bold")]
    y = 42.0
    for text in (*_fields(caption, sheet.language), word("zone", sheet.language)):
        y += LINE
        found.append(sheet.line(text, y))
    return found, y + 14


def bottom(sheet: Sheet, answer: Answer, chart: Chart, y: float) -> tuple[list[Tag], float]:
    """Legend of kinds, sources and marks, then cut notes; and where they end."""
    language = sheet.language
    found = [Tag("path", {"d": f"M30 {number(y)}H{number(sheet.wide - 30)}", "stroke": "#c4ccd4", "fill": "none"})]
    y += LINE + 4
    if not chart.spots:
        found.append(sheet.line(word("empty", language), y, 14, face="bold"))
        y += LINE
    kinds = sorted({spot.node.key.kind for spot in chart.spots.values() if spot.node and spot.node.key})
    marks = [(COLOURS.get(kind, OTHER), node_word(kind, language), False) for kind in kinds]
    if any(node.hub for node in answer.nodes):
        marks.append(("#14202c", word("hub.legend", language), False))
    if answer.stubs:
        number_of = isolated("N") if is_urdu(language) else "N"
        marks.append((STUB, word("stub", language).format(n=number_of), True))
    more, y = _marks(sheet, marks, y)
    found.extend(more)
    desks = dict.fromkeys(line for line in (desk_line(stub, language) for stub in answer.stubs) if line)
    for text in (*_sources(answer, language), *desks, *(cut_line(cut, language) for cut in answer.cuts)):
        y += LINE
        found.append(sheet.line(text, y))
    y += LINE
    return [*found, sheet.line(word("linked", language), y, face="bold")], y + 24


def _marks(sheet: Sheet, marks: list[tuple[str, str, bool]], y: float) -> tuple[list[Tag], float]:
    """Coloured squares with their words, as many a line as fit."""
    found, along = [], 0.0
    for colour, text, dashed in marks:
        text = fitted(text, 12, sheet.wide - 90)
        wide = width(text, 12) + 42
        if along and along + wide > sheet.wide - 60:
            along, y = 0.0, y + LINE
        left = sheet.wide - 30 - along - 14 if is_urdu(sheet.language) else 30 + along
        square = {
            "x": number(left),
            "y": number(y - 11),
            "width": "14",
            "height": "14",
            "rx": "3",
            "stroke": colour,
            "fill": "#fff6f6" if dashed else colour,
        }
        found.append(Tag("rect", square | ({"stroke-dasharray": "4 3"} if dashed else {})))
        found.append(sheet.line(text, y, indent=along + 22))
        along += wide
    return found, y


def _sources(answer: Answer, language: str) -> list[str]:
    """One line a source: owner, grades, authorities, in order of owner."""
    held: dict[str, tuple[set[str], set[str]]] = {}
    graded = [(node.owner, node.grade) for node in answer.nodes] + [(edge.owner, edge.grade) for edge in answer.edges]
    for owner, grade in graded:
        if owner:
            held.setdefault(owner, (set(), set()))[0].update({grade} - {""})
    for edge in answer.edges:
        if edge.owner:
            held[edge.owner][1].update({edge.authority} - {""})
    found = []
    for owner in sorted(held):
        grades, authorities = held[owner]
        values = [clean(owner, 60)]
        if grades:
            values.append(word("grade", language).format(grade=", ".join(clean(one, 20) for one in sorted(grades))))
        text = " · ".join(isolated(value) if is_urdu(language) and value.isascii() else value for value in values)
        if authorities:
            named = ", ".join(clean(one, 60) for one in sorted(authorities))
            text += f" · {word('authority', language)}: {isolated(named) if is_urdu(language) else named}"
        found.append(f"{word('sources', language)}: {text}")
    return found


def watermark(caption: Caption, wide: float, high: float, pen: Pen) -> Tag:
    """Officer, time, purpose and case again and again across the page."""
    text = " · ".join(
        clean(part, 60)
        for part in (caption.officer, caption.agency, moment(caption.at_ms), caption.purpose, caption.case)
        if part
    )
    if not text:
        return Tag("g")
    step = max(width(text, 20) + 120, 300)
    rows = [Tag("defs", {}, (Tag("g", {"id": "watermark"}, (pen.write(text, 0, 0, 20, fill="#8794a1"),)),))]
    reach = wide + high
    for row in range(int(reach // 170) + 1):
        y = row * 170 - wide * 0.42
        x = -(row % 2) * step / 2
        while x < reach:
            rows.append(Tag("use", {"href": "#watermark", "x": number(x), "y": number(y)}))
            x += step
    return Tag("g", {"class": "watermark", "fill-opacity": "0.17", "transform": "rotate(24)"}, tuple(rows))
