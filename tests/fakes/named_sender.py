"""A hub that is asked by name, without a socket: what it gave by ranges of names, and records as they travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from rabta.exchange.v1.page_pb2 import SyncItem
from rabta.records.v1.record_pb2 import RecordVersion

from services.exchange.copies.by_name import AT_ONCE, name_in
from services.exchange.copies.errors import NotLogged, SenderAway
from services.exchange.ranges import Digesting
from services.node.copies_named import Named
from services.values.copies import RECORDS, CopiedVersion, FeedCursor
from services.values.exchange import FetchRecordsResponse, HeldVersion, NameRange, RangeDigest, SignedPageHeader
from tests.fakes.copies_sender import CopiesSender
from tests.fakes.records_node import Node
from tests.fakes.sync_pages import HOLDER, HUB, as_answer, removal

ALL = 10_000


@dataclass
class NamedSender:
    """See ``Comparer`` in ``services/exchange/copies/ports.py``, and ``NamedLog``: the member's log is beside it.

    ``away``: it gives nothing; ``full``: the log takes nothing; ``fetched``: what was asked; ``entered``: in the log.
    """

    source: CopiesSender
    away: bool = False
    full: bool = False
    fetched: list[str] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)

    async def compare(self, epoch: int, ranges: Sequence[NameRange]) -> Sequence[RangeDigest]:
        """Of everything that may be held, as if it was given."""
        assert epoch == self.source.epoch
        page = await self.source.page(FeedCursor(RECORDS), ALL)
        given = sorted(map(_held, page.versions), key=lambda one: one.record)
        found = []
        for within in ranges:
            digesting = Digesting()
            digesting.add([one for one in given if _within(one.record, within)])
            found.append(digesting.digest())
        return found

    async def fetch(self, records: Sequence[str]) -> FetchRecordsResponse:
        """A copy where it may be held, else a removal, each under no number."""
        if self.away:
            raise SenderAway
        assert len(records) <= AT_ONCE
        self.fetched += records
        page = as_answer(self.source.node.federation, await self.source.page(FeedCursor(RECORDS), ALL))
        items = [SyncItem.FromString(raw) for raw in page.items]
        copies = {
            name_in(each.copy.version.version): SyncItem(copy=each.copy) for each in items if each.HasField("copy")
        }
        given = [copies.get(name) or removal(0, name) for name in records]
        pages = tuple(SignedPageHeader(one.header, one.signature) for one in page.pages)
        return FetchRecordsResponse(tuple(each.SerializeToString(deterministic=True) for each in given), pages)

    async def ready(self) -> None:
        """See the port."""
        if self.full:
            raise NotLogged("full")

    async def enter_named(self, versions: Sequence[str]) -> None:
        """See the port."""
        self.entered += versions


def _held(copied: CopiedVersion) -> HeldVersion:
    raw = copied.version
    return HeldVersion(name_in(raw), RecordVersion.FromString(raw).version, sha256(raw).digest())


def _within(name: str, within: NameRange) -> bool:
    return name >= within.from_name and (not within.to_name or name < within.to_name)


def named(sender: NamedSender, member: Node) -> Named:
    """What asks it, over the member's records."""
    return Named(member.context, sender, sender, HUB, HOLDER, lambda: member.federation.registry, lambda: member.now_ms)
