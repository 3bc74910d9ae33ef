"""A node's own log as the puller knows it, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.exchange.copies.errors import NotLogged
from services.exchange.copies.page import OpenPage


@dataclass
class StatedPageLog:
    """See :class:`services.exchange.copies.ports.PageLog`. ``refuses``: why it takes no entry, "" where it does.

    ``did``: a list of what happened in order, where a test keeps one.
    """

    refuses: str = ""
    full: str = ""
    pages: list[OpenPage] = field(default_factory=list)
    did: list[str] = field(default_factory=list)

    async def ready(self) -> None:
        """See the port."""
        if self.refuses:
            raise NotLogged(self.refuses)

    async def enter_named(self, versions: Sequence[str]) -> None:
        """See :class:`services.exchange.copies.ports.NamedLog`."""
        self.did.append(f"named logged {len(versions)}")

    async def enter(self, page: OpenPage) -> None:
        """See the port; ``full``: why an entry is refused though the log was ready."""
        if self.full:
            raise NotLogged(self.full)
        self.pages.append(page)
        self.did.append(f"{page.after.feed} logged {page.after.sequence}")
