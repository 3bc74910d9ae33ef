"""A process that serves and starts others: its child touches none of its connections before it is its own program."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.shared import ROOT


def said(*arguments: str) -> str:
    """What gRPC's core says of sixty forks, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRPC_")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.node.forking", *arguments],
        env={**environment, "PYTHONPATH": path}, cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stderr


def test_no_handler_of_grpc_runs_where_a_process_is_started() -> None:
    assert said() == ""


def test_as_it_comes_grpc_does_something_at_each() -> None:
    """Else the test above would see nothing either way."""
    assert "fork" in said("plain")


def test_whoever_loads_the_product_has_them_off() -> None:
    """Also these tests, whose channels outlive many processes that they start."""
    assert os.environ["GRPC_ENABLE_FORK_SUPPORT"] == "0"
