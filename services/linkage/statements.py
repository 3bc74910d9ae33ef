"""SQL lives in files, one statement each, led by a comment; loaded once, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent / "sql"
VERSION: Final = 1
"""Of the schema; a file of another version is refused."""


@cache
def load() -> dict[str, str]:
    """Statement by file name without its ending, comments dropped."""
    return {file.stem: _read(file) for file in sorted(ROOT.glob("*.sql"))}


@cache
def schema() -> tuple[str, ...]:
    """Statements that make an empty file's tables, in order."""
    return tuple(_read(file) for file in sorted((ROOT / "schema").glob("*.sql")))


def _read(file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
