"""What stands between two nodes and lets through what it is told to: late, nothing at all, one way alone, or cut off."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Final

CLEAR, LATE, HOLE, HALF = "clear", "late", "hole", "half"
FAULTS: Final = (LATE, HOLE, HALF)
LATE_S: Final = 0.05
_BLOCK: Final = 1 << 14


class FaultProxy:
    """A port of 127.0.0.1 that leads to another. ``mode`` holds for what travels from now on, also on open lines.

    CLEAR lets everything through, LATE each piece after a while; HOLE swallows both ways and HALF the answers, and neither
    tells anybody. :meth:`cut` ends every line at once.
    """

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self.mode = CLEAR
        self._lines: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> FaultProxy:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._door.close()
        self.cut()

    def cut(self) -> None:
        """End what is open. Whoever asks again is let in."""
        lines, self._lines = self._lines, []
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

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
            self._lines += [caller, target]
            for come, go, answers in ((caller, target, False), (target, caller, True)):
                threading.Thread(target=self._pump, args=(come, go, answers), daemon=True).start()

    def _pump(self, come: socket.socket, go: socket.socket, answers: bool) -> None:  # of a thread's arguments
        with suppress(OSError):
            while piece := come.recv(_BLOCK):
                if self.mode == LATE:
                    time.sleep(LATE_S)
                if self.mode != HOLE and not (self.mode == HALF and answers):
                    go.sendall(piece)
        for line in (come, go):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
