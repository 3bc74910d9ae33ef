"""Report at the end of a run how many outside vectors were checked, and how many federations were started."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import tempfile
from collections.abc import Generator
from typing import Any

import pytest
from xdist.scheduler.loadfile import LoadFileScheduling

from tests.budget import load_profile
from tests.engines.fixtures import arcade, arcade_running, engine, neo4j5, neo4j5_running
from tests.memory_disk import files_of_tests
from tests.shared import VECTORS
from tests.starting import mark, running
from tests.starts import STARTED, scope_of, summary, twice
from tests.tiers.plugin import pytest_addoption, pytest_ignore_collect, select
from tests.worker_memory import watch

__all__ = [
    "arcade",
    "arcade_running",
    "engine",
    "neo4j5",
    "neo4j5_running",
    "pytest_addoption",
    "pytest_ignore_collect",
]
ENGINE = re.compile(r"\[(?:.*-)?(arcade|neo4j5)\b")

load_profile()

tempfile.tempdir = os.environ.setdefault("TMPDIR", files_of_tests())
"""Half of the time of what opens stores went into waiting for the disk, where `kill -9` loses nothing in memory either.
pytest has asked for the folder before this is read, and its module remembers the answer."""

for width in ("COLUMNS", "LINES"):
    os.environ.pop(width, None)
"""Readline, which pytest loads, puts the size of a terminal into what parallel workers inherit: tables would be narrow
there and wide elsewhere."""

for told in ("CI", "BUILD_NUMBER"):
    os.environ.pop(told, None)
"""Where one of these is set pytest works out all of what differs in a failed comparison: of 300 kilobytes it is not through
after a minute, and until it is nobody learns what failed."""

os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
"""No engine of a graph lives long enough here to get back what Java's second compiler costs."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell starts what runs in the background deaf to Ctrl-C, and so are its children: commands would not stop by it."""


class ByFile(LoadFileScheduling):  # type: ignore[misc]  # xdist says no types
    """Each file's tests go to one worker, which then makes the file's fixtures once: a federation, a thousand cases
    decided. All tests of a graph engine go to one worker, whatever their file, as the engine has one database; so do all
    files that share a federation, which is then started once.
    """

    def _split_scope(self, nodeid: str) -> str:
        engine = ENGINE.search(nodeid)
        path = str(super()._split_scope(nodeid))
        return engine[1] if engine else scope_of(path) or path


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """For ``--dist loadfile``, as `make test` has it.

    In the order of their names: engines and federations, which take longest, come first, and many short files last.
    """
    config.option.loadscopereorder = False
    return ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """The controller watches what its workers hold."""
    watch(os.getpid())


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Garbage is not looked for among what is collected, as it stays to the end: not while it grows, and not later."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What an item starts is what its markers name."""
    with running(item):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item: pytest.Item) -> None:
    """Each item that starts PostgreSQL, Neo4j or a browser has its marker, by which runs are chosen."""
    mark(item)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A run takes the tests of its tier. What fills an engine's graph most comes last: whoever came after it would wait
    two minutes until that is empty.
    """
    select(config, items)
    items.sort(key=lambda item: item.nodeid.startswith("tests/finbench/"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A parallel worker hands its counts to the controller, whose run fails where two workers started one federation."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["vectors"] = json.dumps(VECTORS)
        output["starts"] = json.dumps(STARTED)
    elif twice() and session.exitstatus == pytest.ExitCode.OK and session.config.getoption("dist", "no") == "loadfile":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_testnodedown(node: Any, error: object) -> None:
    """The controller adds up what the workers counted."""
    output = getattr(node, "workeroutput", {})
    VECTORS.update(json.loads(output.get("vectors", "{}")))
    STARTED.update(json.loads(output.get("starts", "{}")))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line per source of vectors, and per kind of what was started."""
    if STARTED:
        terminalreporter.section("started")
        for line in summary():
            terminalreporter.write_line(line)
        for name in twice():
            terminalreporter.write_line(f"started more than once: the shared federation {name}", red=True)
    if VECTORS:
        terminalreporter.section("outside vectors")
        for name, number in sorted(VECTORS.items()):
            terminalreporter.write_line(f"{name}: {number}")
        terminalreporter.write_line(f"outside vectors in all: {sum(VECTORS.values())}")
