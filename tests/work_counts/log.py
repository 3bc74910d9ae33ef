"""The log's real writer behind the edge's real line to it, without a socket: one frame is answered before the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final, cast

from audit.client import AuditClient
from audit.items import decode_append
from audit.log import Log
from audit.protocol import Op, reply_frame, split_frames
from audit.reads import Reads
from audit.settings import read_settings
from audit.sockets import Connection
from services.edge.log_link import LogLink
from services.membership.registry import Registry
from services.node.log_place import folder_of, origin_of
from services.node.processes import WRITER_CONFIG, write_writer_config
from services.node.settings import NodeSettings

HEAD_MS: Final = 10_000
"""By so much the clock that cannot be set moves each time that it is read."""
NOBODY: Final = cast("Connection", None)
"""There is one client, and no socket."""


def open_log(settings: NodeSettings, registry: Registry, clock: Callable[[], int]) -> Log:
    """The node's log without witnesses, whose cosignatures are no work of a call; a head is due at each ``tick``."""
    write_writer_config(settings, registry)
    written = read_settings(folder_of(settings, origin_of(settings, registry)) / WRITER_CONFIG)
    steady = count(0, HEAD_MS).__next__
    return Log(replace(written, witnesses=(), quorum=0, clock=clock, steady=steady))


class Frames(asyncio.WriteTransport):
    """The client's end of the connection: what is written is done at once, and answered in the next turn of the loop."""

    def __init__(self, client: AuditClient, log: Log) -> None:
        super().__init__()
        self._client, self._log, self._rest = client, log, b""
        self._reads = Reads(log, self._reply, self._drop)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        frames, self._rest = split_frames(self._rest + data)
        for frame in frames:
            op, number = frame[0], int.from_bytes(frame[1:5], "big")
            if op == Op.APPEND:
                self._reply(NOBODY, reply_frame(op, number, b"".join(self._log.append(decode_append(frame[5:])))))
            else:
                self._reads.start(NOBODY, op, number, frame[5:])
            while self._reads:
                self._reads.slice()

    def _reply(self, _connection: Connection, data: bytes) -> None:
        asyncio.get_running_loop().call_soon(self._client.data_received, data)

    def _drop(self, _connection: Connection) -> None:
        self.close()

    def close(self) -> None:
        self._client.connection_lost(None)


class LogHere(LogLink):
    """The edge's line to a log in this process. To be made inside the running loop."""

    def __init__(self, log: Log) -> None:
        super().__init__(Path())
        self.log = log
        self._here = AuditClient()
        self._here.connection_made(Frames(self._here, log))

    @property
    def client(self) -> AuditClient:
        return self._here
