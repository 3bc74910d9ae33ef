"""ArcadeDB as delivered, by its own command, in a process of its own."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.endpoint import Endpoint, load_endpoint
from tests.proc import children
from tests.shared import ROOT
from tests.starts import count_start


def start(folder: Path, heap: str = "512m") -> subprocess.Popen[bytes]:
    """The keeper; returns once the engine answers."""
    count_start("ArcadeDB")
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "graph", str(folder), "--heap", heap]
    with (folder / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log)
    assert keeper.stdout is not None
    assert keeper.stdout.readline().startswith(b"ready "), (folder / "keeper.log").read_text("utf-8")
    return keeper


def stop(keeper: subprocess.Popen[bytes]) -> int:
    """Stop the engine; its exit code."""
    if keeper.poll() is None:
        keeper.send_signal(signal.SIGTERM)
    assert keeper.stdout is not None
    keeper.stdout.close()
    return keeper.wait(60)


def java_of(keeper: subprocess.Popen[bytes] | subprocess.Popen[str]) -> int:
    """Process id of the engine that the keeper keeps, 0 while there is none."""
    return next(iter(children(keeper.pid)), 0)


@contextlib.contextmanager
def arcade_process(folder: Path, heap: str = "512m") -> Iterator[tuple[Endpoint, int]]:
    """Where it is, and the process id of its Java."""
    keeper = start(folder, heap)
    try:
        yield load_endpoint(folder), java_of(keeper)
    finally:
        stop(keeper)
