"""What forks processes whenever it is asked, on a Unix socket (unix(7), SOCK_SEQPACKET) that nobody else holds.

Messages are JSON. One that asks has the words of a command line; beside them (SCM_RIGHTS) goes the descriptor of a
heartbeat where somebody listens, or two that are to be standard input and output. The answers are a process's id when
that runs, none where the machine has no room for it, and its id and code when it has ended.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from setproctitle import setproctitle

from audit.heartbeat import VARIABLE
from graph.parent_death import die_with
from services.node.forked import LONGEST


@dataclass(frozen=True, slots=True)
class Asked:
    """What a child is to be. ``words``: after the interpreter; ``given``: nothing, a heartbeat, or input and output."""

    words: tuple[str, ...]
    given: tuple[int, ...]


def serve(asking: socket.socket) -> Asked | None:
    """Fork one process a request until the supervisor is gone: None then, and in each child what that is to be."""
    parent = os.getpid()
    with selectors.PollSelector() as watched:
        watched.register(asking, selectors.EVENT_READ)
        while True:
            for key, _ in watched.select():
                if key.fileobj is not asking:
                    _tell_end(asking, watched, key)
                    continue
                asked = _received(asking)
                if asked is None:
                    return None
                child = _forked()
                if child == 0:
                    die_with(parent)
                    for held in watched.get_map().values():
                        os.close(held.fd)
                    return asked
                for each in asked.given:
                    os.close(each)
                _tell_start(asking, watched, child)


def _forked() -> int | None:
    """0 in the child, its id in this process; None where the machine is short of memory, or of processes."""
    try:
        return os.fork()
    except OSError:
        return None


def _received(asking: socket.socket) -> Asked | None:
    raw, descriptors, _, _ = socket.recv_fds(asking, LONGEST, 2)
    return Asked(tuple(json.loads(raw)), tuple(descriptors)) if raw else None


def _tell_start(asking: socket.socket, watched: selectors.BaseSelector, child: int | None) -> None:
    if child is not None:
        watched.register(os.pidfd_open(child), selectors.EVENT_READ, child)
    asking.send(json.dumps({"started": child}).encode())


def _tell_end(asking: socket.socket, watched: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    _, status = os.waitpid(key.data, 0)
    watched.unregister(key.fileobj)
    os.close(key.fd)
    asking.send(json.dumps({"ended": key.data, "code": os.waitstatus_to_exitcode(status)}).encode())


def become(asked: Asked) -> tuple[str, ...]:
    """What makes a forked process one of its own: its title, signals, heartbeat or streams. Returns its words."""
    setproctitle(" ".join([sys.executable, *asked.words]))
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if len(asked.given) == 1:
        os.environ[VARIABLE] = str(asked.given[0])
    for stream, given in enumerate(asked.given if len(asked.given) > 1 else ()):
        os.dup2(given, stream)
        os.close(given)
    return asked.words


def run(descriptor: int, program: Callable[[Sequence[str]], int]) -> int:
    """Exit 0 when whoever asks is gone; in a child, what the program returns for its words after the interpreter."""
    gc.collect()
    gc.freeze()
    asked = serve(socket.socket(fileno=descriptor))
    return 0 if asked is None else program(become(asked))
