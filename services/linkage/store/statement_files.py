"""The store's SQL, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from services.store.statements import by_name, in_order

ROOT: Final = Path(__file__).resolve().parent / "sql"
VERSION: Final = 2
"""Of the schema; a file of the one before is brought to it, one of any other version is refused."""


@cache
def load() -> dict[str, str]:
    """The text of every statement by its name."""
    return by_name(ROOT)


@cache
def schema() -> tuple[str, ...]:
    """Statements that make an empty file's tables, in order."""
    return in_order(ROOT / "schema")


@cache
def upgrade() -> tuple[str, ...]:
    """Statements that bring a file of the version before to this one, in order."""
    return in_order(ROOT / "upgrade")
