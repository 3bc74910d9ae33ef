"""The two ends of a connection that passes the door: bytes go through as they are, and no faster than they are read.

A socket that was handed to the loop is the loop's: uvloop closes its descriptor, and would find it closed already, or
be another's by then, if the object here closed it once more. So it is let go of where the loop had no time to take it.
"""

from __future__ import annotations

import asyncio
import secrets
import socket
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from services.edge.door import Door

HANDSHAKE: Final = 0x16
"""First byte of a TLS record that carries a handshake (RFC 8446, section 5.1)."""
TRIES: Final = 100
PAUSE_S: Final = 0.01


class Caller(asyncio.Protocol):
    """The caller's end, and what is known of it. ``thumbprint``: empty while it is a stranger's."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._given = 0
        self._first = bytearray()
        self._edge_is_slow = False
        self._inner: asyncio.Transport | None = None
        self.name = secrets.token_hex(8)
        self.since = 0.0
        self.address = self.peer = ""
        self.thumbprint = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Part of asyncio.Protocol: notes whence the connection comes, and asks the door."""
        self.transport = cast(asyncio.Transport, transport)
        host, port = (transport.get_extra_info("peername") or ("", 0))[:2]
        self.address, self.peer = host, f"ipv6:[{host}]:{port}" if ":" in host else f"ipv4:{host}:{port}"
        self._door.came(self)

    def data_received(self, data: bytes) -> None:
        """Part of asyncio.Protocol: bytes of the caller, kept until the pipe stands. The first begins a handshake."""
        if not self.thumbprint:
            self._given += len(data)
            self.pace()
        if self._inner is not None:
            self._inner.write(data)
            return
        if not self._first:
            if data[0] != HANDSHAKE:
                self.transport.abort()
                return
            self._door.connect(self)
        self._first += data

    def joined(self, inner: asyncio.Transport) -> None:
        """The pipe to the edge stands."""
        self._inner = inner
        inner.write(bytes(self._first))
        self._first.clear()

    def proven(self, thumbprint: bytes) -> None:
        """A call over it has been authenticated."""
        self.thumbprint = thumbprint
        self.pace()

    def edge_is(self, slow: bool) -> None:
        """Whether the edge reads too slowly."""
        self._edge_is_slow = slow
        self.pace()

    def pace(self) -> None:
        """Read on, or not: never faster than the edge, and of a stranger only so much."""
        stranger = not self.thumbprint and self._given >= self._door.bounds.stranger_bytes
        if self._edge_is_slow or stranger:
            self.transport.pause_reading()
        else:
            self.transport.resume_reading()

    def connection_lost(self, _exc: Exception | None) -> None:
        """Part of asyncio.Protocol: the caller is gone, and the pipe to the edge goes too."""
        self._door.went(self)
        if self._inner is not None:
            self._inner.close()

    def pause_writing(self) -> None:
        """Part of asyncio.Protocol: the caller reads too slowly."""
        if self._inner is not None:
            self._inner.pause_reading()

    def resume_writing(self) -> None:
        """Part of asyncio.Protocol: the caller reads again."""
        if self._inner is not None:
            self._inner.resume_reading()


class Inner(asyncio.Protocol):
    """The end of the pipe that leads to the edge's own socket."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def data_received(self, data: bytes) -> None:
        """Part of asyncio.Protocol: bytes of the edge, for the caller."""
        self._caller.transport.write(data)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Part of asyncio.Protocol: what the edge has said still goes out."""
        self._caller.transport.close()

    def pause_writing(self) -> None:
        """Part of asyncio.Protocol: the edge reads too slowly."""
        self._caller.edge_is(slow=True)

    def resume_writing(self) -> None:
        """Part of asyncio.Protocol: the edge reads again."""
        self._caller.edge_is(slow=False)


async def joined(loop: asyncio.AbstractEventLoop, path: str, caller: Caller) -> asyncio.Transport:
    """The pipe from a caller to the edge's socket, under the caller's name. Raises OSError."""
    named = named_socket(caller.name)
    try:
        await connected(named, path)
    except BaseException:
        named.close()
        raise
    try:
        pipe, _ = await loop.create_unix_connection(lambda: Inner(caller), sock=named)
    except BaseException:
        named.detach()
        raise
    if pipe.is_closing():
        named.detach()
    return pipe


def named_socket(name: str) -> socket.socket:
    """A socket that gRPC knows by its name (``context.peer()``): in the abstract namespace, unix(7)."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.setblocking(False)
    try:
        made.bind(f"\0rabta-{name}")
    except OSError:
        made.close()
        raise
    return made


async def connected(named: socket.socket, path: str) -> None:
    """Connect at once, or a few moments later where many are waiting to be taken there. Raises OSError."""
    for _ in range(TRIES):
        try:
            named.connect(path)
            return
        except BlockingIOError:
            await asyncio.sleep(PAUSE_S)
    named.connect(path)
