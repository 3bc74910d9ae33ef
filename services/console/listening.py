"""Where a console listens."""

from __future__ import annotations

import socket


def listening(host: str, port: int) -> socket.socket:
    """A listener whose connections send at once what is written (TCP_NODELAY, tcp(7)), which they take over from it.

    uvicorn writes the head of an answer and then its body. Without this the body waits until the browser has
    acknowledged the head, which browsers put off for 40 ms; asyncio sees to it for listeners that it has made alone.
    Raises OSError.
    """
    listener = socket.create_server((host, port))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
