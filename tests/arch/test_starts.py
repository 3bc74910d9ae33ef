"""Every file of ``tests/e2e`` that starts a federation of its own has a row in ``starts.tsv`` that says why."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tests.arch.tree import Source, sources
from tests.starts import WORLDS, rows

HOME = "tests/e2e/"
SHARING = f"{HOME}conftest.py"
FIRST = frozenset({"tests.e2e.federation.build", "tests.e2e.shells.checkout", "tests.e2e.shells.installed"})
"""What begins the folder of a federation, or a shell in which commands found one."""
ALSO = {"plain": "world", "exchange": "registry_world"}
"""Further fixtures that bring a shared federation: what attacks call the plain one, and a node beside a hub."""
SHORTEST = 3
"""Words of a reason."""


class Function(NamedTuple):
    """A function of a module, by the full names of all that it names."""

    path: str
    name: str
    names: frozenset[str]


def functions(source: Source) -> Iterator[Function]:
    """Functions and classes of a module, each with what it names of its own module and of others."""
    module = ".".join(source.parts)
    known = {node.name: f"{module}.{node.name}" for node in source.tree.body if isinstance(node, _DEFINED)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in source.tree.body:
        if isinstance(node, _DEFINED):
            yield Function(source.path, f"{module}.{node.name}", frozenset(_names(node, known)))


_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _names(function: ast.AST, known: dict[str, str]) -> Iterator[str]:
    """Full names of what a function uses; an argument is not the fixture or function of that name."""
    arguments = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and node.id in known.keys() - arguments:
            yield known[node.id]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known:
            yield f"{known[node.value.id]}.{node.attr}"


def starting(files: Iterable[Source]) -> list[Function]:
    """Functions that start a federation, themselves or by what they name."""
    all_of_them = [function for source in files for function in functions(source)]
    names, before = set(FIRST), 0
    while len(names) > before:
        before = len(names)
        names |= {function.name for function in all_of_them if function.names & names}
    return [function for function in all_of_them if function.names & names]


def started() -> dict[str, list[str]]:
    """File of tests -> names of its functions that start a federation."""
    by_file: dict[str, list[str]] = {}
    for function in starting(source for source in sources() if source.path.startswith(HOME)):
        if function.path.rpartition("/")[2].startswith(("test_", "conftest")):
            by_file.setdefault(function.path, []).append(function.name.rpartition(".")[2])
    return by_file


def test_every_file_that_starts_a_federation_says_why() -> None:
    places = started()
    assert set(places.pop(SHARING)) == set(WORLDS.values())
    assert places.keys() == {row.path for row in rows().values() if row.own}


def test_a_row_has_a_reason_or_starts_nothing() -> None:
    wrong = [row for row in rows().values() if (row.own > 0) != (len(row.why.split()) >= SHORTEST)]
    assert wrong == []
    assert [row for row in rows().values() if not row.own and not row.shares] == []


def test_a_file_that_shares_a_federation_asks_for_it() -> None:
    """By the name of a fixture."""
    fixtures = {source.path: set(_arguments(source)) for source in sources() if source.path in rows()}
    assert fixtures.keys() == rows().keys(), "a row of a file that is gone"
    unused = {
        path: name
        for path, row in rows().items()
        for name in row.shares
        if not fixtures[path] & {WORLDS[name], ALSO.get(name, "")}
    }
    assert unused == {}


def _arguments(source: Source) -> Iterator[str]:
    for function in source.functions():
        yield from (argument.arg for argument in function.args.args)


def test_starting_is_seen_through_functions_of_other_files() -> None:
    """Directly, by a function of another file, and by a class; not by what only has such a name."""
    files = [
        Source("tests/e2e/a.py", "from tests.e2e.federation import build\ndef own():\n    build(1)\n"),
        Source("tests/e2e/b.py", "from tests.e2e import a\ndef twice():\n    a.own()\n"),
        Source("tests/e2e/c.py", "from tests.e2e.b import twice\nclass Fixture:\n    def up(self):\n        twice()\n"),
        Source("tests/e2e/d.py", "def build():\n    pass\ndef twice():\n    build()\n"),
        Source("tests/e2e/e.py", "from tests.e2e.b import twice\ndef fixture(twice):\n    twice.ready()\n"),
    ]
    assert [function.name for function in starting(files)] == [
        "tests.e2e.a.own", "tests.e2e.b.twice", "tests.e2e.c.Fixture",
    ]  # fmt: skip
