"""What stands between two nodes and lets through what it is told to: late, nothing at all, one way alone, or cut off."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Final

CLEAR, LATE, HOLE, HALF = "clear", "late", "hole", "half"
LATE_S: Final = 0.05
HALF_BYTES: Final = 1 << 14
"""Of answers that a half-open line still brings: enough to be opened and asked over, too few for a page of copies."""
_BLOCK: Final = 1 << 16


class FaultProxy:
    """A port of 127.0.0.1 that leads to another. ``mode`` holds for what travels from now on, also on open lines.

    CLEAR lets everything through, LATE each piece after a while; HOLE swallows both ways, HALF the answers of each line
    after so many bytes, and neither tells anybody. :meth:`cut` ends every line at once. ``swallowed``: bytes so far.
    """

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self.mode, self.swallowed = CLEAR, 0
        self._lines: list[socket.socket] = []
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._door.close()
        self.cut()

    def cut(self) -> None:
        """End what is open. Whoever asks again is let in."""
        with self._lock:
            lines, self._lines = self._lines, []
        for line in lines:
            _end(line)

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._door.accept()
            except OSError:
                return
            try:
                target = socket.create_connection(self._target)
            except OSError:
                caller.close()
                continue
            for line in (caller, target):
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._lines += [caller, target]
            for come, go, answers in ((caller, target, False), (target, caller, True)):
                threading.Thread(target=self._carry, args=(come, go, answers), daemon=True).start()

    def _carry(self, come: socket.socket, go: socket.socket, answers: bool) -> None:  # of a thread's arguments
        left = HALF_BYTES
        with suppress(OSError):
            while piece := come.recv(_BLOCK):
                mode = self.mode
                if mode == LATE:
                    time.sleep(LATE_S)
                passes = len(piece)
                if mode == HOLE:
                    passes = 0
                elif mode == HALF and answers:
                    passes = min(passes, left)
                    left -= passes
                go.sendall(piece[:passes])
                with self._lock:
                    self.swallowed += len(piece) - passes
        for line in (come, go):
            _end(line)


def _end(line: socket.socket) -> None:
    """Tell both sides; the one who reads it closes it."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
