"""Every number of a node's records asked for, as ``rabta identity backfill`` does. Stopped, it goes on there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from services.errors import RabtaError
from services.identity.asking.ports import Counts
from services.node.asker import PAUSE_S, AskerRuns, Asking, alone, opened
from services.node.settings import NodeSettings


class NoRegistry(RabtaError):
    """The node's settings name no identity registry."""


class Far(NamedTuple):
    """``read``: changes of the records that were read for numbers, of ``changes``; what became of the numbers."""

    read: int
    changes: int
    counts: Counts

    @property
    def whole(self) -> bool:
        """Whether nothing is left."""
        return self.read >= self.changes and not self.counts.waiting


async def backfill(settings: NodeSettings, clock: Callable[[], int], told: Callable[[Far], None]) -> Far:
    """How far it came: not to the end where the registry does not answer, or takes no more for a while.

    Where the node's own process asks, it is watched. Raises NoRegistry, StorageUnavailable, BookUnavailable,
    RegistryError, UnsafeFile.
    """
    if not settings.identity_registry:
        raise NoRegistry("the node asks no identity registry: settings.toml has no identity_registry")
    async with opened(settings, clock) as asking:
        try:
            with alone(settings):
                return await _work(asking, told)
        except AskerRuns:
            return await _watch(asking, told)


async def _work(asking: Asking, told: Callable[[Far], None]) -> Far:
    while True:
        more = await asking.numbers.queue()
        answered = await asking.asker.step()
        told(far := await _far(asking))
        if not more and not answered:
            return far


async def _watch(asking: Asking, told: Callable[[Far], None]) -> Far:
    while True:
        told(far := await _far(asking))
        if far.whole or (await asking.book.standing()).silent:
            return far
        await asyncio.sleep(PAUSE_S)


async def _far(asking: Asking) -> Far:
    read, changes = await asking.book.followed(), await asking.numbers.follow.head()
    return Far(read, changes, await asking.book.counts())
