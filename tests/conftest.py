"""Report at the end of a run how many outside vectors were checked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.shared import VECTORS

settings.register_profile("rabta", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("rabta")


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
