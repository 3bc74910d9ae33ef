"""Why a table as a whole is refused: the place, the rule, and what stands there."""

from __future__ import annotations

from services.tables.errors import UnreadableFile


class TableRefused(UnreadableFile):
    """``where``: row and column; ``rule``: which rule of the contract; ``text``: what contradicts it."""

    def __init__(self, where: str, rule: str, text: str) -> None:
        super().__init__(f"{where}: {text}")
        self.where, self.rule, self.text = where, rule, text


def at(row: int, column: int | str = "") -> str:
    """A place as people look it up: ``row 4``, or ``row 4, column 2``."""
    return f"row {row}, column {column}" if column else f"row {row}"
