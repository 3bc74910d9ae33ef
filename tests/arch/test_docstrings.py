"""Docstrings say what their names do not, or point to where it is said."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from tests.arch.house_counts import POINTER
from tests.arch.tree import Source, shipped
from tests.rows import of_rows

ROOMS = sorted({"/".join(one.path.split("/")[: 2 if one.path.startswith("services/") else 1]) for one in shipped()})
FEWEST = 4
PORTS = ("ports", "judging_port", "word_ports")
"""Where the ports of a room stand."""


def sources(room: str) -> list[Source]:
    return [source for source in shipped() if source.path.startswith(f"{room}/") or source.path == room]


def short(tree: ast.AST) -> Iterator[str]:
    """Classes and functions whose docstring has three words or fewer."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            said = ast.get_docstring(node)
            if said and len(said.split()) < FEWEST and not POINTER.fullmatch(said):
                yield node.name


def pointers(tree: ast.AST) -> Iterator[tuple[str, str, bool]]:
    """Each docstring that only points: name of what bears it, where to (empty: the port), whether that is a class."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if found := POINTER.fullmatch(ast.get_docstring(node) or ""):
            yield node.name, found["at"] or "", isinstance(node, ast.ClassDef)


def pointed(source: Source, name: str, at: str, of_class: bool) -> list[str]:
    """Docstrings that a pointer leads to: of the class, or of the method of this name in it, or in any port of the room."""
    if at:
        module, _, kind = at.rpartition(".")
        targets = [getattr(import_module(module), kind)]
    else:
        room = ".".join(source.parts[:2])
        found = [import_module(f"{room}.{port}") for port in PORTS if find_spec(f"{room}.{port}")]
        targets = [each for module in found for each in vars(module).values() if isinstance(each, type)]
    said = targets if of_class else [getattr(each, name, None) for each in targets]
    return [doc for each in said if (doc := getattr(each, "__doc__", None))]


def astray(source: Source) -> list[str]:
    """Names whose docstring points to where nothing, or as little, is said."""
    return [
        name
        for name, at, of_class in pointers(source.tree)
        if not any(len(said.split()) >= FEWEST for said in pointed(source, name, at, of_class))
    ]


@of_rows("room", ROOMS)
def test_no_docstring_says_as_little_as_its_name(room: str) -> None:
    assert {source.path: found for source in sources(room) if (found := list(short(source.tree)))} == {}


def test_the_rule_finds_what_breaks_it() -> None:
    tree = ast.parse('class A:\n    """Whom to call."""\n    def b(self):\n        """Its id, 32 bytes."""')
    assert list(short(tree)) == ["A"]
    text = (
        'class A:\n    """See :class:`services.records.ports.Store`."""\n    def %s(self):\n        """See the port."""'
    )
    for method, found in (("snapshot", []), ("snap", ["snap"])):
        source = Source("services/records/store/a.py", text % method)
        assert list(short(source.tree)) == []
        assert astray(source) == found
