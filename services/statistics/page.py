"""A release as a page for people: each table with its bars, in both languages. Pure.

Nothing in it runs, and it asks nobody for anything: one file of style lies beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from services.statistics.release import Label, ReleaseTold, TableTold
from services.statistics.suppression import MARK

STYLE_FILE: Final = "page.css"
STYLE: Final = b"""body { font-family: sans-serif; max-width: 70em; margin: auto; padding: 1em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888; padding: 0.2em 0.6em; text-align: right; }
th:first-child { text-align: left; }
[lang=ur] { direction: rtl; display: block; }
svg text { font-size: 12px; }
rect.bar { fill: #2b5c8a; }
rect.hidden { fill: none; stroke: #888; stroke-dasharray: 4 3; }
"""
_POLICY: Final = "default-src 'none'; style-src 'self'"
_BAR, _ROW, _LABEL = 400, 22, 330
_SAID: Final = (
    f"{MARK}: not published, so that nobody can be found. A count below the least one is hidden, and others beside it.",
    f"{MARK}: شائع نہیں کیا گیا تاکہ کوئی پہچانا نہ جا سکے۔ "
    "کم سے کم حد سے چھوٹی گنتی اور اس کے ساتھ کی کچھ اور گنتیاں چھپی ہیں۔",
)
_WITHHELD: Final = (
    "Withheld: nothing of it can be published without telling a small count.",
    "روکا گیا: اس کا کوئی حصہ چھوٹی گنتی بتائے بغیر شائع نہیں ہو سکتا۔",
)


def page_of(release: ReleaseTold) -> bytes:
    """The page of a release that was read from its JSON."""
    title = f"{release['first']} to {release['until']}"
    parts = [
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f'<link rel="stylesheet" href="{STYLE_FILE}"></head><body>',
        f"<h1>{escape(title)}</h1><p>Plan {escape(release['plan'])}, counted on {escape(release['counted'])}.</p>",
        _both("p", *_SAID),
        *(part for table in release["tables"] for part in _table(table)),
        *(_both("p", f"{each['id']}: {each['why']}", each["why_ur"]) for each in release["unspoken"]),
        "</body></html>\n",
    ]
    return "\n".join(parts).encode()


def _both(tag: str, en: str, ur: str) -> str:
    return f'<{tag}>{escape(en)} <span lang="ur">{escape(ur)}</span></{tag}>'


def _table(table: TableTold) -> Iterator[str]:
    yield _both("h2", f"{table['id']}. {table['title']}", table["title_ur"])
    if table["note"]:
        yield _both("p", table["note"], table["note_ur"])
    if table["withheld"]:
        yield _both("p", *_WITHHELD)
        return
    yield f"<p>Least count that is printed: {int(table['k'])}.</p><table><tr><th></th>"
    yield "".join(_both("th", each["en"], each["ur"]) for each in table["columns"]) + "</tr>"
    for label, row in zip(table["rows"], table["figures"], strict=True):
        cells = "".join(f"<td>{escape(each)}</td>" for each in row)
        yield f"<tr>{_both('th', label['en'], label['ur'])}{cells}</tr>"
    yield "</table>"
    yield _bars(table["title"], table["rows"][:-1], [row[-1] for row in table["figures"][:-1]])


def _bars(title: str, labels: Sequence[Label], figures: Sequence[str]) -> str:
    """A bar for each row's total; an empty frame where it is not published, which says nothing of its size."""
    most = max((int(each) for each in figures if each != MARK), default=0) or 1
    height, width = _ROW * len(figures), _LABEL + _BAR + 90
    parts = [f'<svg role="img" aria-label="{escape(title)}" width="{width}" height="{height}">']
    for at, (label, figure) in enumerate(zip(labels, figures, strict=True)):
        top = at * _ROW
        size = _BAR // 2 if figure == MARK else int(figure) * _BAR // most
        kind = "hidden" if figure == MARK else "bar"
        parts.append(f'<text x="0" y="{top + 15}">{escape(label["en"])}</text>')
        parts.append(f'<rect class="{kind}" x="{_LABEL}" y="{top + 3}" width="{size}" height="{_ROW - 6}"></rect>')
        parts.append(f'<text x="{_LABEL + size + 6}" y="{top + 15}">{escape(figure)}</text>')
    return "".join((*parts, "</svg>"))
