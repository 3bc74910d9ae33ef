"""Contributed text made harmless where people read it: terminal, CSV, spreadsheet.

Control characters (C0, C1, ESC), bidi overrides and embeddings, and line separators are
replaced; isolates stay, balanced. A cell that a spreadsheet would run gets an apostrophe.
JSON loses nothing: there such characters are escaped.
"""

from __future__ import annotations

import json
import re
from typing import Any

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\ufeff]")
INVISIBLE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
FORMULA = ("=", "+", "-", "@")
ISOLATES = "\u2066\u2067\u2068"
POP = "\u2069"


def harmless(text: str) -> str:
    """``text`` with U+FFFD for what could move a cursor or turn a line around."""
    shown = CONTROL.sub("\ufffd", text)
    depth = 0
    for character in shown:
        depth += (character in ISOLATES) - (character == POP)
        if depth < 0:
            return re.sub(f"[{ISOLATES}{POP}]", "\ufffd", shown)
    return shown + POP * depth


def cell(text: str) -> str:
    """One CSV cell."""
    shown = harmless(text)
    return f"'{shown}" if shown.startswith(FORMULA) else shown


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON of ``value`` in its own letters, with escapes for whatever a terminal might act on."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return INVISIBLE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)
