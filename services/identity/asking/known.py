"""What is held of the registry's word, for whoever answers a caller: nothing here waits for the registry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from services.identity.asking.errors import BookUnavailable
from services.identity.asking.ports import Book, Number
from services.values.records import Identifier
from services.vocabulary.identity import ResolveOutcome

AT_ONCE: Final = 500
"""Numbers that are looked at in one go."""
FRESH_MS: Final = 60_000
"""A registry that was not heard for so long may have joined, split or replaced since."""


class HeldWord:
    """Over a node's book. A book that cannot be read holds nothing."""

    def __init__(self, book: Book) -> None:
        self._book = book

    async def confirmed(self, token: str, now_ms: int) -> bool:
        """Whether the number has a token, and the registry was heard of late."""
        try:
            held, registry = await self._book.held(token), await self._book.standing()
        except BookUnavailable:
            return False
        fresh = not registry.silent and now_ms - registry.heard_ms < FRESH_MS
        return fresh and held is not None and held.outcome == ResolveOutcome.TOKEN

    async def ask_later(self, number: Identifier, token: str, agency: str, now_ms: int) -> None:
        """Queue it, unless it waits or was settled; where it cannot be queued, the next reader tries.

        ``agency``: of the reader.
        """
        try:
            await self._book.queue([Number(token, number, agency)], now_ms)
        except BookUnavailable:
            return

    async def same_person(self, token: str) -> tuple[str, ...]:
        """Tokens of all numbers of the person, this one first."""
        try:
            return (token, *await self._book.same_person(token))
        except BookUnavailable:
            return (token,)

    async def stop_asking(self, held: Callable[[Sequence[str]], Awaitable[frozenset[str]]]) -> int:
        """Let go of numbers that wait and are not ``held``; how many.

        Raises BookUnavailable, and what ``held`` raises.
        """
        gone, after = 0, ""
        while tokens := await self._book.waiting(after, AT_ONCE):
            known, after = await held(tokens), tokens[-1]
            gone += await self._book.let_go([token for token in tokens if token not in known])
        return gone
