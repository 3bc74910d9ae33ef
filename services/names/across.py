"""Whether a Roman and an Urdu spelling write one name: each word of the one sounds as the word in its place. Pure."""

from __future__ import annotations

from typing import Final

from services.names.likeness import likeness
from services.names.parse import parsed

ALIKE: Final = 0.1
"""Of two words that writers give for one name the likeness is mostly above 0.4; of two names it is 0.0."""


def sound_alike(first: str, second: str) -> bool:
    """Whether two names of as many words, titles apart, sound alike word by word; the same in both directions."""
    one, other = parsed(first).tokens, parsed(second).tokens
    if not one or len(one) != len(other):
        return False
    return all(likeness().of(a, b) >= ALIKE for a, b in zip(one, other, strict=True))
