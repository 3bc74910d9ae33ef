"""A bar of so many signs, for what knows how much there is to do."""

from __future__ import annotations

from typing import Final

WIDTH: Final = 30


def bar(done: int, whole: int) -> str:
    """Empty where there is nothing to do."""
    signs = round(WIDTH * min(done, whole) / whole) if whole else 0
    return f"[{'#' * signs}{'.' * (WIDTH - signs)}]"
