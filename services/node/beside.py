"""A process that is forked of this one before it opens anything, and forks others whenever this one asks for it.

It dies with this one, and what it forks with it, both by the kernel (prctl(2), PR_SET_PDEATHSIG).
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, NoReturn

from setproctitle import setproctitle

from audit.heartbeat import Heartbeat
from graph.parent_death import die_with

THE_PARENTS: Final = (signal.SIGINT, signal.SIGTERM)
"""Signals by which the parent is told to stop: it ends what it has started itself."""
Serve = Callable[[int], int]
"""Forks whenever it is asked on a descriptor, until that is closed: see :func:`services.node.forking.run`."""


@dataclass(slots=True)
class Beside:
    """``pid``: of the process that forks; ``line``: by which it is asked; ``ended``: its id may be another's since."""

    pid: int
    line: socket.socket
    ended: bool = False

    def end(self) -> None:
        """End what forks, and whatever it still has forked; once."""
        if not self.ended:
            self.ended = True
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)

    def close(self) -> None:
        """End it, also where nobody has asked it for anything."""
        self.line.close()
        self.end()


def fork(serve: Serve) -> Beside:
    """To be called before there is a loop, a thread, a key or a file of this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    parent, held = os.getpid(), signal.pthread_sigmask(signal.SIG_BLOCK, THE_PARENTS)
    pid = os.fork()
    if not pid:
        ours.close()
        _serve(parent, theirs, serve, held)
    signal.pthread_sigmask(signal.SIG_SETMASK, held)
    theirs.close()
    return Beside(pid, ours)


def _serve(parent: int, line: socket.socket, serve: Serve, held: Set[int | signal.Signals]) -> NoReturn:
    """Nothing of the parent is run on: what ends here ends the process. ``held``: what was held back before."""
    code = 1
    try:
        die_with(parent)
        for number in THE_PARENTS:
            signal.signal(number, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        Heartbeat.inherited().close()
        setproctitle(f"{sys.executable} -m services.node.fork_server of {parent}")
        code = serve(line.detach())
    except SystemExit as ends:
        code = ends.code if isinstance(ends.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(code)
