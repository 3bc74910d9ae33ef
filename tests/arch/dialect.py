"""Finds names that this house alone would understand, where the field has a term, and people called by one sex."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from tests.arch.tree import Source

NAMES: Final = re.compile(
    r"(MOST|LEAST)(_\w+)?|\w+_MOST|Turns?|Rooms?|Desks?|Lanes?|Flights?|Tally|_?[Ff]oreseen|Sound"
)
"""Whole identifiers that say a limit, a lock, a connection, a context or a count in words of the house's own."""
MODULES: Final = re.compile(r"(test_)?(sound|foreseen|whole|turns?|rooms?|lanes?|flights|tally)")
"""Names of modules, without suffix."""
SEXED: Final = re.compile(r"(?<![A-Za-z])(?:he|his|him|himself)(?![A-Za-z])", re.IGNORECASE)
"""An officer, an analyst or a person of a record is whoever they are; parts of identifiers count."""


def dialect(source: Source) -> set[str]:
    """Identifiers of ``source`` that are of the dialect, its own name as a module among them."""
    found = {name for name in _identifiers(source.tree) if NAMES.fullmatch(name)}
    stem = PurePosixPath(source.path).stem
    return found | ({stem} if MODULES.fullmatch(stem) else set())


def _identifiers(tree: ast.AST) -> Iterator[str]:
    """Every name that ``tree`` defines or binds: who uses one that another file defines is found there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
