"""What the search for a person and the view of one need of a store beside the rest: records by number, and classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from services.records.rows import Cited, ViewRow


class NumberedRow(NamedTuple):
    """One record. ``people``: blind tokens of its person, as in a head."""

    row: ViewRow
    people: str


class NumberedSnapshot(Protocol):
    """Read in the same moment as everything else of the snapshot."""

    async def numbered_rows(self, records: Sequence[int], cited: Sequence[Cited], now_ms: int) -> list[NumberedRow]:
        """Records by their numbers, in that order, whatever their codes; unknown numbers are left out."""
        ...

    async def class_ids(self) -> list[int]:
        """Every policy class that a record has, or had, ascending."""
        ...
