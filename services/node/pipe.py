"""A process of our own at the end of two pipes: jobs go in, replies come out, each a pickle after its length.

Both ends are this program, started by one another, and nobody else holds the pipes. The length is 8 bytes, big endian.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Final, Protocol

from services.errors import RabtaError

LENGTH: Final = struct.Struct(">Q")
OUT: Final = 1
"""Descriptor of standard output."""
GONE: Final = (asyncio.IncompleteReadError, ConnectionError)
"""What reading or writing raises where the other end has ended, whatever it left unread."""


class WorkerLost(RabtaError):
    """The process ended with work under way, or could not be started: for want of memory, or killed from outside."""


class Failed(RabtaError):
    """A job failed of itself; the text is the kind of error and its place, and nothing of the job."""


class Piped(Protocol):
    """A process with its two pipes; asyncio.subprocess.Process is one."""

    @property
    def stdin(self) -> asyncio.StreamWriter | None:
        """Where jobs go in."""

    @property
    def stdout(self) -> asyncio.StreamReader | None:
        """Where replies come out."""

    @property
    def pid(self) -> int:
        """Id of the process, as kill(2) takes it."""

    @property
    def returncode(self) -> int | None:
        """Its exit code; None while it runs."""

    def kill(self) -> None:
        """SIGKILL; ProcessLookupError where it has ended."""

    async def wait(self) -> int:
        """Its exit code, once it has ended."""


Start = Callable[..., Awaitable[Piped]]
"""Words of a command line, after the interpreter: the process, or OSError."""


async def start(*words: str) -> Piped:
    """Python started with these words and its parent's id, and soon ready: the pipe holds its first job until it is.

    Raises OSError.
    """
    pipe, parent = asyncio.subprocess.PIPE, ("--parent", str(os.getpid()))
    return await asyncio.create_subprocess_exec(sys.executable, *words, *parent, stdin=pipe, stdout=pipe)


def packed(value: object) -> bytes:
    """A job or reply as it travels."""
    raw = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(raw)) + raw


async def unpacked(stream: asyncio.StreamReader) -> Any:
    """The next job or reply. Raises an error of :data:`GONE` at the end of the stream."""
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    return pickle.loads(await stream.readexactly(length))  # noqa: S301 - the other end is this program


async def jobs_in(limit: int = 1 << 16) -> asyncio.StreamReader:
    """Standard input as a stream; ``limit``: bytes that are taken before whoever writes has to wait."""
    jobs = asyncio.StreamReader(limit)
    given = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 - the transport has it to the process's end
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(jobs), given)
    return jobs


def send(out: int, value: object) -> None:
    """A reply written whole to a descriptor. Raises BrokenPipeError where the other end is gone."""
    left = memoryview(packed(value))
    while left:
        left = left[os.write(out, left) :]


def give_way(nicer: int) -> None:
    """Whoever serves calls goes first, also when this wakes up. Of this thread, and of those that it starts."""
    os.nice(nicer)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
