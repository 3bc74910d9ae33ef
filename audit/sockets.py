"""The writer's ends of its Unix socket: who may connect, what is half read or half sent."""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
from pathlib import Path

from audit.handle import by_handle
from audit.protocol import split_frames

_RECEIVE_BYTES = 1 << 16
_MAX_OUTBOX_BYTES = 64 << 20
_CREDENTIALS = struct.Struct("3i")


def say(event: str, **facts: object) -> None:
    """One line for the operator on stderr; never names, identifiers or keys of persons."""
    sys.stderr.write(json.dumps({"event": event, **facts}) + "\n")
    sys.stderr.flush()


class Connection:
    """One client: what came in and is no whole frame yet, what could not be sent yet."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.inbox = b""
        self.outbox = bytearray()

    def receive(self) -> list[bytes]:
        """Frames that are whole now; ConnectionError at the end, ProtocolError."""
        try:
            data = self.channel.recv(_RECEIVE_BYTES)
        except BlockingIOError:
            return []
        if not data:
            raise ConnectionError("closed")
        frames, self.inbox = split_frames(self.inbox + data)
        return frames

    def send(self, data: bytes = b"") -> None:
        """Send what the client takes now, keep the rest; ConnectionError."""
        self.outbox += data
        try:
            sent = self.channel.send(self.outbox)
        except BlockingIOError:
            sent = 0
        del self.outbox[:sent]
        if len(self.outbox) > _MAX_OUTBOX_BYTES:
            raise ConnectionError("does not read")


def listen(path: Path) -> socket.socket:
    """Listening socket of mode 0600 at ``path``, which is there only once it listens.

    What stood there before was of a writer that has ended.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    beside = path.with_name(path.name + "~")
    beside.unlink(missing_ok=True)
    mask = os.umask(0o177)
    try:
        with by_handle(path.parent) as folder:
            listener.bind(f"{folder}/{beside.name}")
    finally:
        os.umask(mask)
    listener.listen(64)
    beside.rename(path)
    listener.setblocking(False)
    return listener


def peer_uid(channel: socket.socket) -> int:
    """User id of the process at the other end, from the kernel (SO_PEERCRED)."""
    raw = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    return int(_CREDENTIALS.unpack(raw)[1])
