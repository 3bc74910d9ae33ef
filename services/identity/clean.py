"""Text as it leaves a registry. Pure."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Without direction marks: embeddings, overrides (U+202A to U+202E) and isolates (U+2066 to U+2069, UAX #9)."""
    return _MARKS.sub("", text)
