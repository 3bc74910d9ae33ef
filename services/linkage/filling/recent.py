"""What records have come to say since a run of detectors: whom they protect by now, and which of them have ended.

Every change is read once and kept in memory, so that a call reads only what came since the call before it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from services.access.decision import RecordClass
from services.access.own_words import seen_by
from services.linkage.errors import StorageUnavailable
from services.linkage.filling.columns import Said
from services.linkage.filling.known import SHIELDS
from services.linkage.filling.said import said_rows
from services.linkage.filling.tokens import Tokens
from services.linkage.ports import RecordFeed
from services.linkage.snapshot.columns import Table
from services.linkage.snapshot_ports import Since
from services.vocabulary.protection import LIVE, PROTECTED_ROLES, child_at_act
from services.vocabulary.records import RecordKind

AT_ONCE: Final = 200
_PROTECTING: Final = frozenset({RecordKind.PROTECTION_ORDER, RecordKind.REFERRAL})
LIMIT: Final = 5_000
"""Changes that one call reads; who is asked for more refuses, and goes on from there when it is asked again."""


class _Change(NamedTuple):
    number: int
    guarded: frozenset[int]
    ended: bool
    owner: str
    own: frozenset[int]


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
                    ended = frozenset(name for name, each in found if each.ended)
                    return Since(guarded, ended, _by_owner(self._changed.values()))
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
            guarded, owner = frozenset(guarded_in(rows)), each.facts.klass.owner
            own = guarded if protects_as_written(each.facts.klass) else frozenset[int]()
            change = _Change(each.number, guarded, each.facts.status not in LIVE, owner, own)
            self._changed.pop(each.facts.record, None)
            if change.guarded or change.ended:
                self._changed[each.facts.record] = change
            self._read = each.number
        return len(changes)


def _by_owner(changes: Iterable[_Change]) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for each in changes:
        if each.own:
            found[each.owner] = found.get(each.owner, frozenset()) | each.own
    return found


def protects_as_written(klass: RecordClass) -> bool:
    """Whether a record that protects somebody does so by its owner's own words and by what is addressed to it."""
    if not klass.written:
        return True
    own = seen_by(klass, klass.owner)
    protects = own.protected_person or own.pseudonym or own.stranger_to != ""
    return protects or own.role in PROTECTED_ROLES or own.kind in _PROTECTING or child_at_act(own.juvenile)


def guarded_in(rows: Table) -> set[int]:
    """Tokens of whoever these rows of SAID protect, and of every number that their records give them."""
    people = rows[(rows["what"] == Said.PERSON) & (((rows["marks"] & int(SHIELDS)) != 0) | rows["flag"])]
    theirs = (rows["what"] == Said.BEARS) & np.isin(rows["record"], people["record"])
    return set(people["record"].tolist()) | set(rows["node"][theirs].tolist())
