"""Words that stand around a name, as patterns of written text: ``s o`` is ``s/o``, ``S.O.`` and ``SO``. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LONGEST_INITIAL: Final = 2
_SHAPES: Final = str.maketrans({"ہ": "[ہهةۃ]", "ی": "[یيى]", "ک": "[کك]"})
"""Letters of Urdu that other keyboards write with another code point."""


def pattern(words: Iterable[str]) -> str:
    """A regular expression of all of them, the longest first, without groups of its own; for ``re.IGNORECASE``."""
    return "|".join(_written(word) for word in sorted(words, key=len, reverse=True))


def _written(word: str) -> str:
    parts = word.split()
    if len(parts) > 1 and all(part.isascii() and len(part) <= _LONGEST_INITIAL for part in parts):
        return r"[\s./\\]*".join(parts)
    return r"\s+".join(re.escape(part).translate(_SHAPES) for part in parts)
