"""Work in a process of its own, forked, so that what it loads, changes or breaks is gone with it."""

from __future__ import annotations

import os
import pickle
import signal
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def apart(work: Callable[[], int], limit: float) -> bool:
    """Whether ``work``, in a process of its own and without output, fails, ends or takes longer than ``limit`` seconds."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(int(limit) + 1)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            code = work()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


def given(work: Callable[[], T]) -> T:
    """What ``work`` gives in a process of its own, so that this one loads no module that is judged."""
    with tempfile.NamedTemporaryFile() as file:
        child = os.fork()
        if child == 0:
            try:
                os.dup2(os.open(os.devnull, os.O_RDWR), 1)
                Path(file.name).write_bytes(pickle.dumps(work()))
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        result: T = pickle.loads(file.read())
        return result
