"""What the importer states of a whole table because the table itself does not say it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST)


@dataclass(frozen=True, slots=True)
class Stated:
    """``ignore``: headings that no layout knows and nothing depends on, or ``column 9`` for one without a heading.

    ``dates``: one of :data:`ORDERS`, for dates of numbers alone; empty where the importer states none.
    """

    ignore: tuple[str, ...] = ()
    dates: str = ""


UNSTATED: Final = Stated()
"""A table of which the importer states nothing."""
