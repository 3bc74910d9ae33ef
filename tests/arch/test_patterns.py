"""No regular expression of the product repeats a part that may consist of another repeat alone.

In ``(?:[a-z]+/?)*`` a run of letters can be divided among the repetitions in exponentially many ways, all of which are
tried before a match fails. Where the inner repeat stands beside a part of at least one character, such as a separator,
there is one way. Alternatives that overlap, which can take as long, are not judged here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from re import _parser as parser  # type: ignore[attr-defined]  # the standard library's own reading of a pattern
from typing import Any, Final

import pytest

from tests.arch.tree import sources

USES: Final = frozenset({"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"})
REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
MANY: Final = 64
"""Repetitions from which on a bounded repeat counts as one without a bound."""


def compiled() -> dict[str, str]:
    """Patterns that modules of the product compile as they are loaded, by module and name."""
    paths = [each.path for each in sources() if each.shipped and "re.compile" in each.text]
    names = [path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in paths]
    return {
        f"{module}.{name}": value.pattern
        for module in names
        for name, value in vars(import_module(module)).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def inline() -> dict[str, str]:
    """Patterns that are given to functions of ``re`` as literals, by place."""
    return {
        f"{source.path}:{node.lineno}": node.args[0].value
        for source in sources()
        if source.shipped and "re." in source.text
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in USES
        and ast.unparse(node.func.value) == "re"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def parts(argument: Any) -> Iterator[Any]:
    """The sequences right within an item of a parsed pattern."""
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (list, tuple)):
        yield from (part for each in argument for part in parts(each))


def repeats(items: Any) -> Iterator[Any]:
    """What is repeated without a bound, at any depth, as sequences."""
    for kind, argument in items:
        if str(kind) in REPEATS and argument[1] >= MANY:
            yield argument[2]
        yield from (each for part in parts(argument) for each in repeats(part))


def may_be_one_repeat(items: Any) -> bool:
    """Whether all that a sequence matches can be one repeat without a bound."""
    for index, (kind, argument) in enumerate(items):
        others = [items[other : other + 1] for other in range(len(items)) if other != index]
        if any(each.getwidth()[0] for each in others):
            continue
        if str(kind) in REPEATS and argument[1] >= MANY:
            return True
        if any(may_be_one_repeat(part) for part in parts(argument)):
            return True
    return False


def is_ambiguous(pattern: str) -> bool:
    """Whether a repeat holds another beside nothing that takes up a character."""
    return any(may_be_one_repeat(body) for body in repeats(parser.parse(pattern)))


@pytest.mark.parametrize(
    "pattern", [r"/(?:[a-z]+/?)*", r"(?:[ .]*[a-z]+)*", r"(a*)*", r"(?:x|(?:a+b?)+)", r"(?:(?:[a-z]+))+z"]
)
def test_what_is_ambiguous_is_seen(pattern: str) -> None:
    assert is_ambiguous(pattern)


@pytest.mark.parametrize(
    "pattern", [r"[a-z]+(?:/[a-z]+)*", r"(?:[A-Z][a-z]*/)*", r"[a-z]{2}(\.[a-z-]+)+", r"(?:a{1,3}b?)*"]
)
def test_what_is_divided_in_one_way_is_not(pattern: str) -> None:
    assert not is_ambiguous(pattern)


def test_no_pattern_of_the_product_is_ambiguous() -> None:
    patterns = compiled() | inline()
    assert "services.console.form._PATH" in patterns
    assert {place for place, pattern in patterns.items() if is_ambiguous(pattern)} == set()
