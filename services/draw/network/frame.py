"""What stands around a chart: who asked and why, the legend, what was cut, and the watermark. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from services.draw.clean import clean
from services.draw.direction import isolated
from services.draw.marks import Mark, Rect, Repeated, Text, Trace, line
from services.draw.network.boxes import COLOURS, OTHER, STUB
from services.draw.network.caption import Caption
from services.draw.network.chart import Chart, spot_id
from services.draw.network.figures import moment
from services.draw.network.labels import cut_line, dated_line, desk_line, heading
from services.draw.network.words import node_word, purpose_word, question_word, word
from services.draw.shaping import fitted, wide, wrapped
from services.values.network import Answer
from services.vocabulary.readings import is_urdu

_TURN = 24.0
"""Degrees by which the watermark is turned."""
_COSINE, _SINE = math.cos(math.radians(_TURN)), math.sin(math.radians(_TURN))


@dataclass(slots=True)
class Sheet:
    """Width of a page, the reader's language, the size of its text, and how far down it is written."""

    wide: float
    language: str
    size: float = 12.0
    y: float = 0.0

    @property
    def step(self) -> float:
        """From one line to the next."""
        return self.size * 1.6

    def lines(self, text: str, *, face: str = "regular", larger: float = 1.0) -> list[Mark]:
        """The text from the margin where the reader begins, in as many lines as it needs."""
        size = self.size * larger
        urdu = is_urdu(self.language)
        x = self.wide - 30 if urdu else 30.0
        found: list[Mark] = []
        for shown in wrapped(text, size, self.wide - 60, face):
            self.y += self.step * larger
            found.append(Text(shown, x, self.y, size, face, anchor="end" if urdu else "start", rtl=urdu))
        return found


def top(sheet: Sheet, chart: Chart, caption: Caption, centre: tuple[str, ...], *, brief: bool = False) -> list[Mark]:
    """Title, what was asked about, who asked and why. ``brief``: in one line, where there is little room."""
    language = sheet.language
    question = question_word(clean(caption.question, 80), language) or word("question", language)
    sheet.y += sheet.size * 0.8
    found = sheet.lines(f"{'رابطہ' if is_urdu(language) else 'Rabta'} · {question}", face="bold", larger=1.6)
    for text in _times(caption, language):
        found += sheet.lines(text, face="bold")
    for text in _players(chart, caption, language):
        found += sheet.lines(text, face="bold")
    said = [*_about(chart, centre, language), *_fields(caption, language), word("zone", language)]
    for text in [" · ".join(said)] if brief else said:
        found += sheet.lines(text)
    sheet.y += sheet.size
    return found


def _about(chart: Chart, centre: tuple[str, ...], language: str) -> list[str]:
    """What the question named."""
    asked = [chart.spots[spot] for spot in centre if spot in chart.spots]
    if not asked:
        return []
    names = [heading(spot, language) for spot in asked]
    shown = [isolated(name) if is_urdu(language) and name.isascii() else name for name in names]
    return [f"{word('about', language)}: {('، ' if is_urdu(language) else ', ').join(shown)}"]


def _times(caption: Caption, language: str) -> list[str]:
    """What the answer leaves out by the times that it was asked for: a reader must not take it for all there is."""
    named = {"as_of": caption.as_of_ms, "since": caption.since_ms, "until": caption.until_ms}
    shown = {name: moment(ms) for name, ms in named.items()}
    urdu = is_urdu(language)
    return [word(name, language).format(time=isolated(at) if urdu else at) for name, at in shown.items() if at]


def _players(chart: Chart, caption: Caption, language: str) -> list[str]:
    """What each key player holds together, in words."""
    urdu = is_urdu(language)
    said = []
    for player in caption.players:
        spot = chart.spots.get(spot_id(player.node))
        name = heading(spot, language) if spot else clean(player.node.id, 120) if player.node else ""
        who = isolated(name) if urdu and name.isascii() else name
        figures = (f"{player.parted:,}", f"{player.pairs:,}")
        n, m = (isolated(each) if urdu else each for each in figures)
        said.append(word("parted", language).format(who=who, n=n, m=m))
    return said


