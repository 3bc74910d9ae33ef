"""A worker whose edge is gone ends in silence: with a reply under way, before it, and with jobs not yet read."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import cast

import pytest

from services.node import change_worker, worker
from services.node.changes import Work
from services.node.pipe import packed
from tests.fakes.asked_worker import phone, quick, ring

Serve = Callable[[asyncio.StreamReader, int], Awaitable[None]]


class Done:
    """Work that is done at once; the reply is longer than a socket takes."""

    async def do(self, job: object) -> bytes:
        """Of any job."""
        return bytes(1 << 22)


SERVING: dict[str, tuple[Serve, object]] = {
    "questions": (lambda jobs, out: worker.serve(ring(), jobs, out), quick(*(phone(each) for each in range(40)))),
    "changes": (lambda jobs, out: change_worker.serve(cast(Work, Done()), jobs, out), (1, "job")),
}


@pytest.mark.parametrize("served", SERVING)
async def test_the_edge_is_gone_before_the_reply(served: str) -> None:
    """write(2) fails with EPIPE."""
    serve, job = SERVING[served]
    ours, theirs = socket.socketpair()
    jobs = asyncio.StreamReader()
    jobs.feed_data(packed(job))
    jobs.feed_eof()
    ours.close()
    with theirs:
        await serve(jobs, theirs.fileno())


@pytest.mark.parametrize("served", SERVING)
async def test_the_edge_is_gone_with_replies_that_it_did_not_read(served: str) -> None:
    """read(2) fails with ECONNRESET, and not with the end of the stream."""
    serve, _ = SERVING[served]
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_unix_connection(sock=theirs)
    theirs_out = writer.get_extra_info("socket").fileno()
    writer.write(b"a reply")
    await writer.drain()
    ours.close()
    await serve(reader, theirs_out)
    writer.close()
