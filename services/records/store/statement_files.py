"""The store's SQL, loaded once: ``sql/both`` in each dialect, and what one alone has in the folder of its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from services.store.statements import by_dialect, schema_of

ROOT: Final = Path(__file__).resolve().parent / "sql"


def load(dialect: str) -> Mapping[str, str]:
    """Text of each statement of a dialect, by name."""
    return by_dialect(ROOT, dialect)


def schema(dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a migration, in order: the first one's are in ``schema``, others' in a folder of their number."""
    return schema_of(ROOT, dialect, folder)
