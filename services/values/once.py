"""A pure function asked once of the very same object: a page's papers share their subjects, numbers and sections.

Known by identity, which costs nothing to compare; what is known is held, so that no other object can take its
place. Pure.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
MAX_ENTRIES: Final = 4096


class Once(Generic[Given, Made]):
    """``make`` must depend on nothing but its argument, and the argument must never change."""

    __slots__ = ("_known", "_make", "_most")

    def __init__(self, make: Callable[[Given], Made], most: int = MAX_ENTRIES) -> None:
        self._make = make
        self._most = most
        self._known: dict[int, tuple[Given, Made]] = {}

    def __call__(self, given: Given) -> Made:
        """What ``make`` makes of it. Raises as ``make`` does, every time."""
        found = self._known.get(id(given))
        if found is not None:
            return found[1]
        made = self._make(given)
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[id(given)] = given, made
        return made
