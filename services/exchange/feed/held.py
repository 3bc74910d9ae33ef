"""``exchange.db`` held against the log: whom copies went to, how far pages were given, and which heads were anchored.

Each page and each record that was given by name is a disclosure, and an entry. So where the file is lost, or an older
one was put back, whom orders must reach is in the log. What an entry does not say, by which agreement and in which
epoch, is not needed for an order; all else is given again in a new epoch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from audit.entry import OpenEntry
from services.exchange.feed.positions import count_anew
from services.exchange.feed.rpc import SERVICE
from services.exchange.store.database import FILE
from services.store.database import Database, Transaction
from services.store.held import Marked

PULL: Final = f"{SERVICE}PullChanges"
FETCH: Final = f"{SERVICE}FetchRecords"
NEWEST: Final = 100_000
"""Entries that are read of a log where a file that is in use has no mark in it, as after an upgrade."""
_VERSIONS: Final = "/versions/"


class HeldLedger(Marked):
    """See :class:`services.node.file_level.HeldFile`. ``own``: agency of the node, whose own pulls stand there too.

    ``anchor``: full path of the method by which heads are anchored.
    """

    name: Final = FILE

    def __init__(self, database: Database, own: str, anchor: str) -> None:
        super().__init__(database)
        self._database, self._own, self._anchor = database, own, anchor
        self.methods = frozenset({PULL, FETCH, anchor})

    async def begin(self, size: int) -> int:
        """From the first entry on where the file is new: it may be one that was lost."""
        ((used,),) = await self._database.rows("followed_by")
        return max(size - NEWEST, 0) if used else 0

    async def again(self, entries: Sequence[OpenEntry], now_ms: int) -> int:
        """One transaction; whoever was given what the file lacks begins anew, and is ordered what has ended since."""
        given = [each for each in entries if each.agency != self._own]

        async def job(tx: Transaction) -> int:
            return sum([await self._one(tx, each, now_ms) for each in given])

        return await self._database.write(job) if given else 0

    async def _one(self, tx: Transaction, entry: OpenEntry, now_ms: int) -> int:
        if entry.method != self._anchor:
            return await _again(tx, entry, now_ms)
        head = (entry.agency, entry.feed, entry.feed_page, entry.feed_chain_sha256, entry.time_ms)
        return len(await tx.rows("anchor_again", *head)) if entry.feed_page else 0

    async def erase(self, records: Sequence[str]) -> int:
        """Nothing: names and digests are proof of what was given."""
        del records
        return 0

    async def thin(self, now_ms: int) -> int:
        """Nothing: whom an order must reach is never too old."""
        del now_ms
        return 0


async def _again(tx: Transaction, entry: OpenEntry, now_ms: int) -> int:
    rows = [(entry.agency, record, version) for record, version in _versions(entry)]
    lacking = len(await tx.many("give_again", rows))
    if lacking:
        await tx.rows("follow_anew")
    behind = entry.method == PULL and await _behind(tx, entry)
    if behind:
        await tx.rows("begin_again", entry.agency, entry.feed, now_ms)
        await tx.rows("issued_end", entry.agency, entry.feed)
        await count_anew(tx, entry.agency, entry.feed)
    return lacking + behind


async def _behind(tx: Transaction, entry: OpenEntry) -> bool:
    """Whether the file knows of an earlier place of the receiver than the entry. A new receiver has none."""
    page = entry.page
    rows = await tx.rows("standing", entry.agency, entry.feed) if page else ()
    if page is None or not rows:
        return False
    epoch = int(rows[0][0])
    ((furthest,),) = await tx.rows("furthest", entry.agency, entry.feed)
    return epoch < page.epoch or (epoch == page.epoch and int(furthest) < entry.feed_page)


def _versions(entry: OpenEntry) -> Iterator[tuple[str, int]]:
    for name in entry.records:
        record, found, number = name.rpartition(_VERSIONS)
        if found and number.isdecimal():
            yield record, int(number)
