"""Holds the store of records against the log, for an edge process: before the first call, and as long as it serves.

The store keeps a mark in the log, which moves while it is known to be level. At each opening what the log says after
the mark is read, so that it costs what came since, whatever the log's size. A store that is behind serves nothing but
the pages that are missing. Once it has them, what oversight decided on claims and it lacks is done again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from audit.client import AuditClient
from audit.entry import EntryKind
from audit.replies import LoggedEntry
from services.edge.call import Call, Handler, Hashed
from services.node.log_look import SETTLED_S, Log, LogLook, done_in, size_of
from services.records.app.level import FeedName, Missing, Taken, latest, missing
from services.records.app.verdicts import About, Verdict, last_of, verdict_of
from services.records.errors import RecordsBehind, StorageUnavailable
from services.records.log_port import ACCEPTED, LogMark
from services.records.ports import Store, Transaction
from services.records.rpc import SERVICE

SUBMIT: Final = f"{SERVICE}SubmitPage"
DECIDE: Final = f"{SERVICE}DecideClaim"
NEWEST: Final = 100_000
"""Entries that are read of a log where a store that holds records has no mark in it, as after an upgrade."""
STEP: Final = 1000
"""Entries by which the log has grown before the mark moves."""
_SAID: Final = frozenset({EntryKind.OUTCOME})
WAY_BACK: Final = (
    "put the newest records.db back, or have these agencies run `rabta records resend`;"
    " `rabta node accept-records` gives up what nobody has"
)
logger = logging.getLogger(__name__)


class Level(LogLook):
    """``again``: does again what the store lacks of decisions of oversight, and says how many."""

    def __init__(
        self,
        store: Store,
        log: Log,
        origin: Callable[[], str],
        again: Callable[[Iterable[Verdict]], Awaitable[int]],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__("the records are", log, origin, steady)
        self._store, self._again = store, again
        self._verdicts: Mapping[About, Verdict] = {}
        self._taken: Mapping[FeedName, Taken] = {}
        self._marked = LogMark("", 0)
        self._accepting = False
        self.missing: tuple[Missing, ...] = ()
        """Feeds that the store holds less of than the log says; empty before the first look too."""

    async def _due(self, client: AuditClient) -> None:
        """One look at what is due. Raises the log's errors, StorageUnavailable."""
        if self._looking:
            await self._look(client)
        elif self._accepting:
            await self._set(LogMark(self._origin(), await size_of(client)))
        else:
            await self._move(await size_of(client))

    @property
    def _looking(self) -> bool:
        """Whether the log is still read: level or not is not known for good."""
        return self._read < 0 or bool(self.missing) or self._steady() < self._settled_at

    async def _look(self, client: AuditClient) -> None:
        if self._read < 0:
            self._read = await self._begin(await size_of(client))
        await self._read_on(client)
        if self._accepting:
            self._taken, self._verdicts = {}, {}
        async with self._store.snapshot() as view:
            found = tuple(await missing(view, self._taken))
        if not self._looked.is_set():
            self._settled_at = self._steady() + SETTLED_S
        self._tell(found)
        if not found and (done := await self._again(self._verdicts.values())):
            logger.error(
                "alarm: %d decisions of oversight on claims were missing from the records, and stand again", done
            )
        self.missing = found
        self._looked.set()

    async def _begin(self, size: int) -> int:
        """From which entry on the log is read."""
        async with self._store.snapshot() as view:
            mark, changes = await view.log_mark(), await view.change_head()
        if mark.size == ACCEPTED:
            logger.warning("the records are served as they are: what the log says beyond them was given up")
            self._accepting = True
            return size
        if mark.origin == self._origin():
            self._marked = mark
            return min(mark.size, size)
        return max(size - NEWEST, 0) if changes else 0

    async def _read_on(self, client: AuditClient) -> None:
        async for found in self._ahead(client):
            self._taken = latest((page for one in found for page in _page(one)), self._taken)
            self._verdicts = last_of((said for one in found for said in _verdict(one)), self._verdicts)

    def _tell(self, found: tuple[Missing, ...]) -> None:
        """A line for each feed that is behind, once, and one when all are level again."""
        told = {each.name for each in self.missing}
        for each in found:
            if each.name in told:
                continue
            logger.error(
                "alarm: the records are behind the log: %s/%s stands at page %d, the log holds page %d: %s",
                *each.name, each.held, each.taken, WAY_BACK,
            )  # fmt: skip
        if self.missing and not found:
            logger.warning("the records are level with the log again")

    async def _move(self, size: int) -> None:
        """The mark to ``size``, where that is worth a write. A mark that went back is another store than before."""
        if size - self._marked.size < STEP and self._marked.origin == self._origin():
            return
        origin = self._origin()

        async def job(tx: Transaction) -> LogMark:
            held = await tx.log_mark()
            back = held.size < self._marked.size and held.origin == self._marked.origin
            if back or (held.origin == origin and held.size >= size):
                return held
            await tx.set_log_mark(LogMark(origin, size))
            return LogMark(origin, size)

        held = await self._store.write(job)
        if held.origin == self._marked.origin and held.size < self._marked.size:
            logger.error("alarm: the store of records went back under this process")
            self._read = -1
        self._marked = held

    async def _set(self, mark: LogMark) -> None:
        async def job(tx: Transaction) -> None:
            await tx.set_log_mark(mark)

        await self._store.write(job)
        self._marked, self._accepting = mark, False

    def check(self, agency: str = "") -> None:
        """Return where the store is level, or lacks pages of ``agency``. Raises RecordsBehind, StorageUnavailable."""
        if not self._looked.is_set():
            raise StorageUnavailable
        if self.missing and not any(each.name.agency == agency for each in self.missing):
            raise RecordsBehind

    def guarded(self, path: str, handler: Handler) -> Handler:
        """The handler where the store is level; of SubmitPage also for whose pages are missing."""
        submits = path == SUBMIT

        async def level_first(call: Call, raw: bytes) -> bytes | Hashed:
            if not self._looked.is_set():
                await self.known()
            if self.missing:
                self.check(call.agency if submits else "")
            return await handler(call, raw)

        return level_first


def _page(one: LoggedEntry) -> list[tuple[FeedName, int, bytes]]:
    """The page that an entry says was taken; none for every other entry."""
    entry = done_in(one, (SUBMIT,), _SAID)
    if entry is None or not entry.feed_page:
        return []
    return [(FeedName(entry.agency, entry.feed), entry.feed_page, entry.feed_chain_sha256)]


def _verdict(one: LoggedEntry) -> list[Verdict]:
    """The decision on a claim that an entry says was made; none for every other entry."""
    entry = done_in(one, (DECIDE,), _SAID)
    said = verdict_of(entry.records, entry.time_ms) if entry else None
    return [said] if said else []
