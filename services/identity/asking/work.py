"""Asks what waits and follows what became of tokens: steps of one process of a node, each durable before the next.

A question is written down with its transaction id before it goes out, and asked again under the same id until its
answer is taken over: killed in between, nothing is lost, and nothing is asked as two questions.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from services.identity.asking.breaker import Breaker, State
from services.identity.asking.errors import AskedTooMuch, BookUnavailable, FeedBegunAnew, NotAnswered, QuestionRefused
from services.identity.asking.ports import Book, Registry, Waiting
from services.identity.asking.shares import Day
from services.identity.of_nobody import of_nobody
from services.values.dates import day_text, today
from services.values.identity import Resolved
from services.vocabulary.identity import ResolveOutcome

MAX_NUMBERS: Final = 500
"""Numbers of one question, as the contract has it."""
CALL_S: Final = 5.0
"""Longest wait for one answer."""
FOLLOW_MS: Final = 10_000
"""Between two looks at the registry's changes, which also show that it answers."""
COUNT_MS: Final = 60_000
"""Between two counts of the tokens that are held."""
LATER_S: Final = 60
"""Shortest wait where the registry takes no more numbers for a while."""
PAUSE_S: Final = 0.05
REFUSED: Final = Resolved(ResolveOutcome.CANNOT_TELL)
T = TypeVar("T")
logger = logging.getLogger(__name__)


class Asker:
    """``clock``: epoch ms; ``members``: how many agencies share a day's numbers of nobody.

    One at a time over one book.
    """

    def __init__(
        self,
        registry: Registry,
        book: Book,
        clock: Callable[[], int],
        members: Callable[[], int],
        call_s: float = CALL_S,
    ) -> None:
        self._registry, self._book, self._clock, self._members, self._call_s = registry, book, clock, members, call_s
        self.breaker = Breaker()
        self._follow_at = self._resolve_at = self._count_at = self._held = 0

    async def run(self) -> None:
        """Until cancelled. A book that cannot be written is tried again."""
        while True:
            try:
                while await self.step():
                    pass
            except BookUnavailable:
                logger.error("identity.db cannot be read or written")
                await asyncio.sleep(1.0)
            await asyncio.sleep(PAUSE_S)

    async def step(self) -> bool:
        """One question at most; whether it was answered, so that there may be more to ask. Raises BookUnavailable."""
        if not self.breaker.allows(self._clock()):
            return False
        try:
            if self._clock() >= self._follow_at:
                return await self._follow()
            waiting = None if self._clock() < self._resolve_at else await self._batch()
            return waiting is not None and await self._resolve(waiting)
        except NotAnswered as none:
            await self._failed(none)
        except AskedTooMuch as later:
            await self._answered()
            self._resolve_at = self._clock() + max(later.seconds, LATER_S) * 1000
        return False

    async def _batch(self) -> Waiting | None:
        """By the shares of the day, of which more tokens that are held make more."""
        now_ms = self._clock()
        if now_ms >= self._count_at:
            self._held, self._count_at = await self._book.persons(), now_ms + COUNT_MS
        return await self._book.batch(MAX_NUMBERS, Day(day_text(today(now_ms)), of_nobody(self._held), self._members()))

    async def _resolve(self, waiting: Waiting) -> bool:
        try:
            resolved = await self._ask(self._registry.resolve(waiting.question))
        except QuestionRefused as refused:
            logger.error("the registry refuses a question of %d numbers: %s", len(waiting.numbers), refused.reason)
            await self._answered()
            await self._unfit(waiting)
            return True
        reached = (await self._book.cursor()).sequence
        if any(one.token and one.at_sequence < reached for one in resolved):
            raise NotAnswered("older than what it told before")
        await self._answered()
        await self._book.settle(waiting, resolved, self._clock())
        return True

    async def _unfit(self, waiting: Waiting) -> None:
        """One number that makes a question unfit keeps none of the others from an answer."""
        if len(waiting.numbers) > 1:
            await self._book.divide(waiting)
        else:
            await self._book.settle(waiting, [REFUSED], self._clock())

    async def _follow(self) -> bool:
        after = await self._book.cursor()
        try:
            page = await self._ask(self._registry.changes(after, secrets.token_hex(16)))
        except FeedBegunAnew:
            logger.warning("the registry counts its changes anew: every number is asked for again")
            await self._book.begin_anew()
            return True
        except QuestionRefused as refused:
            raise NotAnswered(refused.reason) from None
        await self._answered()
        if page.next != after:
            await self._book.take(after, page)
        if not page.more:
            self._follow_at = self._clock() + FOLLOW_MS
        return True

    async def _ask(self, question: Awaitable[T]) -> T:
        self.breaker = self.breaker.asked(self._clock())
        try:
            async with asyncio.timeout(self._call_s):
                return await question
        except TimeoutError:
            raise NotAnswered("no answer in time") from None

    async def _answered(self) -> None:
        if self.breaker.state is not State.CLOSED:
            logger.warning("the registry answers again")
        self.breaker = self.breaker.answered()
        await self._book.heard(self._clock())

    async def _failed(self, none: NotAnswered) -> None:
        was = self.breaker.state
        self.breaker = self.breaker.failed(self._clock())
        if self.breaker.state is State.OPEN and was is State.CLOSED:
            logger.error("the registry is asked no more for a while: %s", none.why)
            await self._book.silent()
