"""An edge's own fork server: the edge forks it of itself before it opens anything, and it forks the edge's workers.

So a worker is there at once, and shares what is loaded; one started for itself loads it for a second or two. A worker
dies with that process, and that with the edge, both by the kernel (prctl(2), PR_SET_PDEATHSIG). Where it is lost,
workers are started each for itself.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from typing import Final

from services.node import change_worker, forking, pipe, worker
from services.node.beside import Beside, fork
from services.node.forked import Forked, ForkLine, NotForked
from services.node.pipe import Piped

Program = Callable[[Sequence[str]], int]
PROGRAMS: Final[dict[str, Program]] = {
    "services.node.worker": worker.main,
    "services.node.change_worker": change_worker.main,
}


def program(words: Sequence[str]) -> int:
    """What a forked worker is: ``-m MODULE`` and its arguments."""
    return PROGRAMS[words[1]](words[2:])


def fork_beside(run: Program = program) -> Beside:
    """Fork what forks the workers. To be called before there is a loop, a thread, a key or a file of this process."""
    return fork(lambda descriptor: forking.run(descriptor, run))


class ForkedPiped:
    """A forked process at the end of two sockets, as :class:`services.node.pipe.Piped`."""

    def __init__(
        self, process: Forked, stdin: asyncio.StreamWriter, stdout: asyncio.StreamReader, held: asyncio.StreamWriter
    ) -> None:
        self._process = process
        self.stdin, self.stdout = stdin, stdout
        self._held = held
        """The other direction of the socket that replies come on: closed at the end."""

    @property
    def pid(self) -> int:
        """Id of the process, as kill(2) takes it."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.returncode

    def kill(self) -> None:
        """SIGKILL, unless it has ended; nothing more is told to it."""
        self._process.kill()
        self.stdin.close()
        self._held.close()

    async def wait(self) -> int:
        """Its exit code, once it has ended."""
        code = await self._process.wait()
        self.kill()
        return code


def _end_unwanted(started: asyncio.Future[Piped]) -> None:
    if not started.cancelled() and started.exception() is None:
        started.result().kill()


class EdgeForks:
    """To be made inside the edge's loop."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._line = ForkLine(beside.line)

    async def start(self, *words: str) -> Piped:
        """As :func:`services.node.pipe.start`, forked where that can be. Raises OSError.

        Whoever goes away meanwhile leaves the asking to its end, as the next answer would be taken for theirs.
        """
        starting = asyncio.ensure_future(self._start(words))
        try:
            return await asyncio.shield(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(_end_unwanted)
            raise

    async def _start(self, words: Sequence[str]) -> Piped:
        jobs, theirs_in = socket.socketpair()
        replies, theirs_out = socket.socketpair()
        with theirs_in, theirs_out:
            try:
                given = [theirs_in.fileno(), theirs_out.fileno()]
                process = await self._line.start((*words, "--parent", str(self._beside.pid)), given)
            except NotForked:
                jobs.close()
                replies.close()
                return await pipe.start(*words)
        _, stdin = await asyncio.open_connection(sock=jobs)
        stdout, held = await asyncio.open_connection(sock=replies)
        return ForkedPiped(process, stdin, stdout, held)

    def close(self) -> None:
        """End what forks; to be called when no worker is left."""
        self._line.close()
        self._beside.end()
