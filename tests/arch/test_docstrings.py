"""Public docstrings of the rooms that stand between a stranger and the data say what their names do not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.arch.tree import Source, shipped

ROOMS = ("edge", "signing", "access", "membership", "evidence", "admin")
FEWEST = 4


def sources(room: str) -> list[Source]:
    return [source for source in shipped() if source.path.startswith(f"services/{room}/")]


def short(tree: ast.AST) -> Iterator[str]:
    """Classes and functions whose docstring has three words or fewer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            if said and len(said.split()) < FEWEST:
                yield node.name


@pytest.mark.parametrize("room", ROOMS)
def test_no_docstring_says_as_little_as_its_name(room: str) -> None:
    assert {source.path: found for source in sources(room) if (found := list(short(source.tree)))} == {}


def test_the_rule_finds_what_breaks_it() -> None:
    tree = ast.parse('class A:\n    """Whom to call."""\n    def b(self):\n        """Its id, 32 bytes."""')
    assert list(short(tree)) == ["A"]
