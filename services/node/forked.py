"""The asking end of a fork server (:mod:`services.node.fork_server`), and the processes that it gives.

A fork server that is gone, by whatever, takes its children with it; the next start makes a new one.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from audit.heartbeat import environment
from graph.parent_death import dies_with_parent
from services.errors import RabtaError
from services.node.beside import Beside
from services.node.watchdog import STARTING_S

CLOSING_S: Final = 5.0
LONGEST: Final = 1 << 16
"""Bytes of a message: a command line has two paths at most."""


class NotForked(RabtaError):
    """The machine is short of memory, or of processes; all others go on."""


class ForkServerLost(NotForked):
    """The fork server ended, or said nothing, before the process was there."""


class Forked:
    """A process that the fork server started, for a supervisor what asyncio.subprocess.Process is."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = asyncio.Event()
        self._handle: int | None = None
        with suppress(ProcessLookupError):
            self._handle = os.pidfd_open(pid)

    def terminate(self) -> None:
        """SIGTERM, unless it has ended."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, unless it has ended."""
        self._signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Its exit code, once it has ended; of one that a signal ended, the signal's number below zero."""
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode

    def end(self, code: int) -> None:
        """To be told that it has ended, and how."""
        self.returncode = code
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        self._ended.set()

    def orphaned(self, loop: asyncio.AbstractEventLoop) -> None:
        """Nobody tells its code any more, and it is being killed: notice when that is done."""
        if self._handle is None:
            self.end(-signal.SIGKILL)
        else:
            loop.add_reader(self._handle, self._gone, loop, self._handle)

    def _gone(self, loop: asyncio.AbstractEventLoop, handle: int) -> None:
        loop.remove_reader(handle)
        self.end(-signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self._handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)


class ForkLine:
    """The asking end of a fork server's socket. To be made inside the running loop; lost, it starts nothing more."""

    def __init__(self, line: socket.socket) -> None:
        line.setblocking(False)
        self._line = line
        self._turn = asyncio.Lock()
        self._children: dict[int, Forked] = {}
        self._next: asyncio.Future[Forked] | None = None
        self.lost = False
        asyncio.get_running_loop().add_reader(line.fileno(), self._heard)

    async def start(self, words: Sequence[str], given: Sequence[int]) -> Forked:
        """A new process with these words after the interpreter, and its heartbeat's descriptor, or input and output.

        Raises NotForked; ForkServerLost where there is no server any more, or none that answers.
        """
        async with self._turn:
            if self.lost:
                raise ForkServerLost
            self._next = asyncio.get_running_loop().create_future()
            try:
                socket.send_fds(self._line, [json.dumps(list(words)).encode()], given)
                async with asyncio.timeout(STARTING_S):
                    return await self._next
            except (OSError, TimeoutError):
                raise ForkServerLost from None
            finally:
                self._next = None

    def close(self) -> None:
        """Hang up: the server ends. Its children are killed by the kernel, each as it ends."""
        if self.lost:
            return
        self.lost = True
        loop = asyncio.get_running_loop()
        loop.remove_reader(self._line.fileno())
        self._line.close()
        if self._next is not None and not self._next.done():
            self._next.set_exception(ForkServerLost())
        for child in self._children.values():
            child.orphaned(loop)
        self._children.clear()

    def _heard(self) -> None:
        try:
            raw = self._line.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            raw = b""
        said = json.loads(raw) if raw else {}
        if "started" in said:
            self._started(said["started"])
        elif "ended" in said:
            self._children.pop(said["ended"]).end(said["code"])
        else:
            self.close()

    def _started(self, pid: int | None) -> None:
        if pid is not None:
            child = self._children[pid] = Forked(pid)
            if self._next is not None:
                self._next.set_result(child)
        elif self._next is not None:
            self._next.set_exception(NotForked())


class ForkServer:
    """One a supervisor, started when the first process is wanted, and anew after it was lost.

    ``program``: what forks, after the interpreter and before its descriptor; ``first``: what was forked of the
    supervisor itself before it opened anything, and does so until it is lost.
    """

    def __init__(
        self, program: tuple[str, ...] = ("-m", "services.node.fork_server"), first: Beside | None = None
    ) -> None:
        self._program = program
        self._first = first
        self._opening = asyncio.Lock()
        self._process: asyncio.subprocess.Process | None = None
        self._line: ForkLine | None = None

    @property
    def pid(self) -> int:
        """Id of its process; 0 where there is none."""
        asked = self._process or self._first
        return asked.pid if asked is not None and self._line is not None and not self._line.lost else 0

    async def start(self, words: Sequence[str], speaks: int | None) -> Forked:
        """A new process with these words after the interpreter, and a heartbeat's descriptor. Raises NotForked."""
        async with self._opening:
            line = await self._opened()
        try:
            return await line.start(words, [] if speaks is None else [speaks])
        except ForkServerLost:
            self._kill()
            raise

    async def close(self) -> None:
        """End it, after its children."""
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSING_S):
                    await self._process.wait()
            self._kill()
            await self._process.wait()
        elif self._first is not None:
            self._first.close()

    async def _opened(self) -> ForkLine:
        if self._line is None and self._first is not None:
            self._line = ForkLine(self._first.line)
        elif self._line is None or self._line.lost:
            self._kill()
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, *self._program, str(theirs.fileno()),
                    preexec_fn=dies_with_parent(), env=environment(None), pass_fds=(theirs.fileno(),),
                )  # fmt: skip
            self._line = ForkLine(ours)
        return self._line

    def _kill(self) -> None:
        if self._process is None and self._first is not None:
            self._first.end()
        elif self._process is not None and self._process.returncode is None:
            self._process.kill()
