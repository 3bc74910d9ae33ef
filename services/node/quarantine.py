"""What of peers' feeds is kept aside, and which feeds are stopped: listed, tried again, let go on.

What is tried again is asked for by name: the peer and the agreements say what may be held now, and nothing comes back
out of bytes that were kept since. Both bytes of an equivocation stay as proof until an operator forgets them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, NamedTuple

from services.exchange.copies.by_name import name_in
from services.exchange.copies.wire import decode_item
from services.node.copies_named import Became, Named
from services.node.copies_opened import open_copies
from services.records.app.context import Context
from services.records.app.copied_chain import EQUIVOCATION
from services.records.app.copies_aside import Kept, kept_aside, let_go
from services.records.app.copying import ACCEPTED, LATER, stop
from services.records.copies_port import CursorRow

AT_ONCE: Final = 100


class Aside(NamedTuple):
    """An item that is kept aside. ``number``: in the peer's feed; ``record``: "" where the item tells none.

    ``waits``: a newer program may take it; ``erased``: its bytes were not kept, or were erased since.
    """

    peer: str
    feed: str
    number: int
    record: str
    field: str
    rule: str
    waits: bool
    erased: bool
    since_ms: int

    @property
    def owner(self) -> str:
        """Agency whose record it is."""
        return self.record.split("/")[1] if self.record else ""


class Stopped(NamedTuple):
    """A feed of which no page is taken. ``rule``: why."""

    peer: str
    feed: str
    rule: str


class Quarantine(NamedTuple):
    """What an operator looks at."""

    stopped: tuple[Stopped, ...]
    aside: tuple[Aside, ...]


async def listed(folder: Path, agency: str = "") -> Quarantine:
    """Of every peer, or of one. Raises as :func:`services.node.copies_opened.open_copies`, and PeersError."""
    async with open_copies(folder) as copies:
        context, found = copies.context, list[Aside]()
        names = [each.agency for each in copies.peers(agency)]
        for name in names:
            async for kept in every_kept(context, name):
                found.append(_aside(name, kept))
        stopped = [Stopped(*each[:2], each.stopped) for each in await _stopped(context) if each.peer in names]
    return Quarantine(tuple(stopped), tuple(found))


async def retry(folder: Path, agency: str = "") -> Counter[Became]:
    """Ask again for each record of which something is kept aside, and forget what is settled by that.

    Raises as above, and SenderRefused, SenderAway, PageUnproven, RegistryError.
    """
    became: Counter[Became] = Counter()
    async with open_copies(folder) as copies:
        for peer in copies.peers(agency):
            async with copies.line(peer) as named:
                became += await retried(named)
    return became


async def retried(named: Named) -> Counter[Became]:
    """Of one peer. What names no record stays, as does what proves an equivocation."""
    became: Counter[Became] = Counter()
    after = 0, 0
    while some := await kept_aside(named.context, named.peer, after, AT_ONCE):
        after = some[-1].place
        records = {each.place: _record(each) for each in some if each.rule != EQUIVOCATION}
        outcomes = await named.take([record for record in records.values() if record])
        settled = [place for place, record in records.items() if outcomes.get(record, Became.UNFIT) != Became.UNFIT]
        await let_go(named.context, settled)
        became.update(outcomes.get(record, Became.UNFIT) for record in records.values())
    return became


async def go_on(folder: Path, agency: str) -> list[str]:
    """Let a peer's stopped feeds go on; which. The next page of each is taken however much of it is unfit.

    Raises as :func:`listed`.
    """
    async with open_copies(folder) as copies:
        copies.peers(agency)
        feeds = [each.feed for each in await _stopped(copies.context) if each.peer == agency]
        for feed in feeds:
            await stop(copies.context, agency, feed, ACCEPTED)
    return feeds


async def forget(folder: Path, agency: str, number: int, upto: int = 0) -> int:
    """Erase what is kept aside of one number of a peer's feed, or of those from it up to another; how many items went.

    Raises as :func:`listed`.
    """
    last = upto or number
    async with open_copies(folder) as copies:
        copies.peers(agency)
        found = [each.place async for each in every_kept(copies.context, agency) if number <= each.sequence <= last]
        await let_go(copies.context, found)
    return len(found)


async def every_kept(context: Context, peer: str) -> AsyncIterator[Kept]:
    """All that is kept aside of a peer, oldest first. Raises StorageUnavailable."""
    after = 0, 0
    while some := await kept_aside(context, peer, after, AT_ONCE):
        for each in some:
            yield each
        after = some[-1].place


async def _stopped(context: Context) -> list[CursorRow]:
    async with context.store.snapshot() as view:
        return [each for each in await view.cursors() if each.stopped not in ("", ACCEPTED)]


def _aside(peer: str, kept: Kept) -> Aside:
    waits, erased = kept.rule in LATER, not kept.item
    return Aside(peer, kept.feed, kept.sequence, _record(kept), kept.field, kept.rule, waits, erased, kept.recorded_ms)


def _record(kept: Kept) -> str:
    """The record that an item is about: as it was told, or as the item's bytes say."""
    if kept.record or not kept.item:
        return kept.record
    item = decode_item(kept.item)
    return name_in(item.copy.version.version) if item is not None and item.HasField("copy") else ""
