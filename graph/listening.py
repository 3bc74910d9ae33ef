"""Who listens on a loopback port, as the kernel lists it: proc(5), ``/proc/PID/net/tcp`` and ``/proc/PID/fd``.

A port that was free when it was chosen may belong to another process by now. Whoever sends a password there, or waits
for its own child there, has to know.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Final

TABLES: Final = ("tcp", "tcp6")
LISTENS: Final = "0A"
_LOCAL, _STATE, _INODE = 1, 3, 9


class Listener(Enum):
    """Whose socket listens on a port."""

    NOBODY = "nobody"
    ITS_OWN = "the process that was named"
    ANOTHER = "another process"


def listener(pid: int, port: int) -> Listener:
    """Who listens on ``port`` over IPv4 or IPv6, on whichever address. NOBODY where the process ``pid`` has ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        sockets = set(_sockets(pid, port))
        if sockets:
            return Listener.ITS_OWN if sockets <= set(_open_files(pid)) else Listener.ANOTHER
    return Listener.NOBODY


def _sockets(pid: int, port: int) -> Iterator[str]:
    """Names of the listening sockets of that port, as a link in ``/proc/PID/fd`` has them."""
    for table in TABLES:
        for line in Path(f"/proc/{pid}/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[_STATE] == LISTENS and int(fields[_LOCAL].rpartition(":")[2], 16) == port:
                yield f"socket:[{fields[_INODE]}]"


def _open_files(pid: int) -> Iterator[str]:
    for number in os.listdir(f"/proc/{pid}/fd"):
        with suppress(FileNotFoundError):
            yield os.readlink(f"/proc/{pid}/fd/{number}")
