"""Processes that a test starts, each the head of a group of its own, and ends by its id."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.forks.asked import Forked, start
from tests.shared import PATIENCE_S, ROOT

__all__ = ["ROOT"]
LONG_S = 180.0
"""Longer than anything takes on a busy machine, and shorter than what would be a fault, such as a poll of 240 s."""


def until(holds: Callable[[], object], what: str, patience_s: float = LONG_S) -> None:
    """Wait until ``holds``; AssertionError naming ``what`` where it never does.

    Where asking is a command that takes a core for a second, what is waited for has the next second to itself.
    """
    end = time.monotonic() + patience_s
    while True:
        asked = time.monotonic()
        if holds():
            return
        assert time.monotonic() < end, f"not within {patience_s} s: {what}"
        time.sleep(min(max(0.02, time.monotonic() - asked), 2.0))


class Processes:
    """Started by name; whatever is left is ended at the end."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._running: dict[str, Forked] = {}

    def start(self, name: str, *arguments: str) -> Forked:
        """``python ARGUMENTS`` in a session of its own; what it says goes to ``NAME.log``."""
        path = os.pathsep.join([str(ROOT), str(ROOT / "proto" / "gen")])
        with (self._log / f"{name}.log").open("ab") as log:
            process = start(arguments, ROOT, {**os.environ, "PYTHONPATH": path}, log)
        self._running[name] = process
        return process

    def __getitem__(self, name: str) -> Forked:
        return self._running[name]

    def names(self) -> list[str]:
        return list(self._running)

    def said(self, name: str) -> str:
        return (self._log / f"{name}.log").read_text("utf-8", "replace")

    def no_traceback(self, name: str) -> None:
        """Fail with the end of what one process printed from its first traceback on, if it has one."""
        before, traceback, after = self.said(name).partition("Traceback")
        assert not traceback, "".join([*before.splitlines(True)[-10:], traceback, *after.splitlines(True)[:60]])

    def stop(self, name: str, how: int = signal.SIGTERM) -> int:
        """End one, and whatever its group still holds; its exit code."""
        process = self._running.pop(name)
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(PATIENCE_S)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def kill_group(self, name: str) -> None:
        """``kill -9`` of a process and all its children, at once."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    @contextmanager
    def frozen(self, *names: str) -> Iterator[None]:
        """Whatever begins with one of these names, and its children, does nothing until left, as a machine that hangs."""
        groups = [process.pid for name, process in self._running.items() if name.startswith(names)]
        for group in groups:
            os.killpg(group, signal.SIGSTOP)
        try:
            yield
        finally:
            for group in groups:
                os.killpg(group, signal.SIGCONT)

    def stop_all(self) -> None:
        """Every one, the last started first."""
        for name in reversed(self.names()):
            self.stop(name)


FORKS = "services.node.fork_server"
ALL_FORK = (FORKS, "services.node.machine_forks")


def children(parent: int, holds: str) -> list[int]:
    """Ids of the children of a process whose command line holds some words, those of its fork server among them."""
    found: dict[int, str] = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError):
            facts = (entry / "stat").read_text().rpartition(")")[2].split()
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if int(facts[1]) == parent and facts[0] != "Z":
                found[int(entry.name)] = command
    forked = [child for server, command in found.items() if forks(command) for child in children(server, holds)]
    return sorted([*forked, *(child for child, command in found.items() if holds in command)])


def forks(command: str) -> bool:
    return any(name in command for name in ALL_FORK)
