"""Connections that want nothing but to be there, or to be sent for ever: opened many at a time, from several addresses."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.e2e.attacks import http2
from tests.e2e.attacks.http2 import CONTINUATION, END_HEADERS, END_STREAM, HEADERS, PREFACE, SETTINGS, frame
from tests.e2e.federation import Pair
from tests.e2e.world import World

CLIENT_HELLO = bytes((0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3))
"""The first bytes of a handshake of 512, of which no more will come."""
PIECE = 16_384


def addresses(number: int) -> list[str]:
    """Addresses of loopback that a flood may come from."""
    return [f"127.0.0.{place}" for place in range(2, 2 + number)]


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


@contextmanager
def many(port: int, number: int, sources: Sequence[str], first: bytes = b"") -> Iterator[list[socket.socket]]:
    """Connections that say ``first`` and no more, from the sources in turn."""
    made: list[socket.socket] = []
    try:
        for place in range(number):
            source = (sources[place % len(sources)], 0)
            with suppress(ConnectionResetError, BrokenPipeError):
                made.append(socket.create_connection(("127.0.0.1", port), timeout=5, source_address=source))
                made[-1].sendall(first)
        yield made
    finally:
        for one in made:
            one.close()


def open_still(connections: Sequence[socket.socket]) -> int:
    """How many the server has not closed."""
    found = 0
    for one in connections:
        one.setblocking(False)
        try:
            found += one.recv(1) != b""
        except BlockingIOError:
            found += 1
        except OSError:
            continue
    return found


def block_pieces(megabytes: int, *, whole: bool) -> Iterator[bytes]:
    """A call's header block with one field of so many bytes, in frames; without its end unless ``whole``."""
    value = b"a" * (megabytes << 20)
    block = http2.call_headers() + b"\0\x07x-large" + length_of(len(value)) + value
    places = range(0, len(block), PIECE)
    for place in places:
        last = whole and place + PIECE >= len(block)
        kind = HEADERS if place == 0 else CONTINUATION
        flags = (END_HEADERS if last else 0) | (END_STREAM if kind == HEADERS else 0)
        yield frame(kind, flags, 1, block[place : place + PIECE])


def length_of(number: int) -> bytes:
    """An HPACK string's length, without Huffman (RFC 7541, 5.1): an integer with a prefix of seven bits."""
    if number < 127:
        return bytes((number,))
    said, number = bytearray((127,)), number - 127
    while number >= 128:
        said.append(number % 128 + 128)
        number //= 128
    return bytes((*said, number))


def unacknowledging(
    world: World, pair: Pair, frames: Iterator[bytes], source: str = "127.0.0.1", port: int = 0
) -> ssl.SSLSocket:
    """A connection that says its preface, sends the frames as far as they are taken, and reads nothing."""
    tls = http2.tls_to(port or world.local.port, pair, world.files.hub.ca_crt, source)
    tls.settimeout(0.5)
    with suppress(OSError):
        tls.sendall(PREFACE + frame(SETTINGS, 0, 0, b""))
        for each in frames:
            tls.sendall(each)
    return tls


def answer_of(tls: ssl.SSLSocket, patience_s: float = 3.0) -> bytes:
    """All that the server says until it is silent or gone."""
    tls.settimeout(patience_s)
    said = b""
    with suppress(OSError):
        while part := tls.recv(65536):
            said += part
    return said


def socket_folder(world: World) -> Path:
    """Where the edges' own sockets lie."""
    return world.files.hub.folder / "door"
