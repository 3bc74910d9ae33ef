"""Lets go of what is held of numbers that no record bears, so that readers' questions leave no row for ever."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from services.identity.asking.ports import Book

AT_ONCE: Final = 500
"""Numbers that are looked at in one step."""


class Thinning:
    """``bears``: which of these blind tokens some record is found by; ``clock``: epoch ms.

    It goes through the book from its beginning to its end, and then again.
    """

    def __init__(
        self, book: Book, bears: Callable[[Sequence[str]], Awaitable[frozenset[str]]], clock: Callable[[], int]
    ) -> None:
        self._book, self._bears, self._clock = book, bears, clock
        self._after = ""

    async def step(self) -> bool:
        """One look; whether there is more before the end. Raises BookUnavailable, and what ``bears`` raises."""
        now_ms = self._clock()
        tokens = await self._book.aged(self._after, AT_ONCE, now_ms)
        if not tokens:
            self._after = ""
            return False
        borne = await self._bears(tokens)
        await self._book.thin([token for token in tokens if token not in borne], now_ms)
        self._after = tokens[-1]
        return True
