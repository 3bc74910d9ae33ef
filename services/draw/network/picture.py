"""An answer as one picture for a screen: what it is about, the chart, its legend. Pure but for the engine."""

from __future__ import annotations

from collections.abc import Mapping

from services.draw.marks import Mark, all_moved
from services.draw.network.boxes import box
from services.draw.network.caption import Caption
from services.draw.network.chart import Chart
from services.draw.network.frame import Sheet, bottom, top, watermark
from services.draw.network.layout import Plan, layout
from services.draw.network.lines import stroke, written
from services.draw.network.words import question_word
from services.draw.svg import svg
from services.values.network import Answer

NARROWEST = 900
MARGIN = 40


def drawn(chart: Chart, plan: Plan, language: str, also: Mapping[str, str] | None = None) -> tuple[Mark, ...]:
    """The chart where the plan says: lines below, boxes and labels above them."""
    lines = [stroke(line) for line in plan.lines]
    boxes = [box(chart.spots[spot], at, language, (also or {}).get(spot, "")) for spot, at in plan.places.items()]
    labels = [written(line.label, language) for line in plan.lines if line.label]
    return (*lines, *boxes, *labels)


def picture(answer: Answer, chart: Chart, caption: Caption, language: str, centre: tuple[str, ...]) -> bytes:
    """An SVG, its size that of what it holds. Raises NotArranged."""
    plan = layout(chart, centre, language)
    wide = max(float(NARROWEST), plan.wide + 2 * MARGIN)
    sheet = Sheet(wide, language)
    head = top(sheet, chart, caption, centre)
    middle = all_moved(drawn(chart, plan, language), (wide - plan.wide) / 2, sheet.y + MARGIN)
    sheet.y += plan.high + 2 * MARGIN
    foot = bottom(sheet, answer, chart)
    high = sheet.y + 24
    marks = (*middle, *head, *foot, *watermark(caption, wide, high, 20, language))
    return svg(marks, wide, high, title(caption, language), language)


def title(caption: Caption, language: str) -> str:
    """Of a file: the question, the case and the officer."""
    question = question_word(caption.question, language)
    return " · ".join(part for part in ("Rabta", question, caption.case, caption.officer) if part)
