"""The node's own log for what takes copies: an entry for each page, before anything of the page is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit.client import Appended, Refusal
from audit.entry import EntryKind, OpenEntry, encode_open
from audit.items import Item
from audit.limits import EXCHANGE, ORDERS
from services.edge.log_link import LogLink
from services.exchange.copies.errors import NotLogged
from services.exchange.copies.logged import page_of, versions_in
from services.exchange.copies.page import OpenPage
from services.membership.registry import Registry
from services.values.copies import RECORDS

PULL: Final = "/rabta.exchange.v1.ExchangeService/PullChanges"
FETCH: Final = "/rabta.exchange.v1.ExchangeService/FetchRecords"
PATIENCE_S: Final = 10.0
LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class LoggedPages:
    """See :class:`services.exchange.copies.ports.PageLog`, and ``NamedLog`` there.

    ``receiver``, ``system``: who takes; ``peer``: who gives. ``registry``: the version that entries cite, whose leaf
    stands in the log; ``patience_s``: how long a writer that does not come is waited for.
    """

    log: LogLink
    peer: str
    receiver: str
    system: str
    registry: Callable[[], Registry]
    clock: Callable[[], int]
    patience_s: float = PATIENCE_S

    async def ready(self) -> None:
        """See the port, as for all methods here."""
        try:
            async with asyncio.timeout(self.patience_s):
                while self.log.client is None or self.log.held:
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise _refused(self.log.why if self.log.held else Refusal.UNAVAILABLE) from None

    async def enter(self, page: OpenPage) -> None:
        """While witnesses are stale copies wait; orders to erase do not."""
        entry = replace(
            self._read(PULL, versions_in(page)),
            feed=page.after.feed,
            feed_page=page.after.sequence,
            feed_chain_sha256=page.after.chain,
            page=page_of(page, self.peer),
        )
        orders = page.after.feed != RECORDS
        await self._append(entry, ORDERS if orders else EXCHANGE, when_stale=orders)

    async def enter_named(self, versions: Sequence[str]) -> None:
        """Copies wait while witnesses are stale, as those of a page do."""
        await self._append(self._read(FETCH, tuple(versions)), EXCHANGE, when_stale=False)

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

    async def _append(self, entry: OpenEntry, kind: str, *, when_stale: bool) -> None:
        """``kind``: the share of the log that the entry fills; it takes nothing from the agency's officers."""
        caller = f"{kind}:{self.receiver}/{self.system}"
        version = entry.registry_version
        item = Item(encode_open(entry), b"", self.receiver, version, when_stale=when_stale, caller=caller)
        (result,) = await self.log.append([item])
        if not isinstance(result, Appended):
            raise _refused(result)


def _refused(why: Refusal) -> NotLogged:
    return NotLogged(why.value.lower().replace("_", "-"))
