"""Public docstrings of the rooms that stand between a stranger and the data say what their names do not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.arch.tree import Source, shipped

ROOMS = ("edge", "signing", "access", "membership", "evidence", "admin")
FEWEST = 4
OFFICERS_ARE_THEY = re.compile(r"\b(he|his|him|himself)\b", re.IGNORECASE)


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


@pytest.mark.parametrize("room", ROOMS)
def test_an_officer_is_they(room: str) -> None:
    assert {source.path for source in sources(room) if OFFICERS_ARE_THEY.search(source.text)} == set()


def test_both_rules_find_what_breaks_them() -> None:
    tree = ast.parse('class A:\n    """Whom to call."""\n    def b(self):\n        """Its id, 32 bytes."""')
    assert list(short(tree)) == ["A"]
    assert OFFICERS_ARE_THEY.search("the officer and His case")
    assert not OFFICERS_ARE_THEY.search("this history")
