"""A writer on a Unix socket that speaks :mod:`audit.protocol` and keeps nothing: for what happens to the line itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from audit.handle import by_handle
from audit.items import decode_append
from audit.protocol import Op, appended, refused, reply_frame, split_frames
from audit.refusal import Refusal
from audit.replies import Checkpointed, Entries, encode_checkpointed, encode_entries, number
from audit.requests import Request
from audit.rollback import Alarm

Verdict = Callable[[Request], Refusal | None]


class SocketWriter:
    """``judge`` decides on each request; ``silent`` swallows frames; ``cut`` ends the connection at the next frame.

    ``shut``: why reads are refused; ``alarms``: of witnesses.
    """

    def __init__(self) -> None:
        self.judge: Verdict = lambda _request: None
        self.silent = self.cut = False
        self.shut: Refusal | None = None
        self.alarms: tuple[Alarm, ...] = ()
        self.frames: list[list[Request]] = []
        self.connections: set[asyncio.StreamWriter] = set()
        self.registry = b""
        self._size = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections.add(writer)
        inbox = b""
        try:
            while data := await reader.read(65_536):
                frames, inbox = split_frames(inbox + data)
                for frame in frames:
                    self._answer(writer, frame)
        except ConnectionError:
            pass
        finally:
            self.connections.discard(writer)
            writer.close()

    def _answer(self, writer: asyncio.StreamWriter, frame: bytes) -> None:
        identity = int.from_bytes(frame[1:5], "big")
        if frame[0] == Op.REGISTRY:
            self.registry = frame[5:]
            self._size += 1
            writer.write(reply_frame(Op.REGISTRY, identity, number(self._size - 1)))
            return
        if frame[0] == Op.CHECKPOINT:
            self._checkpoint(writer, identity)
            return
        if frame[0] == Op.ENTRIES:
            self._entries(writer, identity)
            return
        requests = list(decode_append(frame[5:]))
        self.frames.append(requests)
        if self.cut:
            writer.close()
        elif not self.silent:
            results = b"".join(self._result(request) for request in requests)
            writer.write(reply_frame(Op.APPEND, identity, results))

    def _checkpoint(self, writer: asyncio.StreamWriter, identity: int) -> None:
        if self.silent:
            return
        if self.shut is not None:
            writer.write(reply_frame(Op.CHECKPOINT, identity, b"", self.shut))
        else:
            held = Checkpointed(0, b"", bytes(32), 1, 0, self.alarms)
            writer.write(reply_frame(Op.CHECKPOINT, identity, encode_checkpointed(held)))

    def _entries(self, writer: asyncio.StreamWriter, identity: int) -> None:
        """None of them, as nothing is kept."""
        if not self.silent:
            none = Entries(self._size, b"", ())
            writer.write(reply_frame(Op.ENTRIES, identity, encode_entries(none)))

    def _result(self, request: Request) -> bytes:
        refusal = self.judge(request)
        if refusal is not None:
            return refused(refusal)
        self._size += 1
        return appended(self._size - 1, [self._size.to_bytes(32, "big")], stale=False)[0]

    def drop(self) -> None:
        """End every connection, as a writer that dies does."""
        for writer in self.connections:
            writer.close()


@asynccontextmanager
async def writing(path: Path, writer: SocketWriter | None = None) -> AsyncIterator[SocketWriter]:
    path.unlink(missing_ok=True)
    made = writer or SocketWriter()
    with by_handle(path.parent) as folder:
        server = await asyncio.start_unix_server(made.serve, f"{folder}/{path.name}")
    try:
        yield made
    finally:
        server.close()
        made.drop()
        await asyncio.sleep(0)
