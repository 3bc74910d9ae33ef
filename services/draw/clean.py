"""Text as it came made fit for a picture, a table and a chart: no control signs, no tricks with direction. Pure."""

from __future__ import annotations

import html
import unicodedata

from services.tables.text import UNSEEN

LONGEST = 2_000
"""Signs of one text; what is beyond is cut with an ellipsis."""
_OURS = "\u2066\u2067\u2068\u2069"
_JOINERS = "\u200c\u200d"
"""Urdu is spelt with them; a picture's own glyphs show what they join."""


def clean(text: str, most: int = LONGEST) -> str:
    """One line of ``text`` that XML 1.0 may hold, without bidi controls of its own; at most ``most`` signs.

    Line breaks and control signs become one space; whatever else shows nothing is dropped, but for joiners.
    """
    kept = "".join(_fit(sign) for sign in text[: most * 4])
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _fit(sign: str) -> str:
    if sign in _JOINERS:
        return sign
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category == "Cn" or UNSEEN.match(sign) else sign


def escaped(text: str) -> str:
    """Text fit for an XML element or a quoted attribute: clean, though isolates of ours stay; five signs escaped."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(sign if sign in _OURS else _fit(sign) for sign in text)
    return html.escape(text, quote=True)
