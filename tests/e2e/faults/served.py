"""A federation as an operator has it: founded by `rabta node init`, run by `rabta serve`, its processes known by id."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.e2e.processes import children, until
from tests.e2e.shells import Shell, checkout
from tests.unit.node.test_founding import free_run

SHORT: Final = dict.fromkeys(("edge_silent_s", "writer_silent_s", "follower_silent_s", "matcher_silent_s"), 5)
"""Seconds without a sign of life after which a part is killed.

A part sends a sign each second from the loop that does its work, and the supervisor counts its own looks. On a busy
machine one step of that work can take some seconds, so that a limit of one second would kill a part that works. The
detector keeps its usual limit: it reads a case in one step.
"""
SERVE = ("rabta serve", "rabta: up on", "serve.log")


class Served:
    """``serving``: the supervisor of all parts; ``folder``: of the hub's node; ``waits``: settings of the node."""

    def __init__(self, shell: Shell, waits: Mapping[str, int]) -> None:
        self.shell = shell
        self.printed = shell.ok(f"rabta node init --yes --port {free_run(7)}").splitlines()
        self.folder = shell.folder / "federation" / "hub"
        with (self.folder / "settings.toml").open("a", encoding="utf-8") as settings:
            settings.writelines(f"{name} = {seconds}\n" for name, seconds in waits.items())
        self.serving = shell.start(*SERVE)
        shell.ok("rabta node import-samples")

    def start(self) -> None:
        self.serving = self.shell.start(*SERVE)

    def stop(self) -> int:
        return self.shell.stop(self.serving)

    def history(self) -> subprocess.CompletedProcess[str]:
        return self.shell.run(f"{self.asking('history')} < {self._printed().partition(' < ')[2]}")

    def asking(self, command: str) -> str:
        """The printed question, put by another command, without what it reads."""
        return self._printed().partition(" < ")[0].replace("rabta history", f"rabta {command}")

    def _printed(self) -> str:
        (line,) = [line for line in self.printed if line.startswith("rabta history")]
        return line

    def answered(self) -> str:
        found = self.history()
        assert found.returncode == 0, found.stderr
        return found.stdout

    def status(self) -> subprocess.CompletedProcess[str]:
        return self.shell.run("rabta status federation")

    def well(self) -> None:
        until(lambda: self.status().returncode == 0, "all serve")

    def node(self) -> int:
        """Process id of the hub's own supervisor."""
        (pid,) = children(self.serving.pid, "services.node --folder")
        return pid

    def part(self, holds: str) -> int:
        """Process id of one part of the hub's node."""
        return children(self.node(), holds)[0]


@contextmanager
def served(folder: Path, waits: Mapping[str, int] = SHORT) -> Iterator[Served]:
    shell = checkout(folder)
    try:
        yield Served(shell, waits)
    finally:
        shell.stop_all()


def descendants(pid: int) -> list[int]:
    """Ids of all that a process has started, and what these have started."""
    found = children(pid, "")
    return sorted({*found, *(each for one in found for each in descendants(one))})


def send(pid: int, number: int) -> None:
    os.kill(pid, number)
