"""Who is at the other end of a connection: address, browser, and on loopback the account that owns the socket.

A session is bound to these, so that a stolen cookie is worth nothing from elsewhere. On loopback every process of the
machine has the same address; the kernel's list of sockets tells whose the connection is.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from starlette.requests import Request

SOCKETS: Final = Path("/proc/net/tcp")
"""Linux, proc(5): local address, remote address and user of each IPv4 socket."""
_LOCAL, _REMOTE, _USER = 1, 2, 7
CERTIFICATE: Final = "client_certificate"
"""Name under which the server puts a browser's certificate into the state of a request."""


@dataclass(frozen=True, slots=True)
class Peer:
    """``account``: user id that owns the other end on loopback; None where the kernel lists no such socket.

    ``certificate``: SHA-256 in hexadecimal of the TLS certificate that the browser proved to hold; empty for none.
    """

    address: str
    agent: str
    account: int | None
    certificate: str = ""

    @property
    def own_account(self) -> bool:
        """Whether the other end is a process of the account that runs the console."""
        return self.account is not None and self.account == os.geteuid()


def peer_of(
    client: tuple[str, int], server: tuple[str, int], agent: str, sockets: Path = SOCKETS, certificate: str = ""
) -> Peer:
    """The peer of an IPv4 connection; ``client`` and ``server`` are host and port of its two ends."""
    return Peer(client[0], agent, _account(client, server, sockets), certificate)


def peer_of_request(request: Request) -> Peer:
    """Both ends of a request's connection, as the server saw them."""
    host, port = request.client or ("", 0)
    own_host, own_port = request.scope.get("server") or ("", 0)
    agent, shown = request.headers.get("user-agent", ""), str(request.scope.get("state", {}).get(CERTIFICATE, ""))
    return peer_of((host, port), (str(own_host), int(own_port or 0)), agent, certificate=shown)


def _account(client: tuple[str, int], server: tuple[str, int], sockets: Path) -> int | None:
    try:
        ends = [_as_listed(client), _as_listed(server)]
        lines = sockets.read_text("ascii").splitlines()[1:]
    except (OSError, ValueError):
        return None
    rows = (line.split() for line in lines)
    return next((int(row[_USER]) for row in rows if [row[_LOCAL], row[_REMOTE]] == ends), None)


def _as_listed(end: tuple[str, int]) -> str:
    """As proc(5) writes it: the address as a number in the machine's order of bytes, then the port, in hexadecimal."""
    address = ip_address(end[0]).packed
    return f"{int.from_bytes(address, sys.byteorder):08X}:{end[1]:04X}"
