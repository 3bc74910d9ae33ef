"""One peer's feeds pulled, page by page: orders first, acknowledged after the commit, and where nothing is new a wait.

A page is entered in the node's own log before anything of it is kept, so each page that is acknowledged stands there,
wherever the process ends. Where no entry can be made no page is asked for.

The sender's conditions have each one recovery: another epoch, a number that the sender never gave, or a fork, as where
the store here is an older copy, begins the feed anew; orders that wait are taken first; what is refused for a time is
asked for again after it, and orders come meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.access.errors import Refused
from services.exchange.copies.backoff import LONGEST_S, Backoff
from services.exchange.copies.errors import NotLogged, NotTaken, PageUnproven, SenderAway, SenderRefused
from services.exchange.copies.page import Expected, OpenPage, open_page
from services.exchange.copies.ports import PageLog, Sender, Taker
from services.exchange.copies.seen import Seen
from services.exchange.copies.wire import PullChangesResponse
from services.values.copies import RECORDS, FeedCursor

WAIT_MS: Final = 240_000
BETWEEN_S: Final = 1.0
"""Between two polls for orders alone."""
ANEW: Final = frozenset({"CURSOR_WRONG_EPOCH", "CURSOR_FUTURE", "CURSOR_FORK", "CURSOR_COMPACTED", "ACK_AHEAD"})
ORDERS_FIRST: Final = "ORDERS_FIRST"
NO_AGREEMENT: Final = "NO_AGREEMENT"
FAULTS: Final = (SenderRefused, SenderAway, PageUnproven, NotLogged, NotTaken, Refused)
logger = logging.getLogger(__name__)


@dataclass
class Puller:
    """``takers``: by feed, in the order in which they are pulled; ``expected``: what a page after a cursor must say.

    ``told``: called whenever ``seen`` changed. Of its own: the feed that is asked for, the one that the sender refuses,
    and whether more than a page of records may wait.
    """

    peer: str
    sender: Sender
    takers: Mapping[str, Taker]
    log: PageLog
    expected: Callable[[FeedCursor], Expected]
    clock: Callable[[], int]
    seen: Seen = field(default_factory=Seen)
    told: Callable[[], None] = lambda: None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    wait_ms: int = WAIT_MS
    _acked: dict[str, FeedCursor] = field(default_factory=dict)
    _turned_away: bool = False
    _came: bool = False
    _feed: str = ""
    _refused: str = ""
    _behind: bool = True

    async def run(self) -> None:
        """Pull until cancelled. What fails is tried again, later each time until a page of records comes."""
        backoff = Backoff()
        while True:
            try:
                await self.round()
                backoff.succeeded()
            except FAULTS as fault:
                if self._came:
                    backoff.succeeded()
                waits_s = backoff.failed(self._noted(fault))
                if self._refused == RECORDS and waits_s > 2 * LONGEST_S:
                    await self._orders_alone(waits_s)
                else:
                    await self.sleep(waits_s)

    async def _orders_alone(self, seconds: float) -> None:
        """While records are refused for long: orders as they come, until the time is up or they fail too."""
        until_ms = self.clock() + 1000 * seconds
        while (left_ms := until_ms - self.clock()) > 0:
            try:
                for feed in self.takers:
                    if feed != RECORDS:
                        await self._page(feed, self.takers[feed], int(min(left_ms, self.wait_ms)))
            except FAULTS as fault:
                self._noted(fault)
                until_ms = 0
            await self.sleep(BETWEEN_S)

    async def round(self) -> None:
        """Everything there is now, feed after feed, and then what comes within the wait. Raises ``FAULTS``.

        Where orders came meanwhile the round ends, as they are taken first.
        """
        self._came = False
        for feed, taker in self.takers.items():
            more = feed != RECORDS or self._behind
            while more:
                more = await self._page(feed, taker, 0)
        if not self._turned_away:
            await self._page(RECORDS, self.takers[RECORDS], self.wait_ms)

    async def _page(self, feed: str, taker: Taker, wait_ms: int) -> bool:
        """One page of a feed; whether more is left there."""
        self._feed, self._behind = feed, self._behind or feed == RECORDS
        await taker.settle()
        cursor = await taker.cursor()
        try:
            await self._ack(feed, cursor)
            await self.log.ready()
            answer = await self._pulled(cursor, wait_ms)
        except SenderRefused as refused:
            return await self._recovered(taker, cursor, refused)
        if feed == RECORDS:
            self._turned_away = False
        page = open_page(answer, self.expected(cursor))
        self._heard(feed, page)
        if page.after != page.before:
            await self._take(feed, taker, page)
        more = page.before.sequence < page.after.sequence < page.head
        if feed == RECORDS:
            self._came, self._behind = True, more
        return more

    async def _take(self, feed: str, taker: Taker, page: OpenPage) -> None:
        if page.after.sequence > page.before.sequence:
            await self.log.enter(page)
        await taker.take(page)
        await taker.settle()
        self._took(feed, page)
        await self._ack(feed, page.after)

    async def _pulled(self, cursor: FeedCursor, wait_ms: int) -> PullChangesResponse:
        began = self.clock()
        answer = await self.sender.pull(cursor, wait_ms)
        if not wait_ms:
            self.seen.took_ms = self.clock() - began
        return answer

    async def _recovered(self, taker: Taker, cursor: FeedCursor, refused: SenderRefused) -> bool:
        """Whether to ask for the feed again at once; raises what has no way on, and what did not help before."""
        self._answered("")
        if refused.reason in ANEW and (cursor.epoch or cursor.sequence):
            logger.warning("feed begins anew peer=%s feed=%s reason=%s", self.peer, cursor.feed, refused.reason)
            await taker.begin_anew()
            return True
        if refused.reason == NO_AGREEMENT:
            for each in self.takers.values():
                await each.end()
                await each.settle()
        if refused.reason == ORDERS_FIRST and not self._turned_away:
            self._turned_away = True
            return False
        raise refused

    async def _ack(self, feed: str, cursor: FeedCursor) -> None:
        """Acknowledge what is committed, once; again after a start, as nobody knows whether it arrived."""
        if cursor.sequence and self._acked.get(feed) != cursor:
            await self.sender.ack(cursor)
            self._acked[feed] = cursor

    def _took(self, feed: str, page: OpenPage) -> None:
        """Counts alone: a line of a log names no record. A page without numbers tells an epoch, and is not counted."""
        since, upto, items = page.before.sequence, page.after.sequence, len(page.items)
        if upto > since:
            logger.info("page taken peer=%s feed=%s from=%d to=%d items=%d", self.peer, feed, since, upto, items)
            self.seen.pages[feed] = self.seen.pages.get(feed, 0) + 1
            self.seen.items[feed] = self.seen.items.get(feed, 0) + items
        self._heard(feed, page, taken=True)

    def _heard(self, feed: str, page: OpenPage, *, taken: bool = False) -> None:
        if feed == RECORDS and page.head != self.seen.heads.get(feed):
            self.seen.moved_ms = self.clock()
        self.seen.heads[feed] = page.head
        self.seen.taken[feed] = page.after.sequence if taken else page.before.sequence
        if self.seen.taken[feed] >= page.head:
            self.seen.level_ms[feed] = self.clock()
        self._answered(feed)

    def _answered(self, feed: str) -> None:
        """An answer of a feed, "" for a refusal: the refusal of one feed stays shown while others are answered."""
        self.seen.heard_ms = self.clock()
        if self._refused in ("", feed):
            self.seen.trouble = self._refused = ""
        self.told()

    def _noted(self, fault: Exception) -> float:
        """Say what failed; the seconds that the sender asks to wait."""
        trouble = getattr(fault, "reason", "") or getattr(fault, "rule", "") or type(fault).__name__
        trouble = f"{trouble} {getattr(fault, 'cause', '')}".rstrip()
        if trouble != self.seen.trouble:
            logger.error("nothing is taken peer=%s feed=%s reason=%s", self.peer, self._feed, trouble)
        self.seen.trouble, self._refused = trouble, self._feed if isinstance(fault, SenderRefused) else ""
        self.told()
        return float(getattr(fault, "retry_after_s", 0) or 0)
