"""An answer as one SVG that needs nothing besides itself. Pure."""

from __future__ import annotations

from services.linkage.domain import Answer
from services.linkage.draw.boxes import box
from services.linkage.draw.caption import Caption
from services.linkage.draw.chart import Chart
from services.linkage.draw.frame import Sheet, bottom, top, watermark
from services.linkage.draw.layout import HEIGHT, WIDTH, Place, layout
from services.linkage.draw.lines import lines
from services.linkage.draw.markup import Tag, document, number
from services.linkage.draw.pen import Pen

NAMESPACE = "http://www.w3.org/2000/svg"
NARROWEST = 900
MARGIN = 60


def svg(answer: Answer, chart: Chart, caption: Caption, language: str, centre: tuple[str, ...]) -> bytes:
    """The picture, in pixels, its size that of what it holds."""
    raw = layout(chart, centre)
    left = min((at.x for at in raw.values()), default=0) - WIDTH / 2 - MARGIN
    right = max((at.x for at in raw.values()), default=0) + WIDTH / 2 + MARGIN
    above = min((at.y for at in raw.values()), default=0) - HEIGHT / 2 - MARGIN
    below = max((at.y for at in raw.values()), default=-HEIGHT) + HEIGHT / 2 + MARGIN
    wide = max(NARROWEST, right - left)
    pen = Pen()
    sheet = Sheet(wide, pen, language)
    head, ends = top(sheet, caption)
    shift = (wide - (right - left)) / 2 - left
    places = {spot: Place(at.x + shift, at.y - above + ends) for spot, at in raw.items()}
    strokes, labels = lines(chart.links, places, pen, language)
    boxes = [box(chart.spots[spot], places[spot], pen, language) for spot in places]
    foot, high = bottom(sheet, answer, chart, ends + below - above)
    mark = watermark(caption, wide, high, pen)
    size = {"width": number(round(wide)), "height": number(round(high))}
    page = Tag("rect", {**size, "fill": "#ffffff"})
    body = (page, *strokes, *boxes, *labels, *head, *foot, mark)
    about = {"xmlns": NAMESPACE, **size, "viewBox": f"0 0 {size['width']} {size['height']}", "role": "img"}
    title = Tag("title", text=_title(caption))
    return document(Tag("svg", {**about, "lang": language or "en"}, (title, pen.defs(), *body)))


def _title(caption: Caption) -> str:
    return " · ".join(part for part in ("Rabta", caption.question, caption.case, caption.officer) if part)
