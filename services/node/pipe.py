"""A process of our own at the end of two pipes: jobs go in, replies come out, each a pickle after its length.

Both ends are this program, started by one another, and nobody else holds the pipes. The length is 8 bytes, big endian.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import struct
import sys
from typing import Any, Final

from services.errors import RabtaError

LENGTH: Final = struct.Struct(">Q")


class WorkerLost(RabtaError):
    """The process ended with work under way, or could not be started: for want of memory, or killed from outside."""


class Failed(RabtaError):
    """A job failed of itself; the text is the kind of error and its place, and nothing of the job."""


async def start(*words: str) -> asyncio.subprocess.Process:
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
    """The next job or reply. Raises asyncio.IncompleteReadError at the end of the stream."""
    (length,) = LENGTH.unpack(await stream.readexactly(LENGTH.size))
    return pickle.loads(await stream.readexactly(length))  # noqa: S301 - the other end is this program


async def jobs_in(limit: int = 1 << 16) -> asyncio.StreamReader:
    """Standard input as a stream; ``limit``: bytes that are taken before whoever writes has to wait."""
    jobs = asyncio.StreamReader(limit)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(jobs), sys.stdin)
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
