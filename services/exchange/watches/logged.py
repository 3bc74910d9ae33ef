"""What the log says of a watch that ends, among the record names of its entry. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WORD: Final = "watches/"


def name_of(watch: str) -> str:
    """One name, of the watch."""
    return f"{_WORD}{watch}"


def ended_in(names: Sequence[str]) -> set[str]:
    """Which watches an entry's record names tell of."""
    return {name.removeprefix(_WORD) for name in names if name.startswith(_WORD)}
