"""A member's own node answers officers of its agency out of the copies that it holds, and says how old they are.

It reads records, checks travellers and passes copies on. The hub alone changes records, tells owners what is told to
them alone, and gives one word over all records: what was never copied here would be missing, and nobody would see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.access.copies import own
from services.access.errors import PolicyDenied
from services.edge.call import CALLER_MISSING, Call, Handler, Hashed
from services.exchange.anchors import rpc as anchors
from services.exchange.check import rpc as check
from services.exchange.check.errors import CopyStale
from services.exchange.check.freshness import hours_of, one_age, too_old
from services.exchange.check.ports import Synced
from services.exchange.feed import rpc as feed
from services.exchange.orders import rpc as orders
from services.node.rules import in_force
from services.records import rpc as records
from services.records import wire
from services.values.records import CopyAge, GetHistoryResponse

READS: Final = {
    records.SERVICE + name
    for name in ("Search", "GetHistory", "GetRecord", "ListVersions", "SearchPerson", "GetPerson")
}
"""Their answers end with the field ``copies``, which has one number in all of them."""
_AS_THEY_ARE: Final = (anchors.SERVICE, check.SERVICE, feed.SERVICE, orders.SERVICE)
"""Services that themselves say how old copies are, or are asked by other nodes' systems, as agreements let them."""
_HUBS_ALONE: Final = frozenset({check.COUNT})
"""Of these what needs the feeds of crossings, which the hub alone takes."""


@dataclass(frozen=True, slots=True)
class OwnNode:
    """``home``: agency whose node it is. ``synced``: when its copies came."""

    home: str
    synced: Synced

    def over(self, handlers: Mapping[str, Handler]) -> dict[str, Handler]:
        """Of the methods over records, by path, those that such a node answers, each for whom it answers."""
        plain = {
            path: each for path, each in handlers.items() if path.startswith(_AS_THEY_ARE) and path not in _HUBS_ALONE
        }
        aged = {path: self._aged(handler) for path, handler in handlers.items() if path in READS}
        return {path: self._for_own(handler) for path, handler in (plain | aged).items()}

    def _for_own(self, handler: Handler) -> Handler:
        """The handler, for officers of the agency alone; PolicyDenied for all others. A system has no officer."""

        async def answer(call: Call, raw: bytes) -> bytes | Hashed:
            if call.caller is not None and call.caller.agency != self.home:
                raise PolicyDenied
            return await handler(call, raw)

        return answer

    def _aged(self, handler: Handler) -> Handler:
        """The handler, whose answer says how old the copies are; CopyStale, and no answer, where some are too old."""

        async def answer(call: Call, raw: bytes) -> bytes | Hashed:
            ages = await self._ages(call)
            found = await handler(call, raw)
            body = found.body if isinstance(found, Hashed) else found
            return body + wire.encode(GetHistoryResponse(copies=ages))

        return answer

    async def _ages(self, call: Call) -> tuple[CopyAge, ...]:
        """Each giver for the caller's purpose, and the agency itself, in order; one age for all of them."""
        if call.caller is None:
            raise AssertionError(CALLER_MISSING)
        registry = call.snapshot.registry
        given = hours_of(in_force(registry, self.home, call.now_ms), call.caller.purpose)
        hours = {self.home: own(self.home).stale_after_h, **given}
        synced = await self.synced.synced(hours, registry.hub)
        if too_old(hours, synced, call.now_ms):
            raise CopyStale
        age = one_age(hours, synced)
        return tuple(CopyAge(agency, age) for agency in sorted(hours))
