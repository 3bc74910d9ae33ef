"""SQL lives in files, one statement each, led by a comment; loaded once, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent / "sql"


@cache
def load(dialect: str) -> dict[str, str]:
    """Statement by file name without its ending, comments dropped."""
    return {file.stem: read(file) for file in sorted((ROOT / dialect).glob("*.sql"))}


def schema(dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a migration, in order: the first one's are in ``schema``, others' in a folder of their number."""
    return [read(file) for file in sorted((ROOT / dialect / folder).glob("*.sql"))]


def read(file: Path) -> str:
    """The statement in one file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
