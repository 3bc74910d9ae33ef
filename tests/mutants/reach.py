"""Which tests of a part reach which line of its rooms, found by running each once under a trace."""

from __future__ import annotations

import functools
import gc
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Generator
from types import CodeType, FrameType
from typing import Any, Final

import pytest

OFTEN: Final = 200
"""Calls of one function by one test whose lines are noted: a test that calls it more often has been everywhere by then."""
Places = dict[tuple[str, int], set[str]]
"""Tests, by node id, for (path, line)."""


class Reach:
    """A pytest plugin. ``reached``: as found; ``seconds``: by node id; ``failed``: tests that fail with no fault."""

    def __init__(self, paths: set[str]) -> None:
        self.paths = paths
        self.reached: Places = defaultdict(set)
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: set[str] = set()
        self._now = ""
        self._calls: Counter[CodeType] = Counter()
        self._caches: list[Any] = []

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {
            "reached": dict(self.reached),
            "seconds": dict(self.seconds),
            "_caches": [],
            "_calls": Counter(),
        }

    def pytest_collection_finish(self) -> None:
        """Begin to trace once every test is loaded."""
        self._caches = caches(self.paths)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Trace one test with its fixtures."""
        self._now = item.nodeid
        self._calls.clear()
        for each in self._caches:
            each.cache_clear()
        threading.settrace(self._enter)
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            threading.settrace(None)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Its time and how it ended."""
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.add(report.nodeid)

    def _enter(self, frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        if code.co_filename not in self.paths:
            return None
        self._calls[code] += 1
        return self._line if self._calls[code] <= OFTEN else None

    def _line(self, frame: FrameType, event: str, argument: object) -> Any:
        self.reached[frame.f_code.co_filename, frame.f_lineno].add(self._now)
        return self._line


def caches(paths: set[str]) -> list[Any]:
    """What functions of these modules remember, to be forgotten before each test, so that it works out what it asks."""
    kept = [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]
    return [each for each in kept if getattr(each.__wrapped__, "__module__", None) and _path(each) in paths]


def _path(cached: Any) -> str:
    code = getattr(cached.__wrapped__, "__code__", None)
    return str(code.co_filename) if code else ""
