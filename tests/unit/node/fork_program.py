"""A fork server for tests: what its children do is their first argument, and the second a file that they write."""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from audit.heartbeat import Heartbeat
from services.node import forking


def is_open(number: int) -> bool:
    """Whether a descriptor is this process's."""
    return Path(f"/proc/self/fd/{number}").is_symlink()


def facts() -> dict[str, object]:
    """What a process forked from another might wrongly have of it."""
    return {
        "parent": os.getppid(),
        "title": Path("/proc/self/cmdline").read_bytes().rstrip(b"\0").decode(),
        "open": [os.readlink(f"/proc/self/fd/{number}") for number in range(64) if is_open(number)],
        "signals": [signal.getsignal(number) is not signal.SIG_IGN for number in (signal.SIGINT, signal.SIGTERM)],
        "beats": "RABTA_HEARTBEAT" in os.environ,
        "random": os.urandom(8).hex(),
    }


def stays(path: Path, name: str) -> int:
    """Until SIGTERM, with a line at its start and at its end; SIGINT is not for it to hear.

    The signal is waited for: one that comes just before a sleep begins would be heard at the end of that.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with path.open("a") as file:
        file.write(f"{name} started\n")
    signal.sigwait({signal.SIGTERM})
    with path.open("a") as file:
        file.write(f"{name} stopped\n")
    return 0


def beats(path: Path) -> int:
    """Beat once, and write down whether a child of its own would inherit that."""
    heart = Heartbeat.inherited()
    heart.beat()
    path.write_text(json.dumps(facts()))
    return 0


def echoes(path: Path) -> int:
    """What a process between two sockets might wrongly have, and each line of its input again, until that ends."""
    path.write_text(json.dumps(facts()))
    while held := os.read(0, 1024):
        os.write(1, held)
    return 0


def program(words: Sequence[str]) -> int:
    """After ``-m MODULE``: ``facts FILE``, ``stays FILE NAME``, ``beats FILE``, ``fails CODE``, ``echoes FILE``."""
    what, path = words[2], Path(words[3])
    if what == "fails":
        return int(words[3])
    if what == "stays":
        return stays(path, words[4])
    if what == "echoes":
        return echoes(path)
    if what == "beats":
        return beats(path)
    path.write_text(json.dumps(facts()))
    return 0


def cannot() -> int:
    """As fork(2) where a machine is short of memory or of processes."""
    raise BlockingIOError


def fork_once_in_two() -> None:
    """Let each second fork fail, from the second on."""
    every = itertools.cycle([os.fork, cannot])
    os.fork = lambda: next(every)()


if __name__ == "__main__":
    if sys.argv[1] == "short":
        fork_once_in_two()
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)
    sys.exit(forking.run(int(sys.argv[-1]), program))
