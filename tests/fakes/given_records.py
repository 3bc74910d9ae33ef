"""A sender's records, orders and peers in memory, as a test states them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from services.access.decision import RecordClass
from services.exchange.feed.ports import Change, Changes, NumberedOrder, Opened
from services.values.exchange import (
    CaseReference,
    ErasureOrder,
    ReleasedRecord,
    SignedPageHeader,
    SignedVersion,
    VersionProof,
)

FIA, CUSTOMS, PUNJAB, HUB = "pk.fia", "pk.customs", "pk.punjab-police", "pk.hub"

RELEASED_FOR = CaseReference("ENQUIRY", "CUS/1/2026")


def name_of(record_id: str, owner: str = FIA) -> str:
    return f"agencies/{owner}/records/{record_id}"


def listed(owner: str = FIA, **more: object) -> RecordClass:
    """An entry in a list, which an agreement may give."""
    return RecordClass(owner, "LIST_ENTRY", "LISTED", "", list_type="ECL", **more)  # type: ignore[arg-type]  # fields by name


@dataclass
class GivenRecords:
    """See :class:`services.exchange.feed.ports.Records`. ``erased``: seqs whose bytes are gone; ``looked``: readings.

    ``said``: by seq, versions that stand in a page of their owner's.
    """

    number: int = 0
    seq: int = 0
    held: dict[str, Change] = field(default_factory=dict)
    raw: dict[int, bytes] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    said: dict[int, tuple[SignedVersion, SignedPageHeader]] = field(default_factory=dict)
    taken_ms: int = 1
    looked: int = 0

    def put(self, record: str, klass: RecordClass | None = None, size: int = 0, **more: object) -> Change:
        """A further version of a record, which is its last change."""
        before = self.held.get(record)
        self.seq += 1
        version = before.version + 1 if before else 1
        self.raw[self.seq] = f"{record}/versions/{version}".encode().ljust(size, b".")
        return self._put(record, version, self.seq, klass or (before.klass if before else listed()), **more)

    def judge(self, record: str, klass: RecordClass, **more: object) -> Change:
        """Another class in force, without another version."""
        before = self.held[record]
        return self._put(record, before.version, before.seq, klass, **more)

    def _put(self, record: str, version: int, seq: int, klass: RecordClass, **more: object) -> Change:
        self.number += 1
        change = Change(self.number, record, version, seq, klass, klass)._replace(**more)  # type: ignore[arg-type]  # fields by name
        self.held[record] = change
        return change

    async def head(self) -> int:
        self.looked += 1
        return self.number

    async def changes(self, after: int, limit: int) -> Changes:
        rows = sorted((one for one in self.held.values() if one.number > after), key=lambda one: one.number)[:limit]
        return Changes(self.number, rows[-1].number if len(rows) == limit else self.number, tuple(rows))

    async def named(self, records: Sequence[str]) -> list[Change]:
        return [self.held[each]._replace(number=0) for each in records if each in self.held]

    async def opened(self, seqs: Sequence[int]) -> Opened:
        page = SignedPageHeader(b"header", b"signature")
        digest = sha256(page.header).digest()
        found = {
            seq: SignedVersion(self.raw[seq], VersionProof(digest, 0, b"salt" * 4, ()), self.taken_ms)
            for seq in seqs
            if seq not in self.erased
        }
        pages = {digest: page}
        for seq in set(seqs) & self.said.keys():
            found[seq], signed = self.said[seq]
            pages[sha256(signed.header).digest()] = signed
        return Opened(found, pages)

    async def mark(self, seq: int) -> bytes:
        return sha256(self.raw[seq] + bytes((self.taken_ms,))).digest() if seq in self.raw else b""


@dataclass
class GivenOrders:
    """See :class:`services.exchange.feed.ports.Orders`."""

    of: dict[str, list[ErasureOrder]] = field(default_factory=dict)

    def give(self, receiver: str, record: str) -> ErasureOrder:
        """One more order for a receiver."""
        rows = self.of.setdefault(receiver, [])
        order = ErasureOrder(id=len(rows).to_bytes(16), record=record, kind="RECALL", agreement="lists")
        rows.append(order)
        return order

    async def head(self, receiver: str) -> int:
        return len(self.of.get(receiver, ()))

    async def page(self, receiver: str, after: int, limit: int) -> list[NumberedOrder]:
        rows = self.of.get(receiver, [])[after : after + limit]
        return [NumberedOrder(after + place, order) for place, order in enumerate(rows, 1)]


@dataclass
class GivenReleases:
    """See :class:`services.exchange.feed.ports.Releases`."""

    of: dict[str, list[ReleasedRecord]] = field(default_factory=dict)

    def grant(self, receiver: str, record: str, until_ms: int, officer: str = "cu-1") -> ReleasedRecord:
        """One more release to an officer of a receiver's."""
        made = ReleasedRecord(record, officer, RELEASED_FOR, until_ms)
        self.of.setdefault(receiver, []).append(made)
        return made

    async def in_force(self, receiver: str, now_ms: int, limit: int) -> list[ReleasedRecord]:
        held = [each for each in self.of.get(receiver, ()) if each.until_ms > now_ms]
        return sorted(held, key=lambda each: -each.until_ms)[:limit]


@dataclass
class GivenPeers:
    """See :class:`services.exchange.feed.ports.Peers`."""

    stopped: set[str] = field(default_factory=set)

    def paused(self, agency: str) -> bool:
        return agency in self.stopped
