"""Tests of pages wait without code that a page's own policy forbids.

`Page.wait_for_function` evaluates its predicate in the page until it is true. The first look is exempt from the
Content Security Policy and later looks are not, so a test that waits long enough breaks the policy and fails.
`expect(locator)` and `locator.evaluate` are not subject to it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.arch.tree import Source, sources


def waits(source: Source) -> Iterator[str]:
    """Each place where a test polls with a function of its own in the page."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "wait_for_function":
            yield f"{source.path}:{node.lineno}"


def test_no_test_polls_with_a_function_in_the_page() -> None:
    pages = [source for source in sources() if "playwright" in source.text and source.path.startswith("tests/")]
    assert any(source.path == "tests/browser/chromium.py" for source in pages)
    assert [place for source in pages for place in waits(source)] == []
