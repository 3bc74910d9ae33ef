"""What an agreement allowed that is over is ordered back from whom it was given to, once for each time it was given.

What another agreement goes on to allow stays, and is held by that one from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from services.exchange.feed.ports import Records
from services.exchange.feed.rights import Rights
from services.exchange.orders.ports import Allowed, Book
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.values.dates import day_text, today

AT_ONCE: Final = 500
"""Copies that one call looks at, so that it ends soon however many an agreement had allowed."""


class _Left(NamedTuple):
    """What is still to be looked at. ``under``: agreements and day; ``after``: a record of the first of ``over``."""

    under: tuple[tuple[AgreementRow, ...], str]
    over: tuple[Allowed, ...]
    after: str = ""


class Recalling:
    """``registry``: in force; ``home``: agency of the node, "" for the hub; ``clock``: epoch milliseconds."""

    def __init__(
        self, records: Records, book: Book, registry: Callable[[], Registry], home: str, clock: Callable[[], int]
    ) -> None:
        self._records, self._book, self._clock = records, book, clock
        self._registry, self._home = registry, home
        self._left: _Left | None = None

    async def follow(self) -> None:
        """Recall some of what is over: all of it after as many calls as that takes.

        Once nothing is left nothing is read until other agreements are in force, or it is another day. Raises
        StorageUnavailable, ExchangeUnavailable.
        """
        registry, now_ms = self._registry(), self._clock()
        under = registry.agreements, day_text(today(now_ms))
        left = self._left
        if left is None or left.under != under:
            over = [each for each in await self._book.given_under() if not _holds(registry, each, under[1])]
            left = _Left(under, tuple(over))
        if left.over:
            left = await self._looked(registry, left, now_ms)
        self._left = left

    async def _looked(self, registry: Registry, left: _Left, now_ms: int) -> _Left:
        """What is left after some more."""
        over = left.over[0]
        names = await self._book.copies_under(over, left.after, AT_ONCE)
        rights = Rights.of(registry, self._home or registry.hub, over.receiver, now_ms)
        by = {change.record: rights.allows(change) for change in await self._records.named(names)}
        kept = [(name, row.id) for name, row in by.items() if row is not None]
        await self._book.recall(over, [name for name in names if by.get(name) is None], kept, now_ms)
        if len(names) < AT_ONCE:
            return _Left(left.under, left.over[1:])
        return left._replace(after=names[-1])


def _holds(registry: Registry, allowed: Allowed, day: str) -> bool:
    return any(row.id == allowed.agreement for row in registry.agreements_of(allowed.receiver, day))
