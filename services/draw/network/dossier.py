"""An answer on paper with every evidence row, its source, and a digest of them all. Pure but for the engine.

The pages of the chart come first, each row after them by time, so that a court reads what every line of the chart
stands on, and can say whether two copies show the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from services.draw.clean import clean
from services.draw.direction import isolated
from services.draw.marks import Mark
from services.draw.network.caption import Caption
from services.draw.network.chart import Chart, chart, spot_id
from services.draw.network.frame import Sheet, watermark
from services.draw.network.labels import heading, row_label
from services.draw.network.paper import MARGIN, TEXT, flowed, pages
from services.draw.network.picture import title
from services.draw.network.words import edge_word, word
from services.draw.pdf import A4, Page, pdf
from services.values.network import Answer, Edge, NodeKey, Path
from services.vocabulary.readings import is_urdu


def dossier(
    answer: Answer, paths: tuple[Path, ...], caption: Caption, language: str = "", centre: tuple[NodeKey, ...] = ()
) -> bytes:
    """A PDF. ``centre``: the nodes asked about. Raises NotArranged."""
    said = "ur" if is_urdu(language) else "en"
    ready = chart(answer, paths)
    drawn = pages(answer, ready, caption, said, tuple(map(spot_id, centre)))
    return pdf([*drawn, *evidence(answer, ready, caption, said)], title(caption, said), said)


def digest(answer: Answer) -> str:
    """SHA-256, in hexadecimal, over a line ``kind id source`` a row in UTF-8, sorted, each ended by a line feed."""
    lines = sorted(f"{edge.kind} {edge.id} {edge.source}\n" for edge in answer.edges)
    return sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def evidence(answer: Answer, ready: Chart, caption: Caption, language: str) -> list[Page]:
    """Pages of all rows in order of time, under their digest."""
    sheet = Sheet(A4[0], language, TEXT)
    said = isolated(digest(answer)) if is_urdu(language) else digest(answer)
    marks: list[Mark] = [
        *sheet.lines(word("dossier", language), face="bold", larger=1.6),
        *sheet.lines(word("dossier.digest", language).format(digest=said)),
    ]
    for number, row in enumerate(sorted(answer.edges, key=lambda row: (row.at_ms, row.kind, row.id)), 1):
        sheet.y += TEXT / 2
        for place, text in enumerate(_said(number, row, ready, language)):
            marks += sheet.lines(text, face="regular" if place else "bold")
    room = A4[1] - 2 * MARGIN - TEXT * 2
    leaves = flowed(marks, MARGIN, room)
    return [Page(*A4, (*leaf, *watermark(caption, *A4, 14, language))) for leaf in leaves]


def _said(number: int, row: Edge, ready: Chart, language: str) -> Sequence[str]:
    """What happened between whom; and who says so, under which authority, in which row."""
    start, end = (heading(ready.spots[spot_id(key)], language) for key in (row.start, row.end))
    urdu = is_urdu(language)
    names = [isolated(each) if urdu and each.isascii() else each for each in (start, end)]
    first = f"{number}. {edge_word(row.kind, language)}: {names[0]} \u2014 {names[1]}"
    about = (row.owner, row.grade, row.authority, row.source, row.id)
    shown = " \u00b7 ".join(clean(each, 160) for each in about if each)
    when = row_label(row, language)
    return [first, *([when] if when else []), isolated(shown) if urdu else shown]
