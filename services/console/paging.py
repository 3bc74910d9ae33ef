"""A long table page by page, with its rows numbered from one; what is no number of a page is the first one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

ROWS: Final = 100
"""Of one page of a table: what a browser draws and a screen reader steps through without a wait."""
_DIGITS: Final = 6
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Row]):
    """``rows`` of page ``number`` of ``pages``, both from one; ``of``: rows of all pages."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    of: int


def paged(rows: Sequence[Row], asked: str, size: int = ROWS) -> Paged[Row]:
    """The page that was asked for; the last one where there are fewer, the first where ``asked`` is no number."""
    pages = max(1, -(-len(rows) // size))
    fits = asked.isascii() and asked.isdigit() and len(asked) <= _DIGITS
    number = min(max(int(asked), 1), pages) if fits else 1
    return Paged(tuple(rows[(number - 1) * size : number * size]), number, pages, len(rows))


def page_with(place: int, size: int = ROWS) -> str:
    """Number of the page that has the row at this place, counted from zero."""
    return str(place // size + 1)
