"""``python -m tests.unit.forks.told WHAT ...``: a program for tests of the fork server."""

from __future__ import annotations

import atexit
import gc
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path


def facts() -> dict[str, object]:
    """What a process forked from another might wrongly have of it."""
    return {
        "pid": os.getpid(),
        "session": os.getsid(0),
        "folder": os.getcwd(),
        "words": sys.argv[1:],
        "module": sys.modules["__main__"].__spec__.name,  # type: ignore[union-attr]  # the interpreter always sets it
        "umask": os.umask(0o022),
        "environment": dict(os.environ),
        "open": [
            os.readlink(path) for number in range(3, 64) if (path := Path(f"/proc/self/fd/{number}")).is_symlink()
        ],
        "title": Path("/proc/self/cmdline").read_bytes().rstrip(b"\0").decode(),
        "ignored": [signal.getsignal(number) is signal.SIG_IGN for number in (signal.SIGINT, signal.SIGTERM)],
        "random": os.urandom(8).hex(),
    }


def late() -> None:
    """Said by a thread that ends after the program's last line."""
    time.sleep(0.2)
    print("thread")


def main() -> None:
    what, *more = sys.argv[1:]
    if what == "facts":
        print(json.dumps(facts()))
    if what == "exits":
        sys.exit(int(more[0]) if more[0].isdecimal() else more[0])
    if what == "fails":
        raise ValueError(more[0])
    if what == "interrupted":
        raise KeyboardInterrupt
    if what == "echoes":
        print(sys.stdin.read().upper(), end="")
        print("said", file=sys.stderr)
    if what == "ends":
        atexit.register(lambda: print("atexit"))
        threading.Thread(target=late).start()
        print("last line")
    if what == "keeps":
        numbers = [os.open(os.devnull, os.O_RDONLY) for _ in range(32)]
        gc.collect()
        print(sum(os.read(number, 1) == b"" for number in numbers))
    if what == "stays":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # waited for: one just before a sleep is not heard
        print(os.getpid(), flush=True)
        signal.sigwait({signal.SIGTERM})
        sys.exit(7)


if __name__ == "__main__":
    main()
