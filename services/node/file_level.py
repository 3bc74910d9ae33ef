"""Holds a file beside the records against the log, for a process that serves from it: before the first call, and on.

The file keeps a mark in the log (:mod:`services.store.held`), which moves while it is served. At each opening what the
log says after the mark is told to the file again, so that an older copy has what it lacks before anybody is answered
out of it; and what was expunged since is erased in it again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from audit.client import AuditClient
from audit.entry import EntryKind, OpenEntry
from audit.replies import LoggedEntry
from services.edge.call import Call, Handler, Hashed
from services.exchange.feed.ports import Changes
from services.node.log_look import SETTLED_S, Log, LogLook, done_in, size_of
from services.store.held import HeldMark

AT_ONCE: Final = 256
"""Changes of one look at the records."""
MOVE_S: Final = 60.0
"""Between two writes of the mark."""
THIN_S: Final = 3600.0
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


class FileLevel(LogLook):
    """One file beside the records, held against the log. ``clock``: epoch milliseconds."""

    def __init__(
        self,
        file: HeldFile,
        records: Expunged,
        log: Log,
        origin: Callable[[], str],
        clock: Callable[[], int],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(f"{file.name} is", log, origin, steady)
        self._file, self._records, self._clock = file, records, clock
        self._opened_ms = clock()
        self._size = self._head = 0
        self._marked: HeldMark | None = None
        self._moved_at = 0.0
        self._thinned_at = float("-inf")

    async def _due(self, client: AuditClient) -> None:
        """One look at what is due. Raises the log's errors, and refusals of the stores."""
        if self._looking:
            await self._look(client)
        elif self._steady() >= self._moved_at + MOVE_S:
            await self._move(await size_of(client))
        if self._looked.is_set() and self._steady() >= self._thinned_at + THIN_S:
            await self._file.thin(self._clock())
            self._thinned_at = self._steady()

    @property
    def _looking(self) -> bool:
        return not self._looked.is_set() or self._steady() < self._settled_at

    async def _look(self, client: AuditClient) -> None:
        mark = await self._file.mark()
        if self._read < 0:
            self._size = await size_of(client)
            self._read = await self._begin(self._size, mark)
        lacking = await self._read_on(client)
        if lacking:
            logger.error("alarm: %s was lost or is an older one: it lacked %d acts", self._file.name, lacking)
        if self._looked.is_set():
            return
        self._head = await self._records.head()
        if mark is not None:
            await self._erase(mark.changes)
        self._marked = HeldMark(self._origin(), self._read, self._head)
        await self._file.set_mark(self._marked)
        self._moved_at = self._steady()
        self._settled_at = self._moved_at + SETTLED_S
        self._looked.set()

    async def _begin(self, size: int, mark: HeldMark | None) -> int:
        if mark is None:
            return await self._file.begin(size)
        return min(mark.size, size) if mark.origin == self._origin() else 0

    async def _read_on(self, client: AuditClient) -> int:
        """What the file lacked of all that is read now."""
        lacking = 0
        async for found in self._ahead(client):
            told = [entry for one in found for entry in self._entry(one)]
            if told:
                lacking += await self._file.again(told, self._clock())
        return lacking

    def _entry(self, one: LoggedEntry) -> list[OpenEntry]:
        """What was done by a method of the file's.

        What was done since the opening is left out: the file that is open may have it a moment after the log.
        """
        entry = done_in(one, self._file.methods, _DONE)
        if entry is None or (one.index >= self._size and entry.time_ms >= self._opened_ms):
            return []
        return [entry]

    async def _erase(self, after: int) -> None:
        """Of what was expunged after a change; of all, where the records themselves are older than the file."""
        erased, at = 0, after if after <= self._head else 0
        while at < self._head:
            found = await self._records.changes(at, AT_ONCE)
            gone = [each.record for each in found.rows if each.klass.expunged]
            erased += await self._file.erase(gone) if gone else 0
            at = found.upto
        if erased:
            logger.error("alarm: %s held what was expunged: %d rows are erased again", self._file.name, erased)

    async def _move(self, size: int) -> None:
        """The mark to ``size``; to the change of the last look, as erasers may be at work on later ones."""
        head, self._head = self._head, await self._records.head()
        mark = HeldMark(self._origin(), size, head)
        if mark != self._marked:
            await self._file.set_mark(mark)
        self._marked, self._moved_at = mark, self._steady()

    def guarded(self, handler: Handler) -> Handler:
        """The handler once the file has all that the log says."""

        async def told_first(call: Call, raw: bytes) -> bytes | Hashed:
            if not self._looked.is_set():
                await self.known()
            return await handler(call, raw)

        return told_first
