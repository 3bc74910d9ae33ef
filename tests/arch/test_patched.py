"""No test replaces what the whole process shares.

An attribute of a module of the standard library is also that of other threads, such as the loop of an engine that a
fixture keeps. They would call what a test put there. A test gives its own clock or pause to what it tests, or it
replaces the name in one module of the project.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tests.arch.tree import Source, sources

OF_THE_COMMAND = "sys.argv"
"""Read once, where a program begins."""


def replaced(source: Source) -> Iterator[str]:
    """Each place where a test sets an attribute of a module of the standard library."""
    shared = set(_imported(source.tree))
    for call in ast.walk(source.tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "setattr":
            target = ast.unparse(call.args[0])
            if call.args and (target in shared or _through_a_module(call.args[0])):
                yield f"{source.path}:{call.lineno}"


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.asname or each.name for each in node.names if each.name in sys.stdlib_module_names)


def _through_a_module(target: ast.expr) -> bool:
    """Such as ``"audit.heartbeat.time.monotonic"`` or ``heartbeat.time``."""
    if isinstance(target, ast.Constant) and isinstance(target.value, str):
        parts = [] if target.value == OF_THE_COMMAND else target.value.split(".")[:-1]
        return any(part in sys.stdlib_module_names for part in parts[-1:])
    return isinstance(target, ast.Attribute) and target.attr in sys.stdlib_module_names


def test_no_test_replaces_what_the_process_shares() -> None:
    tests = [source for source in sources() if source.path.startswith("tests/")]
    assert len(tests) > 1000
    assert [place for source in tests for place in replaced(source)] == []


def test_the_rule_sees_each_form() -> None:
    text = (
        'import asyncio\nm.setattr(asyncio, "sleep", f)\nm.setattr("a.heartbeat.time.monotonic", f)\n'
        'm.setattr(heartbeat.time, "monotonic", f)\nm.setattr(heartbeat, "time", f)\nm.setattr("sys.argv", [])\n'
    )
    assert [*replaced(Source("tests/x.py", text))] == ["tests/x.py:2", "tests/x.py:3", "tests/x.py:4"]
