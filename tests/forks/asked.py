"""The fork server of this process (:mod:`tests.forks.server`), and what is started by it."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

from tests.forks.server import ROOM
from tests.shared import ROOT


class Forked:
    """A process that the fork server started; to be asked as a :class:`subprocess.Popen`."""

    def __init__(self, line: socket.socket, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._line = line

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._waited(0.0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code, of one that a signal ended its number below zero. Raises subprocess.TimeoutExpired."""
        code = self._waited(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
        return code

    def send_signal(self, number: int) -> None:
        """Unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """SIGTERM, unless it has ended."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, unless it has ended."""
        self.send_signal(signal.SIGKILL)

    def _waited(self, patience_s: float | None) -> int | None:
        if self.returncode is None and select.select([self._line], [], [], patience_s)[0]:
            said = self._line.recv(1024)
            assert said, "the fork server is gone"
            self.returncode = json.loads(said)["ended"]
            self._line.close()
        return self.returncode


Started = Forked | subprocess.Popen[bytes]


@cache
def address() -> Path:
    """Where the fork server of this process listens; it is started when it is first wanted, and ends with this one."""
    path = Path(tempfile.mkdtemp(prefix="rabta-forks-")) / "socket"
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(path))
        listener.listen(64)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.forks.server", str(listener.fileno())],
            stdin=subprocess.PIPE, cwd=ROOT, pass_fds=(listener.fileno(),), start_new_session=True,
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'proto' / 'gen'}", ROOM: "-" * 4096},
        )  # fmt: skip
    atexit.register(_end, server)
    return path


def _end(server: subprocess.Popen[bytes]) -> None:
    assert server.stdin is not None
    server.stdin.close()
    server.wait(60)


def start(words: Sequence[str], folder: Path, environment: Mapping[str, str], said: IO[bytes]) -> Forked:
    """``python WORDS`` as a process at the head of a session of its own; what it says goes to ``said``."""
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    line.connect(str(address()))
    asked = {
        "words": [*words], "folder": str(folder), "environment": dict(environment), "umask": _umask(),
        "session": True, "bound": False,
    }  # fmt: skip
    with open(os.devnull, "rb") as nothing:
        streams = [nothing.fileno(), said.fileno(), said.fileno()]
        socket.send_fds(line, [json.dumps(asked).encode()], streams)
    answer = line.recv(1024)
    assert answer, "the fork server is gone"
    return Forked(line, json.loads(answer)["started"])


def _umask() -> int:
    """That of this process, which is not changed for it, as other threads may write files."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("Umask")), 8)
