"""A node's port is its own: edge processes share it among themselves (SO_REUSEPORT), so the kernel would let another
node of the same user share it as well, and half of the calls would go astray.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EADDRINUSE
from typing import Final

from services.errors import RabtaError

PATIENCE_S: Final = 3.0
"""Those that were killed a moment ago may still hold it."""
_PAUSE_S: Final = 0.05


class PortTaken(RabtaError, OSError):
    """Somebody else listens there; the text names host and port."""

    def __init__(self, listen: str) -> None:
        super().__init__(
            f"{listen} is in use: another federation or program listens there. Stop it, or set another port"
        )


def split(listen: str) -> tuple[str, int]:
    """Host and port of ``host:port``; a host in brackets is an IPv6 address. ValueError."""
    host, _, port = listen.rpartition(":")
    return host.removeprefix("[").removesuffix("]"), int(port)


def check_free(listens: Iterable[str], patience_s: float = PATIENCE_S) -> None:
    """Raise PortTaken for the first address that is still taken after ``patience_s``; OSError for one that is none."""
    end = time.monotonic() + patience_s
    for listen in listens:
        while not _free(*split(listen)):
            if time.monotonic() > end:
                raise PortTaken(listen)
            time.sleep(_PAUSE_S)


@contextmanager
def held(listen: str, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Keep an address for this process and its children until left. Raises PortTaken, OSError.

    The name that says so is an abstract socket's: like the port it belongs to the network namespace, and it is gone
    with the process. It decides between two that start at one moment; who holds no name is found by the port itself.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as name:
        end = time.monotonic() + patience_s
        while not _named(name, listen):
            if time.monotonic() > end:
                raise PortTaken(listen)
            time.sleep(_PAUSE_S)
        check_free([listen], patience_s)
        yield


def _named(name: socket.socket, listen: str) -> bool:
    try:
        name.bind(f"\0rabta/node/{listen}")
    except OSError:
        return False
    return True


def _free(host: str, port: int) -> bool:
    """Whether a socket that shares with nobody could listen there; without it, TIME_WAIT alone is no hindrance."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == EADDRINUSE:
                return False
            raise
    return True
