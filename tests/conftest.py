"""Report at the end of a run how many outside vectors were checked."""

from __future__ import annotations

import json
import os
import re
import signal
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler.loadgroup import LoadGroupScheduling

from tests.engines.fixtures import arcade, arcade_running, engine, neo4j5, neo4j5_running
from tests.shared import VECTORS

__all__ = ["arcade", "arcade_running", "engine", "neo4j5", "neo4j5_running"]
ENGINE = re.compile(r"\[(?:.*-)?(arcade|neo4j5)\b")

settings.register_profile("rabta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rabta")

for width in ("COLUMNS", "LINES"):
    os.environ.pop(width, None)
"""Readline, which pytest loads, puts the size of a terminal into what parallel workers inherit: tables would be narrow
there and wide elsewhere."""

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
"""A shell starts what runs in the background deaf to Ctrl-C, and so are its children: commands would not stop by it."""


class ByFederation(LoadGroupScheduling):  # type: ignore[misc]
    """A module of end-to-end tests goes to one worker whole, since it starts a federation, and so do all tests of a graph
    engine, which has one database; all else as it comes.

    `xdist_group` says the same on each of them, but xdist 3.8 names groups by an attribute that pytest 9.2 no
    longer reads.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        if path.startswith("tests/e2e/"):
            return path
        found = ENGINE.search(nodeid)
        return found[1] if found else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFederation | None:
    """For ``--dist loadgroup``, as `make test` has it."""
    return ByFederation(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A parallel worker hands its counts to the controller."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["vectors"] = json.dumps(VECTORS)


def pytest_testnodedown(node: Any, error: object) -> None:
    """The controller adds up what the workers counted."""
    VECTORS.update(json.loads(getattr(node, "workeroutput", {}).get("vectors", "{}")))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line per source of vectors."""
    if VECTORS:
        terminalreporter.section("outside vectors")
        for name, number in sorted(VECTORS.items()):
            terminalreporter.write_line(f"{name}: {number}")
        terminalreporter.write_line(f"outside vectors in all: {sum(VECTORS.values())}")
