"""Text as it came made fit for a picture, a table and a chart: no control signs, no tricks with direction. Pure."""

from __future__ import annotations

import html
import unicodedata

LONGEST = 2_000
"""Signs of one text; what is beyond is cut with an ellipsis."""
_OURS = "\u2066\u2067\u2068\u2069"
_TRICKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean(text: str, most: int = LONGEST) -> str:
    """One line of ``text`` that XML 1.0 may hold, without bidi controls of its own; at most ``most`` signs.

    Line breaks and control signs become one space; lone surrogates, private and non-characters are dropped.
    """
    kept = "".join(_fit(sign) for sign in text[: most * 4])
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def _fit(sign: str) -> str:
    if sign in _TRICKS:
        return ""
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    return "" if category in ("Cs", "Co", "Cn") else sign


def escaped(text: str) -> str:
    """Text fit for an XML element or a quoted attribute: clean, though isolates of ours stay; five signs escaped."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(sign if sign in _OURS else _fit(sign) for sign in text)
    return html.escape(text, quote=True)
