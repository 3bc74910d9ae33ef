"""Loopback ports that one process chooses and nobody else takes before they are used.

A port that is free when it is chosen may be taken when it is used: by another run that chose it too, by the kernel for
an outgoing connection, or while the part that listens there is restarted. So ports are below those that the kernel
chooses itself, and a process chooses them from blocks that are its own until it ends. The name that says so is an
abstract socket's, as in :mod:`services.node.ports`: it belongs to the network namespace, and is gone with the process.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Iterator, Sequence
from errno import EADDRINUSE
from itertools import islice
from typing import Final

BLOCK: Final = 64
FIRST: Final = 10_048
"""The first port of all blocks; many servers have a port of their own below it."""
BLOCKS: Final = 355
"""The last block ends at 32,767: above it the kernel chooses ports (ip_local_port_range)."""
_LOOPBACK: Final = "127.0.0.1"


class PortBlocks:
    """The blocks of this process. A child that was forked chooses from blocks of its own.

    ``blocks``: those that there are, in the order in which they are tried; all, at random, where none are given.
    """

    def __init__(self, blocks: Sequence[int] = ()) -> None:
        self._blocks = blocks
        self._begin()
        os.register_at_fork(after_in_child=self._begin)

    def _begin(self) -> None:
        self._lock = threading.Lock()
        self._names: list[socket.socket] = []
        self._ports = self._chosen()

    def take(self, number: int) -> list[int]:
        """Ports that are free, all different. Raises OSError where there are not so many."""
        with self._lock:
            ports = list(islice(self._ports, number))
        if len(ports) < number:
            raise OSError(EADDRINUSE, "no port is left that this process may choose")
        return ports

    def _chosen(self) -> Iterator[int]:
        """Free ports of one block after the other; then those of all again, as most are in use for a moment."""
        own: list[int] = []
        for block in self._blocks or secrets.SystemRandom().sample(range(BLOCKS), BLOCKS):
            if self._named(block):
                own.append(block)
                yield from _free_ports(block)
        while again := [port for block in own for port in _free_ports(block)]:
            yield from (port for port in again if _free(port))

    def _named(self, block: int) -> bool:
        """Whether the block is now of this process; its name is kept open."""
        name = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            name.bind(f"\0rabta/ports/{block}")
        except OSError:
            name.close()
            return False
        self._names.append(name)
        return True


def _free_ports(block: int) -> Iterator[int]:
    first = FIRST + block * BLOCK
    return (port for port in range(first, first + BLOCK) if _free(port))


def _free(port: int) -> bool:
    """Whether nobody listens there; a connection that has just ended there is a hindrance too."""
    with socket.socket() as probe:
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True
