"""A file's own mark of how far it is known to hold what the log says, for files that are held against the log."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from services.store.database import Database

ROOT: Final = Path(__file__).with_name("held_sql")
"""Statements and schema beside those of the room whose file it is."""


class HeldMark(NamedTuple):
    """All that the first ``size`` entries of the log ``origin`` say of a file is in it.

    ``changes``: what was expunged up to this change of the records is gone from it.
    """

    origin: str
    size: int
    changes: int


class Marked:
    """The mark of one file. Methods raise the room's own error."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self) -> HeldMark | None:
        """Of what is committed; None where nobody has held the file against a log yet."""
        rows = await self._database.rows("held_mark")
        return HeldMark(*rows[0]) if rows else None

    async def set_mark(self, mark: HeldMark) -> None:
        """Never back within one log: several processes hold the same file."""
        await self._database.write(lambda tx: tx.rows("set_held_mark", *mark))
