"""Holds a file beside the records against the log, for a process that serves from it: before the first call, and on.

The file keeps a mark in the log (:mod:`services.store.held`), which moves while it is served. At each opening what the
log says after the mark is told to the file again, so that an older copy has what it lacks before anybody is answered
out of it; and what was expunged since is erased in it again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import EntryKind, OpenEntry, decode_open
from audit.replies import LoggedEntry
from services.access.errors import Refused
from services.edge.call import Call, Handler, Hashed
from services.exchange.feed.ports import Changes
from services.records.errors import StorageUnavailable
from services.store.held import HeldMark

LOOK_S: Final = 0.2
IDLE_S: Final = 5.0
"""Between two looks at how far the log has grown, once all is told."""
AT_ONCE: Final = 256
"""Entries of one question to the log's writer, and changes of one look at the records."""
SETTLED_S: Final = 30.0
"""As long after the opening the log is read on: its last entries come under a head with a quorum within seconds."""
MOVE_S: Final = 60.0
"""Between two writes of the mark."""
THIN_S: Final = 3600.0
PATIENCE_S: Final = 0.5
"""As long a call waits for the first look."""
_DONE: Final = frozenset({EntryKind.READ, EntryKind.OUTCOME})
logger = logging.getLogger(__name__)


class HeldFile(Protocol):
    """A file, with what the log says of it. Methods raise the refusal of its room."""

    @property
    def name(self) -> str:
        """Of the file, in the node's folder."""
        ...

    @property
    def methods(self) -> frozenset[str]:
        """Full paths of the methods whose entries concern it."""
        ...

    async def mark(self) -> HeldMark | None:
        """How far it is known to hold what the log says."""
        ...

    async def set_mark(self, mark: HeldMark) -> None:
        """So far from now on."""
        ...

    async def begin(self, size: int) -> int:
        """From which entry on a log of this size is read where the file has no mark."""
        ...

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        """Take what entries say, in their order; how much of it was lacking. Nothing, where it is told once more."""
        ...

    async def erase(self, records: Sequence[str]) -> int:
        """Leave nothing of these records; how much went."""
        ...

    async def thin(self, now_ms: int) -> int:
        """Let go of what is old enough; how much."""
        ...


class Expunged(Protocol):
    """The records, by the count of their changes. Raises StorageUnavailable."""

    async def head(self) -> int:
        """The last number of the count."""
        ...

    async def changes(self, after: int, limit: int) -> Changes:
        """At most ``limit`` records whose last change has a number above ``after``, ascending."""
        ...


@dataclass
class FileLevel:
    """``log``: the line to the writer; ``origin``: of the log that is open; ``clock``: epoch milliseconds.

    ``steady``: seconds that only grow.
    """

    file: HeldFile
    records: Expunged
    log: Callable[[], AuditClient | None]
    origin: Callable[[], str]
    clock: Callable[[], int]
    steady: Callable[[], float] = time.monotonic
    _told: asyncio.Event = field(default_factory=asyncio.Event)
    _read: int = -1
    _size: int = 0
    _opened_ms: int = field(init=False)
    _head: int = 0
    _marked: HeldMark | None = None
    _settled_at: float = 0.0
    _moved_at: float = 0.0
    _thinned_at: float = float("-inf")

    def __post_init__(self) -> None:
        self._opened_ms = self.clock()

    async def keep(self) -> None:
        """Hold the file against the log until cancelled; what the log or a store refuses is asked again."""
        while True:
            try:
                await self.step()
            except (AuditGone, AuditNever, AuditNotNow, Refused):
                pass
            except Exception as error:
                logger.error("%s is not held against the log: %s", self.file.name, type(error).__name__)
            await asyncio.sleep(LOOK_S if self._reading else IDLE_S)

    async def step(self) -> None:
        """One look at what is due. Raises the log's errors, and refusals of the stores."""
        client = self.log()
        if client is None:
            return
        if self._reading:
            await self._look(client)
        elif self.steady() >= self._moved_at + MOVE_S:
            await self._move((await client.entries(0, 0)).size)
        if self._told.is_set() and self.steady() >= self._thinned_at + THIN_S:
            await self.file.thin(self.clock())
            self._thinned_at = self.steady()

    @property
    def told(self) -> bool:
        """Whether the file has all that the log said at the first look."""
        return self._told.is_set()

    @property
    def _reading(self) -> bool:
        return not self.told or self.steady() < self._settled_at

    async def _look(self, client: AuditClient) -> None:
        mark = await self.file.mark()
        if self._read < 0:
            self._size = (await client.entries(0, 0)).size
            self._read = await self._begin(self._size, mark)
        lacking = await self._read_on(client)
        if lacking:
            logger.error("alarm: %s was lost or is an older one: it lacked %d acts", self.file.name, lacking)
        if self.told:
            return
        self._head = await self.records.head()
        if mark is not None:
            await self._erase(mark.changes)
        self._marked = HeldMark(self.origin(), self._read, self._head)
        await self.file.set_mark(self._marked)
        self._moved_at = self.steady()
        self._settled_at = self._moved_at + SETTLED_S
        self._told.set()

    async def _begin(self, size: int, mark: HeldMark | None) -> int:
        if mark is None:
            return await self.file.begin(size)
        return min(mark.size, size) if mark.origin == self.origin() else 0

    async def _read_on(self, client: AuditClient) -> int:
        """What the file lacked of all that is read now."""
        lacking = 0
        while found := (await client.entries(self._read, AT_ONCE)).entries:
            told = [entry for one in found for entry in self._entry(one)]
            if told:
                lacking += await self.file.again(told, self.clock())
            self._read += len(found)
        return lacking

    def _entry(self, one: LoggedEntry) -> list[OpenEntry]:
        """What was done by a method of the file's; nothing where it was refused, and where its month key is gone.

        What was done since the opening is left out: the file that is open may have it a moment after the log.
        """
        if not any(method.encode() in one.open for method in self.file.methods):
            return []
        entry = decode_open(one.open)
        done = entry.kind in _DONE and not entry.status and entry.method in self.file.methods
        since = one.index >= self._size and entry.time_ms >= self._opened_ms
        return [entry] if done and not since else []

    async def _erase(self, after: int) -> None:
        """Of what was expunged after a change; of all, where the records themselves are older than the file."""
        erased, at = 0, after if after <= self._head else 0
        while at < self._head:
            found = await self.records.changes(at, AT_ONCE)
            gone = [each.record for each in found.rows if each.klass.expunged]
            erased += await self.file.erase(gone) if gone else 0
            at = found.upto
        if erased:
            logger.error("alarm: %s held what was expunged: %d rows are erased again", self.file.name, erased)

    async def _move(self, size: int) -> None:
        """The mark to ``size``; to the change of the last look, as erasers may be at work on later ones."""
        head, self._head = self._head, await self.records.head()
        mark = HeldMark(self.origin(), size, head)
        if mark != self._marked:
            await self.file.set_mark(mark)
        self._marked, self._moved_at = mark, self.steady()

    async def known(self) -> None:
        """Wait for the first look. Raises StorageUnavailable where it does not come."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._told.wait()
        except TimeoutError:
            raise StorageUnavailable from None

    def guarded(self, handler: Handler) -> Handler:
        """The handler once the file has all that the log says."""

        async def told_first(call: Call, raw: bytes) -> bytes | Hashed:
            if not self.told:
                await self.known()
            return await handler(call, raw)

        return told_first
