"""The node's own log for the process that takes copies: an entry for each page, before anything of the page is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from audit.client import Appended
from audit.entry import EntryKind, OpenEntry, encode_open
from audit.items import Item
from services.edge.log_link import LogLink
from services.exchange.copies.errors import NotLogged
from services.exchange.copies.logged import page_of, versions_in
from services.exchange.copies.page import OpenPage
from services.membership.errors import NotServing
from services.membership.registry import Registry
from services.values.copies import RECORDS

PULL: Final = "/rabta.exchange.v1.ExchangeService/PullChanges"
FETCH: Final = "/rabta.exchange.v1.ExchangeService/FetchRecords"
PATIENCE_S: Final = 10.0
NO_LOG: Final = "none"


class OwnLog:
    """One line to the writer of the node's open log, moved where the registry opens another. ``place``: its socket.

    ``patience_s``: how long a writer that does not come is waited for. Raises NotLogged from everything.
    """

    def __init__(
        self, registry: Callable[[], Registry], place: Callable[[Registry], Path], patience_s: float = PATIENCE_S
    ) -> None:
        self._registry = registry
        self._place = place
        self._patience_s = patience_s
        self._socket: Path | None = None
        self._link: LogLink | None = None

    async def line(self) -> LogLink:
        """The line once there is one."""
        try:
            socket = self._place(self._registry())
        except NotServing:
            raise NotLogged(NO_LOG) from None
        if self._link is None or socket != self._socket:
            await self.close()
            self._link, self._socket = LogLink(socket), socket
        try:
            async with asyncio.timeout(self._patience_s):
                await self._link.ready()
        except TimeoutError:
            raise NotLogged("unavailable") from None
        return self._link

    async def append(self, item: Item) -> int:
        """Index of the entry, durable."""
        (result,) = await (await self.line()).append([item])
        if not isinstance(result, Appended):
            raise NotLogged(result.value.lower().replace("_", "-"))
        return result.index

    async def close(self) -> None:
        """Let go of the line."""
        if self._link is not None:
            await self._link.close()
            self._link = None


@dataclass(frozen=True, slots=True)
class LoggedPages:
    """See :class:`services.exchange.copies.ports.PageLog`, and ``NamedLog`` there.

    ``receiver``, ``system``: who takes; ``peer``: who gives.
    """

    log: OwnLog
    peer: str
    receiver: str
    system: str
    registry: Callable[[], Registry]
    clock: Callable[[], int]

    async def ready(self) -> None:
        """See the port, as for all methods here."""
        await self.log.line()

    async def enter(self, page: OpenPage) -> None:
        """While witnesses are stale copies wait; orders to erase do not."""
        entry = replace(
            self._read(PULL, versions_in(page)),
            feed=page.after.feed,
            feed_page=page.after.sequence,
            feed_chain_sha256=page.after.chain,
            page=page_of(page, self.peer),
        )
        await self._append(entry, when_stale=page.after.feed != RECORDS)

    async def enter_named(self, versions: Sequence[str]) -> None:
        """Copies wait while witnesses are stale, as those of a page do."""
        await self._append(self._read(FETCH, tuple(versions)), when_stale=False)

    def _read(self, method: str, versions: tuple[str, ...]) -> OpenEntry:
        registry = self.registry()
        return OpenEntry(
            kind=EntryKind.READ,
            time_ms=self.clock(),
            agency=self.receiver,
            system=self.system,
            method=method,
            records=versions,
            registry_version=registry.version,
            registry_sha256=registry.digest,
        )

    async def _append(self, entry: OpenEntry, *, when_stale: bool) -> None:
        version = entry.registry_version
        await self.log.append(Item(encode_open(entry), b"", self.receiver, version, when_stale=when_stale))