def _fields(caption: Caption, language: str) -> list[str]:
    values = (
        ("officer", clean(caption.officer, 120)),
        ("agency", clean(caption.agency, 120)),
        ("time", moment(caption.at_ms)),
        ("purpose", purpose_word(clean(caption.purpose, 120), language) if caption.purpose else ""),
        ("case", clean(caption.case, 120)),
    )
    shown = [(key, isolated(text) if is_urdu(language) and text.isascii() else text) for key, text in values if text]
    return [f"{word(key, language)}: {text}" for key, text in shown]


def bottom(sheet: Sheet, answer: Answer, chart: Chart) -> list[Mark]:
    """Legend of kinds, sources and marks, then what was cut."""
    language = sheet.language
    found: list[Mark] = [Trace(line((30, sheet.y), (sheet.wide - 30, sheet.y)), stroke="#c4ccd4")]
    if not chart.spots:
        found += sheet.lines(word("empty", language), face="bold", larger=1.2)
    kinds = sorted({spot.node.key.kind for spot in chart.spots.values() if spot.node and spot.node.key})
    marks = [(COLOURS.get(kind, OTHER), node_word(kind, language), False) for kind in kinds]
    if any(node.hub for node in answer.nodes):
        marks.append(("#14202c", word("hub.legend", language), False))
    if answer.stubs:
        number_of = isolated("N") if is_urdu(language) else "N"
        marks.append((STUB, word("stub", language).format(n=number_of), True))
    found += _marks(sheet, marks)
    desks = dict.fromkeys(desk for desk in (desk_line(stub, language) for stub in answer.stubs) if desk)
    dated = dated_line(answer.edges, chart.unordered, language)
    cuts = (cut_line(cut, language) for cut in answer.cuts)
    for text in (*_sources(answer, language), *desks, *([dated] if dated else []), *cuts):
        found += sheet.lines(text)
    return found + sheet.lines(word("linked", language), face="bold")


def _marks(sheet: Sheet, marks: list[tuple[str, str, bool]]) -> list[Mark]:
    """Coloured squares with their words, as many a line as fit."""
    found: list[Mark] = []
    size, along, urdu = sheet.size, 0.0, is_urdu(sheet.language)
    sheet.y += sheet.step if marks else 0
    for colour, text, dashed in marks:
        text = fitted(text, size, sheet.wide - 90)
        room = wide(text, size) + size * 3.5
        if along and along + room > sheet.wide - 60:
            along, sheet.y = 0.0, sheet.y + sheet.step
        square, indent = size * 1.15, along + size * 1.8
        left = sheet.wide - 30 - along - square if urdu else 30 + along
        fill, dash = ("#fff6f6", (4.0, 3.0)) if dashed else (colour, ())
        found.append(Rect(left, sheet.y - size * 0.9, square, square, 3, fill=fill, stroke=colour, dash=dash))
        x = sheet.wide - 30 - indent if urdu else 30 + indent
        found.append(Text(text, x, sheet.y, size, anchor="end" if urdu else "start", rtl=urdu))
        along += room
    return found


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


def watermark(caption: Caption, across: float, down: float, size: float, language: str) -> list[Mark]:
    """Officer, time, purpose and case again and again across the page."""
    purpose = purpose_word(clean(caption.purpose, 60), language) if caption.purpose else ""
    parts = (clean(caption.officer, 60), clean(caption.agency, 60), moment(caption.at_ms), purpose,
             clean(caption.case, 60))  # fmt: skip
    text = " · ".join(isolated(part) if is_urdu(language) and part.isascii() else part for part in parts if part)
    if not text:
        return []
    long = wide(text, size)
    step, lead = max(long + size * 6, size * 15), size * 8.5
    rows = range(-int(across * _SINE // lead) - 1, int(down // lead) + 2)
    columns = range(-1, int((across + down) // step) + 2)
    at = [((column - (row % 2) / 2) * step, row * lead) for row in rows for column in columns]
    shown = [point for point in at if _on_page(point, long, across, down)]
    said = Text(text, 0, 0, size, fill="#8794a1")
    return [Repeated(said, tuple(shown), _TURN, 0.17, (("class", "watermark"),))]


def _on_page(at: tuple[float, float], long: float, across: float, down: float) -> bool:
    """Whether a line that starts at a point, turned, meets the page."""
    (x, y), (dx, dy) = (_turned(*at), _turned(long, 0))
    return x < across and x + dx > 0 and y < down and y + dy > 0


def _turned(x: float, y: float) -> tuple[float, float]:
    return x * _COSINE - y * _SINE, x * _SINE + y * _COSINE
