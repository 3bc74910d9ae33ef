"""``python -m services.node.fork_server DESCRIPTOR``: loads what a node's processes run, once, and forks them.

A node has seven processes of the same code and more. Forked, they are there at once, and share the memory of what is
loaded; each started for itself would load it for two seconds. This process opens no file, key or connection and has no
thread, so that nothing of it is in another's hands after fork(2). It ends with the supervisor, its children with it.
How it is asked: :mod:`services.node.forking`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Final

from services.node.forking import run

QUIET: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's algebra, which nothing here needs, keeps threads; a process is forked from one without any."""


def load() -> Callable[[Sequence[str]], int]:
    """What a node's own are; returned is what runs one, by its words after the interpreter.

    A terminal's Ctrl-C is for the supervisor, which stops the children in their order.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    os.environ.update(QUIET)
    from services.node import asker, change_worker, detector, edge_process, matcher, part, projector, syncer, worker

    del asker, change_worker, detector, edge_process, matcher, projector, syncer, worker
    return lambda words: part.main(words[2:])


def main(descriptor: int) -> int:
    """Load them, and fork whenever asked."""
    os.umask(0o077)
    return run(descriptor, load())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
