"""Copies held against what each peer gave: every difference found, and what differs asked for by name and taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from services.exchange.copies.by_name import AT_ONCE
from services.exchange.copies.comparing import Comparing, Difference
from services.node.copies_held import HeldCopies
from services.node.copies_named import Became, Named
from services.node.copies_opened import open_copies
from services.records.app.copying import cursor_of
from services.records.ports import Store
from services.values.copies import RECORDS


class Kind(StrEnum):
    """How the sides differ in a record. NEWER: another peer gave more, which is no fault; OTHER: in the bytes alone."""

    MISSING = "missing"
    OLDER = "older"
    NEWER = "newer"
    OTHER = "other"
    SURPLUS = "surplus"


@dataclass
class Compared:
    """One peer's copies. ``equal``: records alike; ``kinds``: of the others; ``became``: of those asked for again."""

    peer: str
    equal: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    became: Counter[str] = field(default_factory=Counter)

    @property
    def differs(self) -> int:
        """Records of which the sides differ, those left out that another peer gave newer."""
        return self.kinds.total() - self.kinds[Kind.NEWER]

    def well(self, *, taken: bool) -> bool:
        """Whether nothing differs; ``taken``: or nothing of what was asked for again was unfit."""
        return not (self.became[Became.UNFIT] if taken else self.differs)


async def reconcile(folder: Path, agency: str, *, take: bool) -> AsyncIterator[Compared]:
    """One peer after another, or one; ``take``: ask for what differs. A peer whose feed was never taken has nothing.

    Raises PeersError, SettingsError, StorageUnavailable, SenderRefused, SenderAway, PageUnproven, RegistryError,
    UnsafeFile.
    """
    async with open_copies(folder) as copies:
        for peer in copies.peers(agency):
            async with copies.line(peer) as named:
                yield await compared(named, take=take)


async def compared(named: Named, *, take: bool) -> Compared:
    """One peer's copies in the epoch up to which its feed is taken."""
    found, store = Compared(named.peer), named.context.store
    async with store.snapshot() as view:
        epoch = (await cursor_of(view, named.peer, RECORDS)).epoch
    if not epoch:
        return found
    held = HeldCopies(store, named.peer, sorted(named.registry().agencies))
    comparing, wanted = Comparing(named.sender, held, epoch), list[str]()
    async for each in comparing.differences():
        kind = await _kind(store, each)
        if kind is None:
            found.equal += 1
            continue
        found.kinds[kind] += 1
        if kind is not Kind.NEWER:
            wanted.append(each.record)
        if take and len(wanted) == AT_ONCE:
            found.became.update((await named.take(wanted)).values())
            wanted.clear()
    if take and wanted:
        found.became.update((await named.take(wanted)).values())
    found.equal += comparing.equal
    return found


async def _kind(store: Store, each: Difference) -> Kind | None:
    """None where the record is held as the peer has it, though not by the peer's word: the node's own is."""
    if each.theirs is None:
        return Kind.SURPLUS
    ours = (each.ours and (each.ours.version, each.ours.sha256)) or await _own(store, each.record)
    if ours is None:
        return Kind.MISSING
    theirs = each.theirs.version, each.theirs.sha256
    if ours == theirs:
        return None
    if ours[0] == theirs[0]:
        return Kind.OTHER
    return Kind.OLDER if ours[0] < theirs[0] else Kind.NEWER


async def _own(store: Store, record: str) -> tuple[int, bytes] | None:
    """Version and digest of what is held of a record that is nobody's copy."""
    _, agency, _, record_id = record.split("/")
    async with store.snapshot() as view:
        for head, digest in await view.heads_named(agency, [record_id]):
            if not await view.copies_of([head.record]) and not await view.copies_ended([head.record]):
                return head.version, digest
    return None
