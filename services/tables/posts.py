"""Names of posts at a border, as people write them -> the one form by which crossings and checks meet. Pure."""

from __future__ import annotations

from typing import Final

LONGEST_POST: Final = 80
"""Characters of a post's name."""


def post_name(text: str) -> str:
    """In capitals, with single spaces; a colon is a space, as it parts the words of a journey's id."""
    return " ".join(text.upper().replace(":", " ").split())
