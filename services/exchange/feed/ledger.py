"""The ledger over ``exchange.db``; each change is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.exchange.feed.counts import Counted, Look, Mark, Numbered
from services.exchange.feed.ports import RECORDS, Follower, Given, Issue, Issued, Place, Standing
from services.exchange.feed.positions import count_anew, read_counted, read_positions, read_states, write_look
from services.store.database import Database, Transaction
from services.store.values import Row
from services.values.exchange import HeldVersion, NameRange

KEPT: Final = 16
"""Pages that are remembered of one place: as often may an answer be lost, and asked for again, at once."""


class StoredLedger:
    """See :class:`services.exchange.feed.ports.Ledger`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def standing(self, receiver: str, feed: str) -> Standing | None:
        """Of what is committed, as all that is read here."""
        rows = await self._database.rows("standing", receiver, feed)
        return _standing(rows[0]) if rows else None

    async def begin(self, receiver: str, feed: str, basis: bytes, now_ms: int) -> Standing:
        """Of two that begin it the second finds it begun."""

        async def begun(tx: Transaction) -> Standing:
            rows = await tx.rows("standing", receiver, feed)
            if not rows or _standing(rows[0]).basis != basis:
                await tx.rows("begin", receiver, feed, basis, now_ms)
                await tx.rows("issued_end", receiver, feed)
                await count_anew(tx, receiver, feed)
                rows = await tx.rows("standing", receiver, feed)
            return _standing(rows[0])

        return await self._database.write(begun)

    async def heard(self, receiver: str, feed: str, now_ms: int) -> None:
        """Never earlier than before."""
        await self._database.write(lambda tx: tx.rows("heard", receiver, feed, now_ms))

    async def was_issued(self, receiver: str, feed: str, place: Place) -> bool:
        """By number and digest."""
        ((found,),) = await self._database.rows("issued", receiver, feed, *place)
        return found is not None

    async def unacked(self, receiver: str, feed: str) -> int:
        """A page that was asked for again counts once."""
        ((number,),) = await self._database.rows("unacked", receiver, feed)
        return int(number)

    async def issue(self, receiver: str, feed: str, what: Issue) -> Issued:
        """All of it, or nothing."""

        async def issued(tx: Transaction) -> Issued:
            rows = await tx.rows("standing", receiver, feed)
            if not rows or _standing(rows[0]).epoch != what.epoch:
                return Issued.ENDED
            if what.given and await _overtaken(tx, what.seen):
                return Issued.OVERTAKEN
            if feed == RECORDS:
                await tx.rows("unend", receiver, what.since, what.place.sequence)
            await _give(tx, receiver, what.epoch, what.given)
            await tx.each("end", [(receiver, *each) for each in what.removed])
            await tx.rows("issue", receiver, feed, what.since, *what.place)
            await tx.rows("issued_thin", receiver, feed, what.since, KEPT)
            if what.mark is not None:
                await tx.rows("set_mark", *what.mark)
            return Issued.WRITTEN

        return await self._database.write(issued)

    async def give(
        self, receiver: str, epoch: int, given: Sequence[Given], seen: int, removed: Sequence[tuple[str, int]] = ()
    ) -> bool:
        """As a page's copies are."""

        async def gave(tx: Transaction) -> bool:
            if given and await _overtaken(tx, seen):
                return False
            await _give(tx, receiver, epoch, given)
            await tx.each("end", [(receiver, *each) for each in removed])
            return True

        return await self._database.write(gave)

    async def acknowledge(self, receiver: str, feed: str, place: Place) -> bool:
        """What left before that page is forgotten with it; what left since is not."""

        async def acknowledged(tx: Transaction) -> bool:
            ((found,),) = await tx.rows("issued", receiver, feed, *place)
            if found is None:
                return False
            await tx.rows("acknowledge", receiver, feed, *place)
            await tx.rows("issued_behind", receiver, feed, found)
            return True

        return await self._database.write(acknowledged)

    async def furthest(self, receiver: str, feed: str) -> int:
        """Of this epoch alone."""
        ((number,),) = await self._database.rows("furthest", receiver, feed)
        return int(number)

    async def to_end(self, receiver: str, records: Sequence[str], since: int) -> set[str]:
        """By name. What a later page ended may not have arrived, so it ends once more."""
        return {str(name) for (name,) in await self._database.rows("to_end", receiver, list(records), since)}

    async def owes(self, receiver: str) -> bool:
        """Of any epoch and feed."""
        ((found,),) = await self._database.rows("owes", receiver)
        return bool(found)

    async def copies(self, receiver: str, epoch: int, within: NameRange, limit: int) -> list[HeldVersion]:
        """In the order of the names' bytes."""
        rows = await self._database.rows("copies", receiver, epoch, within.from_name, within.to_name, limit)
        return [HeldVersion(*row) for row in rows]

    async def counted(self, receiver: str, now_ms: int) -> Counted:
        """Of the epoch that there is."""
        return await read_counted(self._database, receiver, now_ms)

    async def states(self, receiver: str, records: Sequence[str]) -> dict[str, bytes]:
        """Of what is committed."""
        return await read_states(self._database, receiver, records)

    async def count(self, receiver: str, epoch: int, look: Look, now_ms: int) -> bool:
        """All of it, or nothing."""

        async def counted(tx: Transaction) -> bool:
            rows = await tx.rows("standing", receiver, RECORDS)
            return bool(rows) and _standing(rows[0]).epoch == epoch and await write_look(tx, receiver, look, now_ms)

        return await self._database.write(counted)

    async def positions(self, receiver: str, since: int, most: int) -> list[Numbered]:
        """Of what is committed, those that have a number."""
        return await read_positions(self._database, receiver, since, most)

    async def mark(self) -> Mark | None:
        """Of all receivers together."""
        rows = await self._database.rows("mark")
        return Mark(*rows[0]) if rows else None

    async def rewind(self, was: Mark) -> None:
        """Of two that notice it the second changes nothing."""
        await self._database.write(lambda tx: tx.rows("rewind", was.head, was.seq))

    async def generation(self) -> int:
        """A count from 0."""
        ((number,),) = await self._database.rows("generation")
        return int(number)

    async def followers(self) -> list[Follower]:
        """By name and feed."""
        return [Follower(*row) for row in await self._database.rows("followers")]


async def _overtaken(tx: Transaction, seen: int) -> bool:
    """Whether orders were followed past what was read: what ended in between asks whom it was sent to only once."""
    ((followed,),) = await tx.rows("orders_followed")
    return int(followed) > seen


async def _give(tx: Transaction, receiver: str, epoch: int, given: Sequence[Given]) -> None:
    await tx.each("give", [(receiver, *one, epoch) for one in given])


def _standing(row: Row) -> Standing:
    epoch, basis, sequence, chain, heard_ms = row
    return Standing(epoch, basis, Place(sequence, chain), heard_ms)
