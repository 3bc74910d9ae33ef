"""Contributed text made harmless where people read it: terminal, notices, CSV, spreadsheet, reject files.

What shows nothing or moves what stands beside it (:data:`services.tables.text.UNSEEN`) becomes U+FFFD: controls,
ESC, line ends, bidi marks, embeddings and overrides, tags, private and unpaired code points. Two things stay: joiners
between two letters of an Arabic script, which Urdu and Persian spell with, and, where :func:`harmless` shows a whole
line, isolates that are balanced. A cell that a spreadsheet would run gets an apostrophe. JSON loses nothing: there
such characters are escaped.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final

from services.tables.text import UNSEEN

FORMULA: Final = ("=", "+", "-", "@", "|", "%", "\u2212")
"""What begins a formula, in whatever width it is written: ``＝``, ``﹢`` and ``⁻`` are these by NFKC."""
ISOLATES: Final = "\u2066\u2067\u2068"
POP: Final = "\u2069"
_SPELT = (
    "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
    f"{chr(0x08A0)}-{chr(0x08C9)}{chr(0xFB50)}-{chr(0xFBB1)}{chr(0xFE70)}-{chr(0xFEFC)}"
)
"""Letters of Arabic scripts, presentation forms too."""
_MARKED = f"{_SPELT}\u064b-\u065f\u0670"
_JOINER = re.compile(f"(?<=[{_MARKED}])[\u200c\u200d](?=[{_SPELT}])")
_OURS = re.compile(f"[{ISOLATES}{POP}]")


def neutral(text: str) -> str:
    """The same text as a part of a line: nothing unseen but joiners between Arabic letters. Idempotent."""
    return _shown(text, isolates=False)


def harmless(text: str) -> str:
    """``text`` as a whole line: :func:`neutral`, but isolates stay where they are balanced."""
    shown = _shown(text, isolates=True)
    depth = 0
    for character in shown:
        depth += (character in ISOLATES) - (character == POP)
        if depth < 0:
            return _OURS.sub("\ufffd", shown)
    return shown + POP * depth


def bare(text: str) -> str:
    """Without isolates: where programs read, or what is copied must be typed again."""
    return _OURS.sub("", text)


def cell(text: str) -> str:
    """A text as one cell of a CSV file."""
    shown = harmless(text)
    first = shown.lstrip(f" '\u00a0\u3000{ISOLATES}{POP}\ufffd")[:1]
    runs = unicodedata.normalize("NFKC", first).startswith(FORMULA)
    return f"'{shown}" if runs and not shown.startswith("'") else shown


def json_text(value: object, indent: int | None = None) -> str:
    """JSON of ``value`` in its own letters, with escapes for whatever a terminal might act on."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    if written.isascii() and written.isprintable():
        return written
    return "".join(_escaped(sign) if sign != "\n" and UNSEEN.match(sign) else sign for sign in written)


def _escaped(sign: str) -> str:
    """JSON's escape, of two surrogates past U+FFFF."""
    return json.dumps(sign)[1:-1] if ord(sign) > 0x7E else f"\\u{ord(sign):04x}"


def _shown(text: str, *, isolates: bool) -> str:
    if text.isascii() and text.isprintable():
        return text
    kept = {found.start() for found in _JOINER.finditer(text)}
    ours = ISOLATES + POP if isolates else ""
    return UNSEEN.sub(lambda found: found[0] if found.start() in kept or found[0] in ours else "\ufffd", text)
