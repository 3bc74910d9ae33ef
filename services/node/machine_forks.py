"""``python -m services.node.machine_forks DESCRIPTOR``: forks all that runs where a whole federation is on one machine.

As :mod:`services.node.fork_server` does for one node: witnesses, issuers, what reports refusals, and the hub's node
share what is loaded. A node that is forked so has all that its own fork server would load.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from services.node import beside, fork_server
from services.node.forked import ForkServer
from services.node.forking import run


def main(descriptor: int) -> int:
    """Load them, and fork whenever asked."""
    os.umask(0o077)
    fork_server.load()
    from audit import witness
    from services.issuer import __main__ as issuer
    from services.node import __main__ as node
    from services.node import reporter

    def program(words: Sequence[str]) -> int:
        module, arguments = words[1], words[2:]
        if module == "services.node":
            return node.main(arguments)
        if module == "audit.witness":
            return witness.main(arguments)
        {"services.issuer": issuer.run, "services.node.reporter": reporter.run}[module](Path(arguments[0]))
        return 0

    return run(descriptor, program)


@contextmanager
def forking() -> Iterator[ForkServer]:
    """What forks them. To be entered before there is a loop, a thread, a key or a file of this process."""
    with closing(beside.fork(main)) as first:
        yield ForkServer(("-m", "services.node.machine_forks"), first)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
