"""The store's SQL, loaded once: ``sql/both`` in each dialect, and what one alone has in the folder of its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from services.store.statements import by_dialect

ROOT: Final = Path(__file__).resolve().parent / "sql"


@cache
def load(dialect: str) -> dict[str, str]:
    """Text of each statement of a dialect, by name."""
    return by_dialect(ROOT, dialect)


def schema(dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a migration, in order: the first one's are in ``schema``, others' in a folder of their number."""
    return list(by_dialect(ROOT, dialect, folder).values())
