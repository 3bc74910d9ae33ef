"""What tests start beside their own process: which items do so, and that no other item does.

``RABTA_WITHOUT`` names what a run goes without, such as ``postgres,neo4j5``: each start of it is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

WITHOUT: Final = "RABTA_WITHOUT"
POSTGRES: Final = "postgres"
NEO4J5: Final = "neo4j5"
BROWSER: Final = "browser"
KINDS: Final = (POSTGRES, NEO4J5, BROWSER)
"""Each is a marker too."""
_PARAMETERS: Final = {"postgresql": POSTGRES, "neo4j5": NEO4J5}
"""Words in the identifier of a parametrised item."""
_FIXTURES: Final = {"neo4j5_running": NEO4J5}
_PLACES: Final = {"tests/browser/": BROWSER}
_MARKS: list[frozenset[str]] = []
"""Of the item that runs; empty in a process without one, such as a bench."""


class StartRefusedError(AssertionError):
    """A run or an item starts what it goes without."""


def mark(item: pytest.Item) -> None:
    """Give an item the markers of what it starts; a decorator says what its name and fixtures do not."""
    for kind in sorted(_kinds(item)):
        item.add_marker(kind)


def _kinds(item: pytest.Item) -> set[str]:
    file, _, name = item.nodeid.partition("::")
    words = name.partition("[")[2].removesuffix("]").split("-")
    fixtures = getattr(item, "fixturenames", ())
    kinds = {kind for word, kind in _PARAMETERS.items() if word in words}
    kinds |= {kind for fixture, kind in _FIXTURES.items() if fixture in fixtures}
    kinds |= {kind for place, kind in _PLACES.items() if file.startswith(place)}
    return kinds | ({POSTGRES} if POSTGRES in file.rpartition("/")[2] else set())


@contextmanager
def running(item: pytest.Item) -> Iterator[None]:
    """Within it only what the item's markers name may start."""
    _MARKS.append(frozenset(mark.name for mark in item.iter_markers()))
    try:
        yield
    finally:
        _MARKS.pop()


def starts(kind: str) -> None:
    """Called wherever one is started or used. Raises StartRefusedError."""
    without = set(filter(None, os.environ.get(WITHOUT, "").split(",")))
    if unknown := without - set(KINDS):
        raise StartRefusedError(f"{WITHOUT}: {', '.join(sorted(unknown))}: it takes {', '.join(KINDS)}")
    if kind in without:
        raise StartRefusedError(f"{WITHOUT} names {kind}: this run starts none")
    if _MARKS and kind not in _MARKS[-1]:
        raise StartRefusedError(f"the test starts {kind} and lacks its marker: @pytest.mark.{kind}")
