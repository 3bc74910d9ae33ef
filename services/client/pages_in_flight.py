"""A feed's pages under way: several at once, each until it is answered, answers taken oldest first.

The hub lets a page wait a little for the one before it. A page that was refused as too early all the same is
sent again once those before it are answered.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple

from services.client.errors import Refusal, Unproven
from services.client.store.journal_rows import PendingPage

TRIES: Final = 5
PASSING: Final = frozenset({"AUDIT_UNAVAILABLE", "TOO_BUSY", "STORAGE_UNAVAILABLE"})
_EARLY: Final = "PAGE_OUT_OF_ORDER"

Send = Callable[[bytes, str], Awaitable[bytes]]
"""Sends a serialised SubmitPageRequest under its request id: a serialised SubmitPageResponse, or Unproven, Refusal."""


class _Sent(NamedTuple):
    page: PendingPage
    answer: asyncio.Task[bytes]
    followed: bool


class PagesInFlight:
    """Pages under way, oldest first, ``most`` of them at once. ``patience_s``: pause before a page's second try."""

    def __init__(self, most: int, patience_s: float) -> None:
        self._most = most
        self._patience_s = patience_s
        self._in_flight: deque[_Sent] = deque()

    @property
    def last(self) -> int:
        """Number of the newest page under way, 0 where none is."""
        return self._in_flight[-1].page.number if self._in_flight else 0

    @property
    def free(self) -> int:
        """How many more pages may start."""
        return self._most - len(self._in_flight)

    def start(self, send: Send, pages: Sequence[PendingPage]) -> None:
        """Send pages that follow those under way, in the order of their numbers."""
        for page in pages:
            followed = bool(self._in_flight)
            self._in_flight.append(_Sent(page, asyncio.create_task(self._until_answered(send, page)), followed))

    async def land(self, send: Send) -> tuple[PendingPage, bytes]:
        """The oldest page under way with its answer. Raises Unproven or Refusal; the page is then no more under way."""
        flight = self._in_flight.popleft()
        try:
            return flight.page, await flight.answer
        except Refusal as refusal:
            if refusal.reason != _EARLY or not flight.followed:
                raise
        return flight.page, await self._until_answered(send, flight.page)

    async def stop(self) -> None:
        """Wait for no answer any more; the pages may be in force or not."""
        answers = [flight.answer for flight in self._in_flight]
        self._in_flight.clear()
        for answer in answers:
            answer.cancel()
        await asyncio.gather(*answers, return_exceptions=True)

    async def _until_answered(self, send: Send, page: PendingPage) -> bytes:
        for attempt in range(1, TRIES):
            try:
                return await send(page.request, page.request_id)
            except Unproven:
                pass
            except Refusal as refusal:
                if refusal.reason not in PASSING or refusal.limited:
                    raise
            await asyncio.sleep(self._patience_s * attempt)
        return await send(page.request, page.request_id)
