"""The store's SQL by dialect, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from services.store.statements import by_name, in_order

ROOT: Final = Path(__file__).resolve().parent / "sql"


@cache
def load(dialect: str) -> dict[str, str]:
    """Statements by name."""
    return by_name(ROOT / dialect)


def schema(dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a migration, in order: the first one's are in ``schema``, others' in a folder of their number."""
    return list(in_order(ROOT / dialect / folder))
