"""What records have come to say since a run of detectors: whom they protect by now, and which of them have ended.

Every change is read once and kept in memory, so that a call reads only what came since the call before it.
"""

from __future__ import annotations

import asyncio
from typing import Final, NamedTuple

import numpy as np

from services.linkage.errors import StorageUnavailable
from services.linkage.filling.columns import Said
from services.linkage.filling.known import SHIELDS
from services.linkage.filling.said import said_rows
from services.linkage.filling.tokens import Tokens
from services.linkage.ports import RecordFeed
from services.linkage.snapshot.columns import Table
from services.linkage.snapshot_ports import Since
from services.vocabulary.protection import LIVE

AT_ONCE: Final = 200
LIMIT: Final = 5_000
"""Changes that one call reads; who is asked for more refuses, and goes on from there when it is asked again."""


class _Change(NamedTuple):
    number: int
    guarded: frozenset[int]
    ended: bool


class RecentRecords:
    """See :class:`services.linkage.snapshot_ports.Recent`."""

    def __init__(self, feed: RecordFeed, tokens: Tokens) -> None:
        self._feed, self._tokens = feed, tokens
        self._turn = asyncio.Lock()
        self._from = self._read = 0
        self._changed: dict[str, _Change] = {}

    async def since(self, number: int) -> Since:
        """See the port. A number that the store has not reached is of another store: all of this one is read."""
        async with self._turn:
            self._begin(number if number <= await self._feed.head() else 0)
            for _ in range(LIMIT // AT_ONCE):
                if await self._step() < AT_ONCE:
                    found = self._changed.items()
                    guarded = frozenset[int]().union(*(each.guarded for _, each in found))
                    return Since(guarded, frozenset(name for name, each in found if each.ended))
            raise StorageUnavailable

    def _begin(self, number: int) -> None:
        """Forget what was told up to a number; read all again after one that lies before what is kept."""
        if number < self._from:
            self._read, self._changed = number, {}
        self._from, self._read = number, max(self._read, number)
        self._changed = {name: each for name, each in self._changed.items() if each.number > number}

    async def _step(self) -> int:
        changes = await self._feed.changes(self._read, AT_ONCE)
        for each in changes:
            rows = said_rows(self._tokens, each.facts, 0)
            change = _Change(each.number, frozenset(guarded_in(rows)), each.facts.status not in LIVE)
            self._changed.pop(each.facts.record, None)
            if change.guarded or change.ended:
                self._changed[each.facts.record] = change
            self._read = each.number
        return len(changes)


def guarded_in(rows: Table) -> set[int]:
    """Tokens of whoever these rows of SAID protect, and of every number that their records give them."""
    people = rows[(rows["what"] == Said.PERSON) & (((rows["marks"] & int(SHIELDS)) != 0) | rows["flag"])]
    theirs = (rows["what"] == Said.BEARS) & np.isin(rows["record"], people["record"])
    return set(people["record"].tolist()) | set(rows["node"][theirs].tolist())
