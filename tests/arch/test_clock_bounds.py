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


SHORT_S = 60
"""What a busy machine may take for one call."""
ASKED_AGAIN = {
    "tests/e2e/attacks/floods.py": "a flood opens as many sockets as it can",
    "tests/e2e/attacks/test_log.py": "`until` repeats the call",
    "tests/e2e/attacks/test_registry.py": "`until` repeats the call",
    "tests/e2e/faults/load.py": "the load sends a page without an answer again",
    "tests/e2e/faults/test_faults.py": "`until` repeats the call, and one deadline is what is tested",
    "tests/e2e/faults/test_whole_hub.py": "`until` repeats the call",
    "tests/e2e/world.py": "`until` repeats the call",
}
"""Files of which a call may wait less than a minute, each with what makes up for it."""


def short_waits(source: Source) -> Iterator[str]:
    """Each call that ends after less than a minute, whatever the machine does meanwhile."""
    for call in ast.walk(source.tree):
        for word in call.keywords if isinstance(call, ast.Call) else ():
            if word.arg == "timeout" and isinstance(word.value, ast.Constant) and _is_short(word.value.value):
                yield f"{source.path}:{word.value.lineno}"


def _is_short(value: object) -> bool:
    return isinstance(value, int | float) and value < SHORT_S


def test_no_call_over_a_socket_waits_less_than_a_minute() -> None:
    places = ("tests/e2e/", "tests/integration/", "tests/browser/")
    seen = [place for source in sources() if source.path.startswith(places) for place in short_waits(source)]
    assert [place for place in seen if place.partition(":")[0] not in ASKED_AGAIN] == []
    assert {place.partition(":")[0] for place in seen} == ASKED_AGAIN.keys()


def test_the_rule_sees_a_short_wait() -> None:
    text = "send(a, timeout=5)\nsend(a, timeout=60)\nsend(a, timeout=1.5)\nsend(a, timeout=PATIENCE_S)\n"
    assert [*short_waits(Source("tests/x.py", text))] == ["tests/x.py:1", "tests/x.py:3"]
