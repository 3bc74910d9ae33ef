"""What the kernel says of a process that lives on meanwhile (proc(5)): threads end and files close while one looks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

LISTENS: Final = "0A"


def threads(pid: int) -> list[int]:
    """Ids of its threads, none where it has ended; one that ends at once may be among them."""
    with suppress(FileNotFoundError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    return []


def niceness(pid: int) -> dict[int, int]:
    """By the id of each thread that is still there, how far it gives way."""
    found = {}
    for thread in threads(pid):
        with suppress(ProcessLookupError):
            found[thread] = os.getpriority(os.PRIO_PROCESS, thread)
    return found


def children(pid: int) -> set[int]:
    """Ids of what any of its threads has started and not waited for."""
    found: set[int] = set()
    for thread in threads(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            listed = Path(f"/proc/{pid}/task/{thread}/children").read_text("ascii")
            found |= {int(child) for child in listed.split()}
    return found


def opened(pid: int) -> set[str]:
    """What its descriptors lead to: paths, and ``socket:[inode]``."""
    found = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found.add(os.readlink(link))
    return found


def listening(pid: int) -> dict[str, tuple[str, int]]:
    """Address, in the kernel's hexadecimal, and port by each of its sockets that listens on TCP."""
    mine = opened(pid)
    return {link: at for link, at in _all_listening(pid) if link in mine}


def _all_listening(pid: int) -> Iterator[tuple[str, tuple[str, int]]]:
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS:
                host, _, port = fields[1].rpartition(":")
                yield f"socket:[{fields[9]}]", (host, int(port, 16))
