"""The store's SQL, loaded once: ``sql/both`` in each dialect, and what one alone has in the folder of its name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from services.store.dialects import in_dialect
from services.store.statements import by_name

ROOT: Final = Path(__file__).resolve().parent / "sql"
BOTH: Final = "both"


@cache
def load(dialect: str) -> dict[str, str]:
    """Statements by name."""
    return _statements(dialect, ".")


def schema(dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a migration, in order: the first one's are in ``schema``, others' in a folder of their number."""
    return [statement for _, statement in sorted(_statements(dialect, folder).items())]


def _statements(dialect: str, folder: str) -> dict[str, str]:
    files = by_name(ROOT / BOTH / folder) | by_name(ROOT / dialect / folder)
    return {name: in_dialect(statement, dialect) for name, statement in files.items()}
