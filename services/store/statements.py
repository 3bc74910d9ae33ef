"""SQL lives in files, one statement each, led by a comment."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from services.store.dialects import in_dialect

BOTH: Final = "both"


def by_name(folder: Path) -> dict[str, str]:
    """Statement by file name without its ending, comments dropped."""
    return {file.stem: read(file) for file in _files(folder)}


@cache
def by_dialect(root: Path, dialect: str, folder: str = ".") -> Mapping[str, str]:
    """Statement by name: those of ``root/both`` as ``dialect`` reads them, and those of its own folder there.

    ``folder``: below each of the two.
    """
    files = by_name(root / BOTH / folder) | by_name(root / dialect / folder)
    return {name: in_dialect(statement, dialect) for name, statement in sorted(files.items())}


def schema_of(root: Path, dialect: str, folder: str = "schema") -> list[str]:
    """Statements of a dialect that make what is absent, in order."""
    return list(by_dialect(root, dialect, folder).values())


def in_order(folder: Path) -> tuple[str, ...]:
    """Statements of a folder whose files are numbered."""
    return tuple(read(file) for file in _files(folder))


def read(file: Path) -> str:
    """The statement in one file."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql"))
