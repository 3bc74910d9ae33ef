"""Where a test tells the type checker to look away, the line says of what and why."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.arch.tree import Source, sources

IGNORE = re.compile(r"type: ignore\b(?P<code>\[[a-z-]+(?:, [a-z-]+)*\])?(?P<why> {2}# (?!noqa)\w.+)?")


def unexplained(source: Source) -> Iterator[str]:
    """Each comment that lacks its code or its reason; text of a string is none."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        found = IGNORE.search(token.string) if token.type == tokenize.COMMENT else None
        if found and not (found["code"] and found["why"]):
            yield f"{source.path}:{token.start[0]}: {token.string}"


def test_every_one_has_its_code_and_its_reason() -> None:
    looked = [source for source in sources() if not source.shipped and "type: ignore" in source.text]
    assert looked
    assert not [each for source in looked for each in unexplained(source)]


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("a = b  # type: ignore", 1),
        ("a = b  # type: ignore[misc]", 1),
        ("a = b  # type: ignore[misc]  # noqa: SIM118", 1),
        ("a = b  # type: ignore[misc, index]  # wrong on purpose", 0),
        ('a = "# type: ignore"', 0),
    ],
)
def test_what_is_none_is_seen(line: str, faults: int) -> None:
    assert len(list(unexplained(Source("a.py", f"{line}\n")))) == faults
