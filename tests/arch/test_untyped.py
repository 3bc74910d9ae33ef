"""``Any`` stands in no more places than it did: where a library, a file or a driver gives what has no type."""

from __future__ import annotations

import ast

from tests.arch.house_counts import untyped
from tests.arch.tree import shipped
from tests.shared import ROOT

HELD = ROOT / "tests" / "arch" / "untyped.tsv"
"""Each module with how many it has: a line goes or falls with what is typed, and none is added."""
CEILING = 142
"""In all modules. It falls with them."""


def held() -> dict[str, int]:
    lines = (line.split("\t") for line in HELD.read_text("utf-8").splitlines())
    return {path: int(number) for path, number in lines}


def test_each_module_has_as_many_as_the_list_says() -> None:
    found = {source.path: untyped(ast.walk(source.tree)) for source in shipped()}
    assert {path: number for path, number in found.items() if number} == held()


def test_the_list_does_not_grow() -> None:
    assert sum(held().values()) == CEILING


def test_what_is_untyped_is_counted_wherever_it_stands() -> None:
    text = "from typing import Any\ndef f(a: Any, *b: list[Any]) -> Any:\n    c: Any = a\n    return Anything(c)"
    assert untyped(ast.walk(ast.parse(text))) == 4
