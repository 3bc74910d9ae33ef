"""Pages of a page stream, in any dialect; see ``page_port.py``."""

from __future__ import annotations

from services.records.page_port import PagedVersion
from services.records.rows import HeaderRow
from services.records.store.statements import Statements


class PageReads(Statements):
    """See :class:`services.records.page_port.PageSnapshot`."""

    async def page_of_feed(self, agency: str, feed: str, page_number: int) -> HeaderRow | None:
        """See the port, as for all methods here."""
        row = await self._one("page_of_feed", agency, feed, page_number)
        return HeaderRow._make(row) if row else None

    async def versions_of_page(self, page: int, after: int, limit: int) -> list[PagedVersion]:
        """See the port."""
        return [PagedVersion._make(row) for row in await self._all("versions_of_page", page, after, limit)]
