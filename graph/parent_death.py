"""How a child process is made not to outlive its parent, however that ends: prctl(2), PR_SET_PDEATHSIG.

The kernel sends the signal when the thread that started the child ends; here that is the main thread always.
"""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_control = ctypes.CDLL(None, use_errno=True).prctl


def die_with(parent: int) -> None:
    """Be killed when the process ``parent``, which started this one, ends; end at once where it is gone already."""
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def dies_with_parent(nicer: int = 0) -> Callable[[], None]:
    """For a child before it becomes its program: private files, killed when its parent ends, and ``nicer`` than that.

    To be run between fork and exec, by a parent without threads of other code.
    """
    parent = os.getpid()

    def before() -> None:
        os.umask(0o077)
        os.nice(nicer)
        die_with(parent)

    return before
