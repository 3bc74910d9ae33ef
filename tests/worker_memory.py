"""A worker of a parallel run that holds more than any test needs is ended, and says where it was.

Else the kernel ends what it likes, after minutes in which nothing goes on, and nobody learns which test it was.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress
from typing import Final

from tests.proc import children, resident_kb

LIMIT_MB: Final = 6_000
"""Four times what a worker holds at the end of all tests."""
EVERY_S: Final = 1.0


def watch(parent: int, limit_mb: int = LIMIT_MB, ended: threading.Event | None = None) -> threading.Thread:
    """Look at what a process started, each second, until ``ended``.

    Whatever holds more than ``limit_mb`` gets SIGABRT, upon which ``faulthandler`` writes where each of its threads is;
    xdist then says which test the worker was at, and starts another.
    """
    thread = threading.Thread(target=_look, args=(parent, limit_mb, ended or threading.Event()), daemon=True)
    thread.start()
    return thread


def _look(parent: int, limit_mb: int, ended: threading.Event) -> None:
    while not ended.wait(EVERY_S):
        for pid in children(parent):
            if resident_kb(pid) > limit_mb * 1024:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGABRT)
