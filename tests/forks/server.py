"""``python -m tests.forks.server DESCRIPTOR``: loads the programs once, and forks one whenever it is asked.

Who asks connects to the listening socket DESCRIPTOR (unix(7), SOCK_SEQPACKET) and sends one JSON message with the
descriptors of the streams (SCM_RIGHTS). The answers are a process's id when it runs, and its code when it has ended.
Where who asks hangs up before, a process that is ``bound`` to them is killed. This process opens no file, key or
database, and has no thread; it ends when whoever started it closes its standard input, or is gone.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
import threading
import warnings
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from setproctitle import setproctitle

LONGEST = 1 << 17
"""Bytes of a request: words, and an environment."""
ROOM = "RABTA_FORKS_ROOM"
"""A variable whose value does nothing: a title is written over the space of arguments and environment."""
NODE = ("__main__", "asker", "change_worker", "detector", "edge_process", "machine_forks", "matcher", "projector")
PROGRAMS = (
    "audit.__main__",
    "audit.verify.__main__",
    "audit.witness",
    "services.issuer.__main__",
    "services.node.reporter",
    "services.node.syncer",
    "services.node.worker",
    *(f"services.node.{part}" for part in NODE),
)


@dataclass
class Child:
    """``line``: to who asked; ``handle``: of the process (pidfd_open(2))."""

    pid: int
    handle: int
    line: socket.socket
    bound: bool


@dataclass(frozen=True)
class Asked:
    """What a child is to be. ``tell``: closed once it is that."""

    words: list[str]
    folder: str
    environment: dict[str, str]
    umask: int
    session: bool
    bound: bool
    streams: tuple[int, ...]
    tell: int


def load() -> None:
    """What the command line and the processes of a node run; each child then shares it."""
    from services.cli.main import COMMANDS

    for place in COMMANDS.values():
        import_module(place.module)
    for name in PROGRAMS:
        import_module(name)


class Server:
    """Reads what comes, one at a time."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._watched = selectors.PollSelector()
        self._watched.register(listener, selectors.EVENT_READ)
        self._watched.register(0, selectors.EVENT_READ)

    def serve(self) -> Asked | None:
        """None when whoever started this process is gone; in each child, what that is to be."""
        while True:
            for key, _ in self._watched.select():
                if key.fd not in self._open():
                    continue
                if key.fileobj == 0:
                    return None
                if key.fileobj is self._listener:
                    self._watched.register(self._listener.accept()[0], selectors.EVENT_READ)
                elif isinstance(key.data, Child):
                    self._told(key, key.data)
                elif isinstance(key.fileobj, socket.socket) and (asked := self._heard(key.fileobj)):
                    return asked

    def _open(self) -> set[int]:
        return {key.fd for key in self._watched.get_map().values()}

    def _told(self, key: selectors.SelectorKey, child: Child) -> None:
        if key.fileobj == child.handle:
            self._ended(child)
            return
        self._watched.unregister(child.line)  # its other end is closed, as nothing is sent twice
        if child.bound:
            signal.pidfd_send_signal(child.handle, signal.SIGKILL)

    def _ended(self, child: Child) -> None:
        _, status = os.waitpid(child.pid, 0)
        self._watched.unregister(child.handle)
        os.close(child.handle)
        if child.line.fileno() in self._open():
            self._watched.unregister(child.line)
        _say(child.line, {"ended": os.waitstatus_to_exitcode(status)})
        child.line.close()

    def _heard(self, line: socket.socket) -> Asked | None:
        self._watched.unregister(line)
        raw, streams, _, _ = socket.recv_fds(line, LONGEST, 3)
        if not raw:
            line.close()
            return None
        ready, tell = os.pipe()
        asked = Asked(**json.loads(raw), streams=tuple(streams), tell=tell)
        pid = os.fork()
        if pid == 0:
            os.close(ready)
            self._left(line)
            return asked
        for number in (*asked.streams, tell):
            os.close(number)
        os.read(ready, 1)  # nothing, once it is a process of its own, or has ended
        os.close(ready)
        child = Child(pid, os.pidfd_open(pid), line, asked.bound)
        self._watched.register(child.handle, selectors.EVENT_READ, child)
        self._watched.register(line, selectors.EVENT_READ, child)
        _say(line, {"started": pid})
        return None

    def _left(self, line: socket.socket) -> None:
        """Of a child: nothing here is its own. By their objects, which else close a number that is another's by then."""
        line.close()
        for key in [*self._watched.get_map().values()]:
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
            elif key.fd:
                os.close(key.fd)
            if isinstance(key.data, Child):
                key.data.line.close()
        self._watched.close()


def _say(line: socket.socket, what: dict[str, Any]) -> None:
    try:
        line.send(json.dumps(what).encode())
    except OSError:
        pass


def become(asked: Asked) -> None:
    """What makes a forked process one of its own: session, folder, environment, streams, signals, title."""
    if asked.session:
        os.setsid()
    os.chdir(asked.folder)
    os.umask(asked.umask)
    for number, given in enumerate(asked.streams):
        os.dup2(given, number)
        os.close(given)
    setproctitle(" ".join([sys.executable, *asked.words]))
    os.environ.clear()
    os.environ.update(asked.environment)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.stdout.reconfigure(line_buffering=os.isatty(1))  # type: ignore[union-attr]  # as the interpreter does
    sys.path[0] = os.getcwd()


def run(words: list[str]) -> None:
    """As the interpreter runs ``-m MODULE`` and its arguments: the module anew, as ``__main__``."""
    module = words[1]
    package = find_spec(module)
    assert package is not None, module
    sys.modules.pop(f"{module}.__main__" if package.submodule_search_locations is not None else module, None)
    sys.argv = words[1:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def end(words: list[str]) -> NoReturn:
    """Run a program and end as the interpreter does, but for taking apart what was loaded, which costs half a second."""
    code: object = 0
    try:
        run(words)
    except SystemExit as ends:
        code = ends.code
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
        code = -signal.SIGINT if isinstance(error, KeyboardInterrupt) else 1
    if code is not None and not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as the interpreter does at its end
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 120
    if code == -signal.SIGINT:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGINT)
    os._exit((code or 0) & 0xFF)


def main() -> None:
    """A terminal's Ctrl-C is for who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update({"OPENBLAS_NUM_THREADS": "1"})  # its algebra, which nothing here needs, keeps threads
    with warnings.catch_warnings():
        load()
    threads = len(list(Path("/proc/self/task").iterdir()))
    assert threads == 1, f"{threads} threads: no process can be forked from this one"
    gc.collect()
    gc.freeze()
    listener = socket.socket(fileno=int(sys.argv[1]))
    path = Path(listener.getsockname())
    asked = Server(listener).serve()
    if asked is not None:
        del listener
        become(asked)
        os.close(asked.tell)
        end(asked.words)
    shutil.rmtree(path.parent)


if __name__ == "__main__":
    main()
