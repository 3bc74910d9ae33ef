"""A child-protection body that takes welfare requests over mutual TLS, and keeps what came."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from services.membership import keys
from services.membership.certificates import Authority
from services.membership.home import DEVELOPMENT_HOSTS


class Body(ThreadingHTTPServer):
    """Answers ``status`` to each request; ``taken`` has path and body of each, as they came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.status = 202
        self.taken: list[tuple[str, bytes]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Whom TLS refuses is refused without a word."""


class Served(NamedTuple):
    """A body, and the folder of the files of TLS."""

    body: Body
    tls: Path


class Request(BaseHTTPRequestHandler):
    """One POST."""

    server: Body

    def do_POST(self) -> None:
        """Keep it, and answer."""
        length = int(self.headers["Content-Length"])
        self.server.taken.append((self.path, self.rfile.read(length)))
        self.send_response(self.server.status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing is written of a request."""


@contextmanager
def serving(
    folder: Path, hosts: tuple[str, ...] = DEVELOPMENT_HOSTS, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3
) -> Iterator[Body]:
    """A body that serves as ``hosts``, with no newer TLS than ``newest``.

    ``folder`` gets ca.pem, and certificate and key of the body and of a school department.
    """
    authority = Authority.create("welfare", time.time_ns() // 1_000_000)
    (folder / "ca.pem").write_bytes(authority.pem())
    for name in ("body", "school"):
        certified(folder, name, authority, hosts)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=folder / "ca.pem")
    context.load_cert_chain(folder / "body.pem", folder / "body.key")
    context.maximum_version = newest
    context.verify_mode = ssl.CERT_REQUIRED
    with Body() as body:
        body.socket = context.wrap_socket(body.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=body.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield body
        finally:
            body.shutdown()
            thread.join()


def certified(folder: Path, name: str, authority: Authority, hosts: tuple[str, ...] = DEVELOPMENT_HOSTS) -> None:
    """``name.pem`` and ``name.key``, of a certificate that the authority issued."""
    key = keys.make_key(folder / f"{name}.key")
    issued = authority.issue(key.spki, name, "welfare", time.time_ns() // 1_000_000, 9, hosts)
    (folder / f"{name}.pem").write_bytes(issued.pem)
