"""What the kernel says of a process that lives on meanwhile (proc(5)): threads end and files close while one looks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

LISTENS: Final = "0A"
_ENDED: Final = ("", "Z")
_STATE, _PARENT, _USER, _SYSTEM = 0, 1, 11, 12


def state(pid: int) -> str:
    """One letter: R where it is on a processor or wants to be, Z where it has ended and nobody waited for it.

    Empty where no process has that number.
    """
    return next(iter(_facts(pid)), "")


def alive(pid: int) -> bool:
    """Whether it has not ended; one that has, and is not waited for yet, is not alive."""
    return state(pid) not in _ENDED


def parent(pid: int) -> int:
    """Id of the process that it is a child of. Raises IndexError where it is gone."""
    return int(_facts(pid)[_PARENT])


def user_ticks(pid: int) -> int:
    """Hundredths of a second of a processor that it has used outside the kernel. Raises IndexError where it is gone."""
    return int(_facts(pid)[_USER])


def ticks(pid: int) -> int:
    """Hundredths of a second of a processor that it has used. Raises IndexError where it is gone."""
    return user_ticks(pid) + int(_facts(pid)[_SYSTEM])


def command(pid: int) -> str:
    """Its command line; empty where it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""


def threads(pid: int) -> list[int]:
    """Ids of its threads, none where it has ended; one that ends at once may be among them."""
    with suppress(FileNotFoundError):
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    return []


def resident_kb(pid: int) -> int:
    """Kibibytes of memory that it holds, what it shares with others among them; 0 where it has ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    return 0


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


def descendants(pid: int) -> set[int]:
    """Ids of its children, of theirs, and so on: what a fork server started for it is among them."""
    found: set[int] = set()
    for child in children(pid):
        found |= {child} | descendants(child)
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


def _facts(pid: int) -> list[str]:
    """Fields of its ``stat`` after its name, which may hold anything; none where it is gone."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return []


def _all_listening(pid: int) -> Iterator[tuple[str, tuple[str, int]]]:
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS:
                host, _, port = fields[1].rpartition(":")
                yield f"socket:[{fields[9]}]", (host, int(port, 16))
