"""HTTP/2 spoken badly on purpose, frame by frame over real TLS (RFC 9113)."""

from __future__ import annotations

import socket
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.e2e.federation import Pair
from tests.shared import PATIENCE_S

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST, SETTINGS, PING, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
END_STREAM, END_HEADERS = 1, 4


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """One frame of HTTP/2 (RFC 9113, section 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


def literal(name: str, value: str) -> bytes:
    """A header field without indexing and without Huffman coding (RFC 7541 6.2.2)."""
    parts = [part.encode() for part in (name, value)]
    return b"\0" + b"".join(bytes((len(part),)) + part for part in parts)


def call_headers() -> bytes:
    """A gRPC call's header block."""
    fields = {
        ":method": "POST", ":scheme": "https", ":path": "/rabta.records.v1.RecordsService/Search",
        ":authority": "127.0.0.1", "content-type": "application/grpc", "te": "trailers",
    }  # fmt: skip
    return b"".join(literal(name, value) for name, value in fields.items())


def _rapid_reset() -> Iterator[bytes]:
    """Opened and cancelled at once, thousands of times (CVE-2023-44487)."""
    block, cancel = call_headers(), (8).to_bytes(4, "big")
    for stream in range(1, 20_001, 2):
        yield frame(HEADERS, END_HEADERS, stream, block) + frame(RST, 0, stream, cancel)


def _continuation() -> Iterator[bytes]:
    """Headers that never end (CVE-2024-27316)."""
    yield frame(HEADERS, 0, 1, call_headers())
    for number in range(2000):
        yield frame(CONTINUATION, 0, 1, literal(f"x-{number:04}", "a" * 100))


def _settings() -> Iterator[bytes]:
    for _ in range(20_000):
        yield frame(SETTINGS, 0, 0, b"\0\3\0\0\0\1")


def _pings() -> Iterator[bytes]:
    for number in range(20_000):
        yield frame(PING, 0, 0, number.to_bytes(8, "big"))


def _garbage() -> Iterator[bytes]:
    yield bytes(range(256)) * 256


def _oversized() -> Iterator[bytes]:
    yield b"\xff\xff\xff" + bytes((DATA, 0)) + (1).to_bytes(4, "big") + b"\0" * 65536


def _window() -> Iterator[bytes]:
    yield frame(HEADERS, END_HEADERS, 1, call_headers())
    for _ in range(4):
        yield frame(WINDOW, 0, 1, (0x7FFFFFFF).to_bytes(4, "big"))


def _bad_streams() -> Iterator[bytes]:
    yield frame(HEADERS, END_HEADERS, 2, call_headers())
    yield frame(DATA, 0, 0, b"data on the connection")


def _bad_hpack() -> Iterator[bytes]:
    yield frame(HEADERS, END_HEADERS | END_STREAM, 1, b"\xff" * 200)


def _empty_data() -> Iterator[bytes]:
    yield frame(HEADERS, END_HEADERS, 1, call_headers())
    for _ in range(20_000):
        yield frame(DATA, 0, 1, b"")


FLOODS: dict[str, Callable[[], Iterator[bytes]]] = {
    "rapid-reset": _rapid_reset,
    "continuation-flood": _continuation,
    "settings-flood": _settings,
    "ping-flood": _pings,
    "garbage": _garbage,
    "oversized-frame": _oversized,
    "window-overflow": _window,
    "wrong-streams": _bad_streams,
    "bad-hpack": _bad_hpack,
    "empty-data-flood": _empty_data,
}


def tls_to(port: int, pair: Pair, ca: Path, source: str = "127.0.0.1") -> ssl.SSLSocket:
    """A TLS connection that has said nothing yet."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ca)
    context.set_alpn_protocols(["h2"])
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "key", Path(folder) / "certificate"
        for path, pem in zip(paths, pair, strict=True):
            path.write_bytes(pem)
        context.load_cert_chain(paths[1], paths[0])
    plain = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S, source_address=(source, 0))
    try:
        return context.wrap_socket(plain, server_hostname="127.0.0.1")
    except BaseException:
        plain.close()
        raise


@contextmanager
def connected(port: int, pair: Pair, ca: Path) -> Iterator[ssl.SSLSocket]:
    """A TLS connection that has said the preface and its settings."""
    with tls_to(port, pair, ca) as tls:
        tls.sendall(PREFACE + frame(SETTINGS, 0, 0, b""))
        yield tls


def flood(tls: ssl.SSLSocket, frames: Iterator[bytes]) -> None:
    """Send until it is all sent, or the server has had enough."""
    tls.settimeout(2)
    with suppress(OSError):
        batch = b""
        for each in frames:
            batch += each
            if len(batch) > 32_768:
                tls.sendall(batch)
                batch = b""
        tls.sendall(batch)


def until_closed(connection: socket.socket, seconds: float = 8) -> bool:
    """Whether the server closes the connection within seconds."""
    connection.settimeout(seconds)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True
