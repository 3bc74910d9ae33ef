"""No test asserts that something took less than some seconds.

On a busy machine such an assertion fails by chance. A test bounds a wait by a minute (`asyncio.timeout`, `until`), or it
counts the work.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.arch.tree import Source, sources

CLOCKS = frozenset({"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time", "time", "time_ns"})


def bounds(source: Source) -> Iterator[str]:
    """Each assertion that a time since something is below a bound."""
    for assertion in ast.walk(source.tree):
        if isinstance(assertion, ast.Assert):
            for node in ast.walk(assertion.test):
                if isinstance(node, ast.Compare) and any(map(_is_upper, _pairs(node))):
                    yield f"{source.path}:{assertion.lineno}"


def _pairs(node: ast.Compare) -> Iterator[tuple[ast.expr, ast.cmpop, ast.expr]]:
    yield from zip([node.left, *node.comparators], node.ops, node.comparators, strict=False)


def _is_upper(pair: tuple[ast.expr, ast.cmpop, ast.expr]) -> bool:
    left, sign, right = pair
    below = left if isinstance(sign, ast.Lt | ast.LtE) else right if isinstance(sign, ast.Gt | ast.GtE) else None
    return isinstance(below, ast.BinOp) and isinstance(below.op, ast.Sub) and _reads_a_clock(below)


def _reads_a_clock(node: ast.expr) -> bool:
    calls = [each.func for each in ast.walk(node) if isinstance(each, ast.Call)]
    return any(isinstance(each, ast.Attribute) and each.attr in CLOCKS for each in calls)


def test_no_test_fails_by_elapsed_time() -> None:
    tests = [source for source in sources() if source.path.startswith("tests/")]
    assert len(tests) > 1000
    assert [place for source in tests for place in bounds(source)] == []


def test_the_rule_sees_both_directions() -> None:
    text = "import time\nassert time.monotonic() - began < 5\nassert 5 >= time.time() - began\nassert time.time() - b > 1\n"
    assert [*bounds(Source("tests/x.py", text))] == ["tests/x.py:2", "tests/x.py:3"]
