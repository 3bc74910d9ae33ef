"""The bounded accept in front of gRPC: who has not brought a signed call yet gets little, and not for long.

gRPC's core bounds how long a handshake takes and how many connections there are in all, and then refuses honest
callers as well; before a peer acknowledges SETTINGS it bounds no header, and one that never ends takes what it is
sent. So each connection is taken here first. TLS passes through untouched: bytes go to the edge's own socket and back,
and whose connection it is the edge tells when a call over it has been authenticated.

    silent -> [first byte of a TLS handshake] unproven -> [a call's signature holds] proven -> closed

Silent and unproven connections are ``strangers``: bounded in number, time and bytes. When there are too many, the
oldest gives way, so that whoever signs at once always gets in.
"""

from __future__ import annotations

import asyncio
import logging
import resource
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from services.edge.pipes import Caller, joined

BOUNDS: Final = ("strangers", "time", "address", "certificate")
"""For which a connection, or a call over one, is refused; all that is counted in :attr:`Door.refused`."""
BACKLOG: Final = 128
SWEEP_S: Final = 0.5
HANDLES: Final = 3
"""Descriptors of one connection: the caller's, the edge's, and that of the pipe between."""
SPARE: Final = 256
"""Descriptors of everything else."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Of one process. ``strangers``: connections without an authenticated call yet, ``stranger_s`` seconds long at most
    and ``stranger_bytes`` bytes; ``address``: connections of one address, ``certificate``: of one certificate, ``all``:
    altogether.
    """

    strangers: int = 256
    stranger_s: float = 10.0
    stranger_bytes: int = 128 * 1024
    address: int = 256
    certificate: int = 128
    all: int = 1024


def room_for(bounds: Bounds) -> Bounds:
    """The bounds, with as many connections as this process may have descriptors for; it takes all it may."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    room = (most - SPARE) // HANDLES
    if room >= bounds.all:
        return bounds
    logger.warning("descriptors for %s connections only: raise the limit of open files", room)
    return replace(bounds, all=room, strangers=min(bounds.strangers, room // 2))


class Door:
    """Takes connections on a port and hands them to the socket at ``inner``. ``refused``: how many were not taken, or
    had to give way, by which bound.

    To be made inside the running loop.
    """

    def __init__(self, bounds: Bounds, inner: str) -> None:
        self.bounds = bounds
        self._inner = inner
        self._loop = asyncio.get_running_loop()
        self._server: asyncio.Server | None = None
        self._all: dict[str, Caller] = {}
        self._strangers: dict[str, Caller] = {}
        self._addresses: Counter[str] = Counter()
        self._certificates: Counter[bytes] = Counter()
        self._connecting: set[asyncio.Task[None]] = set()
        self._sweep: asyncio.TimerHandle | None = None
        self.refused: Counter[str] = Counter()

    async def open(self, host: str, port: int) -> None:
        """Listen. Raises OSError where the port cannot be bound."""
        self._server = await self._loop.create_server(
            lambda: Caller(self), host, port, reuse_port=True, backlog=BACKLOG
        )
        self._later()

    def close(self) -> None:
        """Take no more; those that are there go on."""
        if self._server is not None:
            self._server.close()

    def end(self) -> None:
        """Let go of those that are left."""
        if self._sweep is not None:
            self._sweep.cancel()
        for caller in list(self._all.values()):
            caller.transport.abort()

    @property
    def counts(self) -> tuple[int, int]:
        """Connections now: all, and strangers among them."""
        return len(self._all), len(self._strangers)

    # -- what the edge knows

    def authenticated(self, peer: str, thumbprint: bytes) -> bool:
        """A call came over this connection, under this certificate. False: the certificate has too many of them."""
        caller = self._of(peer)
        if caller is None or caller.thumbprint:
            return True
        if self._certificates[thumbprint] >= self.bounds.certificate:
            self.refused["certificate"] += 1
            return False
        self._certificates[thumbprint] += 1
        self._strangers.pop(caller.name, None)
        caller.proven(thumbprint)
        return True

    def peer(self, inner: str) -> str:
        """Who is at the far end of the connection that the edge sees as ``inner``."""
        caller = self._of(inner)
        return caller.peer if caller else inner

    def _of(self, peer: str) -> Caller | None:
        return self._all.get(peer.rpartition("-")[2])

    # -- what the connections tell

    def came(self, caller: Caller) -> None:
        """Take it, or not."""
        caller.since = self._loop.time()
        self._all[caller.name] = self._strangers[caller.name] = caller
        self._addresses[caller.address] += 1
        if self._addresses[caller.address] > self.bounds.address:
            self._refuse(caller, "address")
        elif len(self._all) > self.bounds.all or len(self._strangers) > self.bounds.strangers:
            self._refuse(next(iter(self._strangers.values())), "strangers")

    def _refuse(self, caller: Caller, bound: str) -> None:
        """It is forgotten at once, and not only when the loop comes to close it."""
        self.refused[bound] += 1
        self.went(caller)
        caller.transport.abort()

    def went(self, caller: Caller) -> None:
        """Stop counting the connection, whoever ended it; nothing where that is done already."""
        if self._all.pop(caller.name, None) is None:
            return
        self._strangers.pop(caller.name, None)
        _less(self._addresses, caller.address)
        if caller.thumbprint:
            _less(self._certificates, caller.thumbprint)

    def connect(self, caller: Caller) -> None:
        """Join it with the edge."""
        task = self._loop.create_task(self._join(caller))
        self._connecting.add(task)
        task.add_done_callback(self._connecting.discard)

    async def _join(self, caller: Caller) -> None:
        if caller.name not in self._all:
            return
        try:
            pipe = await joined(self._loop, self._inner, caller)
        except OSError as error:
            logger.warning("a connection was not taken: %s", type(error).__name__)
            caller.transport.abort()
            return
        if caller.name in self._all:
            caller.joined(pipe)
        else:
            pipe.abort()

    def _later(self) -> None:
        self._sweep = self._loop.call_later(SWEEP_S, self._sweep_out)

    def _sweep_out(self) -> None:
        due = self._loop.time() - self.bounds.stranger_s
        for caller in list(self._strangers.values()):
            if caller.since > due:
                break
            self._refuse(caller, "time")
        self._later()


K = TypeVar("K")


def _less(counts: Counter[K], key: K) -> None:
    counts[key] -= 1
    if counts[key] <= 0:
        del counts[key]
