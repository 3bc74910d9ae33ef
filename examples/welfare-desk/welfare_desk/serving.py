"""The one way in: a welfare request over mutual TLS, and its department's outcomes.

Who sends is known by the certificate. Nothing is written of a request but to the store, and no answer repeats one.
"""

from __future__ import annotations

import socket
import sqlite3
import ssl
import threading
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from welfare_desk.place import Department, Settings
from welfare_desk.store import opened
from welfare_desk.values import LONGEST, NotARequest, request_of

REQUEST = "/welfare/v1/RequestWelfareVisit"
OUTCOMES = "/welfare/v1/Outcomes"
SECONDS = 20
"""For each read, so that a silent caller holds no thread for long."""
AT_ONCE = 64
"""Connections; one more is closed, and its department's program asks again."""


class DeskServer(ThreadingHTTPServer):
    """Takes requests into the store at ``path``; ``today`` is asked anew for each."""

    daemon_threads = True

    def __init__(self, desk: Settings, path: Path, today: Callable[[], date] = date.today) -> None:
        super().__init__((desk.host, desk.port), _Handler)
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self.desk, self.path, self.today = desk, path, today
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.load_cert_chain(desk.certificate, desk.key)
        context.load_verify_locations(desk.authority)
        context.verify_mode = ssl.CERT_REQUIRED
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """A thread for each connection, for so many at a time: who says nothing takes the memory of no other."""
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request: socket.socket | tuple[bytes, socket.socket], client_address: Any) -> None:
        """The connection's own; its place is free again when it ends."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Whom TLS refuses is refused without a word."""


class _Handler(BaseHTTPRequestHandler):
    server: DeskServer
    connection: ssl.SSLSocket
    timeout = SECONDS
    server_version, sys_version = "welfare", ""

    def do_POST(self) -> None:
        """202 once the request is on the disk; the same three again are the same request while it is open."""
        department = self._department()
        if department is None:
            self._say(HTTPStatus.FORBIDDEN)
        elif self.path != REQUEST:
            self._say(HTTPStatus.NOT_FOUND)
        else:
            self._say(self._taken(department))

    def do_GET(self) -> None:
        """The outcomes of this department's requests, as the table that its program takes on standard input."""
        department = self._department()
        if department is None:
            self._say(HTTPStatus.FORBIDDEN)
        elif self.path != OUTCOMES:
            self._say(HTTPStatus.NOT_FOUND)
        else:
            self._told(department)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Nothing is written of a request."""

    def _department(self) -> Department | None:
        shown = self.connection.getpeercert(binary_form=True)
        return self.server.desk.departments.get(sha256(shown).hexdigest()) if shown else None

    def _taken(self, department: Department) -> HTTPStatus:
        (length, *more) = self.headers.get_all("Content-Length") or [""]
        if more or not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            return HTTPStatus.LENGTH_REQUIRED
        if len(length) > 5 or int(length) > LONGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        try:
            request = request_of(self.rfile.read(int(length)))
        except NotARequest:
            return HTTPStatus.BAD_REQUEST
        if request.school not in department.schools:
            return HTTPStatus.FORBIDDEN
        today = self.server.today()
        try:
            with opened(self.server.path, today) as store:
                store.take(department.name, request, today)
        except (sqlite3.Error, OSError):
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.ACCEPTED

    def _told(self, department: Department) -> None:
        try:
            with opened(self.server.path, self.server.today()) as store:
                found = store.outcomes(department.name)
        except (sqlite3.Error, OSError):
            self._say(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self._say(HTTPStatus.OK, "".join(f"{','.join(row)}\n" for row in [("school", "token", "outcome"), *found]))

    def _say(self, status: HTTPStatus, table: str = "") -> None:
        self.close_connection = True
        self.send_response(status)
        if table:
            self.send_header("Content-Type", "text/csv; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(table.encode())))
        self.end_headers()
        self.wfile.write(table.encode())


def address(server: DeskServer) -> tuple[str, int]:
    """Where it listens, also where the port was 0."""
    bound: tuple[str, int] = socket.socket.getsockname(server.socket)[:2]
    return bound
