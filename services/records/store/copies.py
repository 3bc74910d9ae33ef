"""Copies of other nodes' records, in any dialect; see ``copies_port.py``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from services.records.copies_port import AsideHeld, AsideRow, CopiedPageRow, CopyRow, CursorRow, HeldCopy, KnownPage
from services.records.erasing_port import Place
from services.records.store.erasing import ErasingWrites
from services.records.store.statements import Statements


class CopiesReads(Statements):
    """See :class:`services.records.copies_port.CopiesSnapshot`."""

    async def cursor(self, peer: str, feed: str) -> CursorRow | None:
        """See the port, as for all methods here."""
        row = await self._one("sync_cursor", peer, feed)
        return CursorRow._make(row) if row else None

    async def cursors(self) -> list[CursorRow]:
        """See the port."""
        return [CursorRow._make(row) for row in await self._all("sync_cursors")]

    async def copies_of(self, records: Iterable[int]) -> list[CopyRow]:
        """See the port."""
        return [CopyRow._make(row) for row in await self._all("copies_of", self._many(records))]

    async def copies_counted(self, peer: str) -> int:
        """See the port."""
        return int((await self._sole("copies_counted", peer))[0])

    async def copies_unseen(self, peer: str, snapshot: int, limit: int) -> list[int]:
        """See the port."""
        return [row[0] for row in await self._all("copies_unseen", peer, snapshot, limit)]

    async def copies_held(self, peer: str, agency: str, since: str, until: str, limit: int) -> list[HeldCopy]:
        """See the port."""
        return [HeldCopy._make(row) for row in await self._all("copies_held", peer, agency, since, until, limit)]

    async def copies_ended(self, records: Iterable[int]) -> frozenset[int]:
        """See the port."""
        return frozenset(row[0] for row in await self._all("copies_ended", self._many(records)))

    async def aside_counted(self) -> dict[str, int]:
        """See the port."""
        return {str(peer): int(number) for peer, number in await self._all("copies_aside_counted")}

    async def aside_held(self, peer: str) -> AsideHeld:
        """See the port."""
        return AsideHeld(*map(int, await self._sole("copies_aside_held", peer)))

    async def aside(self, peer: str, after: Place, limit: int) -> list[AsideRow]:
        """See the port."""
        return [AsideRow._make(row) for row in await self._all("copies_aside", peer, *after, limit)]

    async def copied_pages(self, agency: str, feed: str, page_number: int) -> list[KnownPage]:
        """See the port."""
        return [KnownPage._make(row) for row in await self._all("copied_pages", agency, feed, page_number)]


class CopiesWrites(CopiesReads, ErasingWrites):
    """See :class:`services.records.copies_port.CopiesTransaction`."""

    async def put_cursor(self, row: CursorRow) -> None:
        """See the port, as for all methods here."""
        await self._each("sync_cursor_set", [row])

    async def put_copies(self, rows: Sequence[CopyRow]) -> None:
        """See the port."""
        await self._each("copy_ended_end", [(self._many(row.record for row in rows),)])
        await self._each("copy_set", rows)

    async def end_copies(self, records: Sequence[int], peer: str) -> None:
        """See the port."""
        await self._each("copy_end", [(self._many(records), peer)])

    async def forget_copies(self, records: Sequence[int], changed: int) -> None:
        """See the port."""
        await self.erase_whole(records, changed)
        await self._each("copy_ended_insert", [(record,) for record in records])

    async def make_room(self, records: Sequence[int]) -> None:
        """See the port."""
        for name in ("log_forget_place", "log_forget"):
            await self._each(name, [(self._many(records),)])

    async def put_copied_page(self, row: CopiedPageRow) -> None:
        """See the port."""
        await self._each("copied_page_insert", [row])

    async def put_aside(self, rows: Sequence[AsideRow]) -> None:
        """See the port."""
        await self._each("copy_aside_insert", rows)

    async def end_aside(self, places: Sequence[Place]) -> None:
        """See the port."""
        for name in ("copy_aside_end_key", "copy_aside_end_place"):
            await self._each(name, places)
        await self._each("erasing_count", [()])
        await self._each("copy_aside_end", places)
        self.erased = True
