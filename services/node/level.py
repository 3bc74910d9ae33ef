"""Holds the store of records against the log, for an edge process: before the first call, and as long as it serves.

The store keeps a mark in the log, which moves while it is known to be level. At each opening what the log says after
the mark is read, so that it costs what came since, whatever the log's size. A store that is behind serves nothing but
the pages that are missing. Once it has them, what oversight decided on claims and it lacks is done again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from audit.client import AuditClient, AuditGone, AuditNever, AuditNotNow
from audit.entry import EntryKind, decode_open
from audit.replies import LoggedEntry
from services.edge.call import Call, Handler, Hashed
from services.records.app.level import FeedName, Missing, Taken, latest, missing
from services.records.app.verdicts import About, Verdict, last_of, verdict_of
from services.records.errors import RecordsBehind, StorageUnavailable
from services.records.log_port import ACCEPTED, LogMark
from services.records.ports import Store, Transaction
from services.records.rpc import SERVICE

SUBMIT: Final = f"{SERVICE}SubmitPage"
DECIDE: Final = f"{SERVICE}DecideClaim"
LOOK_S: Final = 0.2
IDLE_S: Final = 5.0
"""Between two looks at how far the log has grown, where nothing is missing."""
AT_ONCE: Final = 256
"""Entries of one question to the log's writer."""
NEWEST: Final = 100_000
"""Entries that are read of a log where a store that holds records has no mark in it, as after an upgrade."""
SETTLED_S: Final = 30.0
"""As long after the opening the log is read on: its last entries come under a head with a quorum within seconds."""
STEP: Final = 1000
"""Entries by which the log has grown before the mark moves."""
PATIENCE_S: Final = 0.5
"""As long a call waits for the first look. Where the log refuses, none comes, and callers hear the log's own cause."""
WAY_BACK: Final = (
    "put the newest records.db back, or have these agencies run `rabta records resend`;"
    " `rabta node accept-records` gives up what nobody has"
)
logger = logging.getLogger(__name__)


class Level:
    """``log``: the line to the writer; ``origin``: of the log that is open; ``steady``: seconds that only grow.

    ``again``: does again what the store lacks of decisions of oversight, and says how many.
    """

    def __init__(
        self,
        store: Store,
        log: Callable[[], AuditClient | None],
        origin: Callable[[], str],
        again: Callable[[Iterable[Verdict]], Awaitable[int]],
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._again = again
        self._verdicts: Mapping[About, Verdict] = {}
        self._store, self._log, self._origin, self._steady = store, log, origin, steady
        self._looked = asyncio.Event()
        self._taken: Mapping[FeedName, Taken] = {}
        self._read = -1
        self._marked = LogMark("", 0)
        self._settled_at = 0.0
        self._accepting = False
        self.missing: tuple[Missing, ...] = ()
        """Feeds that the store holds less of than the log says; empty before the first look too."""

    async def keep(self) -> None:
        """Hold the store against the log until cancelled; what the log or the store refuses is asked again."""
        while True:
            try:
                await self.step()
            except (AuditGone, AuditNever, AuditNotNow, StorageUnavailable):
                pass
            except Exception as error:
                logger.error("the records are not held against the log: %s", type(error).__name__)
            await asyncio.sleep(LOOK_S if self._looking else IDLE_S)

    async def step(self) -> None:
        """One look at what is due. Raises the log's errors, StorageUnavailable."""
        client = self._log()
        if client is None:
            return
        if self._looking:
            await self._look(client)
        elif self._accepting:
            await self._set(LogMark(self._origin(), (await client.entries(0, 0)).size))
        else:
            await self._move((await client.entries(0, 0)).size)

    @property
    def _looking(self) -> bool:
        """Whether the log is still read: level or not is not known for good."""
        return self._read < 0 or bool(self.missing) or self._steady() < self._settled_at

    async def _look(self, client: AuditClient) -> None:
        if self._read < 0:
            self._read = await self._begin((await client.entries(0, 0)).size)
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
        while True:
            found = await client.entries(self._read, AT_ONCE)
            self._taken = latest((page for one in found.entries for page in _page(one)), self._taken)
            self._verdicts = last_of((said for one in found.entries for said in _verdict(one)), self._verdicts)
            self._read += len(found.entries)
            if not found.entries:
                return

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

    async def known(self) -> None:
        """Wait for the first look. Raises StorageUnavailable where it does not come."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._looked.wait()
        except TimeoutError:
            raise StorageUnavailable from None

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
    """The page that an entry says was taken; none for every other entry, and where its month key is gone."""
    if SUBMIT.encode() not in one.open:
        return []
    entry = decode_open(one.open)
    if entry.kind != EntryKind.OUTCOME or entry.status or not entry.feed_page:
        return []
    return [(FeedName(entry.agency, entry.feed), entry.feed_page, entry.feed_chain_sha256)]


def _verdict(one: LoggedEntry) -> list[Verdict]:
    """The decision on a claim that an entry says was made; none for every other entry."""
    if DECIDE.encode() not in one.open:
        return []
    entry = decode_open(one.open)
    done = entry.kind == EntryKind.OUTCOME and entry.method == DECIDE and not entry.status
    said = verdict_of(entry.records, entry.time_ms) if done else None
    return [said] if said else []
