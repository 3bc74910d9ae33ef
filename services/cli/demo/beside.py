"""A process of the demonstration beside the federation's group, which the story starts and stops by itself."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from graph.parent_death import dies_with_parent
from services.node.machine import until_listening

STOP_S = 60


@dataclass
class Beside:
    """To be entered; it runs, or not, as it is told until it is left.

    ``arguments``: after the interpreter; ``endpoint``: host:port where it listens, empty for a process that does not
    exist in this federation; ``log``: where it writes, None for where the story is told.
    """

    arguments: tuple[str, ...]
    endpoint: str
    log: Path | None
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Until it listens. Raises TimeoutError."""
        self.begin()
        self.wait()

    def wait(self) -> None:
        """Until what was begun listens. Raises TimeoutError."""
        if self.endpoint:
            asyncio.run(until_listening([self.endpoint]))

    def begin(self) -> None:
        """Start it, and wait for nothing."""
        if not self.endpoint:
            return
        command = [sys.executable, *self.arguments]
        with self.log.open("ab") if self.log else nullcontext() as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=dies_with_parent())

    def stop(self) -> None:
        """End it by its id, where it runs."""
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
