"""A sender over what a test states, a ledger of its own, and the receivers that ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from services.access.trail import Trail
from services.exchange import wire
from services.exchange.feed.app.ack import ack_pages
from services.exchange.feed.app.context import Context, System
from services.exchange.feed.app.pull import pull_changes
from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import ORDERS, RECORDS
from services.exchange.feed.waiting import Waiting
from services.exchange.store.database import open_database
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.store.sqlite import SqliteDatabase
from services.values.exchange import (
    AckPagesRequest,
    Cursor,
    KnownReleases,
    NameRange,
    PullChangesRequest,
    PullChangesResponse,
    SyncItem,
    SyncPageHeader,
)
from tests.fakes import live
from tests.fakes.given_records import CUSTOMS, HUB, GivenOrders, GivenPeers, GivenRecords, GivenReleases
from tests.unit.access.copies_cases import agreement

START = bytes(32)
LISTS = agreement(kinds=frozenset({"LIST_ENTRY"}))
"""Customs may hold the FIA's list entries."""


@dataclass(frozen=True)
class Page:
    """A page as a receiver reads it."""

    header: SyncPageHeader
    items: tuple[SyncItem, ...]
    cursor: Cursor
    trail: Trail
    raw: PullChangesResponse

    def cursor_place(self) -> tuple[int, bytes]:
        return self.cursor.sequence, self.cursor.chain_sha256

    def records(self) -> list[str]:
        """What it gives, by the versions' names."""
        return [one.copy.version.version.decode().rstrip(".") for one in self.items if one.copy and one.copy.version]

    def removed(self) -> list[tuple[str, str]]:
        return [(one.removal.record, one.removal.reason) for one in self.items if one.removal]


@dataclass
class Site:
    """``now_ms``: of every clock; ``let_go``: how often a slot was given back; ``late_ms``: said for the last call."""

    folder: Path
    agreements: tuple[AgreementRow, ...] = (LISTS,)
    records: GivenRecords = field(default_factory=GivenRecords)
    orders: GivenOrders = field(default_factory=GivenOrders)
    peers: GivenPeers = field(default_factory=GivenPeers)
    releases: GivenReleases = field(default_factory=GivenReleases)
    now_ms: int = 1_780_000_000_000
    draining: bool = False
    let_go: int = 0
    late_ms: list[int] = field(default_factory=list)
    database: SqliteDatabase = field(init=False)
    ledger: StoredLedger = field(init=False)
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """The room over the file, as a process has it that begins."""
        self.database = open_database(self.folder / "exchange.db")
        self.ledger = StoredLedger(self.database)
        waiting = Waiting(self.records.head, 0.01)
        self.context = Context(
            self.records, self.orders, self.ledger, self.peers, self.releases, waiting, wire.encode, "rabta test",
            lambda: self.now_ms,
        )  # fmt: skip

    @property
    def registry(self) -> Registry:
        return replace(live.registry(), agreements=self.agreements)

    def system(self, agency: str = CUSTOMS, *, officer: bool = False, server: str = HUB) -> System:
        return System(
            agency=agency,
            server=server,
            registry=self.registry,
            officer=officer,
            now_ms=self.now_ms,
            deadline_ms=self.now_ms + 300_000,
            trail=Trail(),
            let_go=self._let_go,
            draining=lambda: self.draining,
            outlive=self.late_ms.append,
            newest=lambda: self.registry,
        )

    whole = NameRange()

    def _let_go(self) -> None:
        self.let_go += 1

    async def pull(
        self, cursor: Cursor | None = None, agency: str = CUSTOMS, most: int = 0, wait_ms: int = 0, feed: str = RECORDS,
        known: bytes | None = None,
    ) -> Page:  # fmt: skip
        """One page from a cursor, the feed's start where none is given. ``known``: which list of releases is held."""
        system = self.system(agency)
        releases = None if known is None else KnownReleases(known)
        asked = PullChangesRequest(cursor or begin(feed), most, wait_ms, releases)
        return read(await pull_changes(self.context, system, asked), system.trail)

    async def ack(self, cursor: Cursor, agency: str = CUSTOMS) -> Trail:
        """What the log is told of it."""
        system = self.system(agency)
        await ack_pages(self.context, system, AckPagesRequest(cursor))
        return system.trail

    async def everything(self, cursor: Cursor | None = None, agency: str = CUSTOMS, most: int = 3) -> list[Page]:
        """Pages until nothing is left, each acknowledged."""
        pages: list[Page] = []
        while not pages or pages[-1].header.to_sequence < pages[-1].header.head:
            pages.append(await self.pull(pages[-1].cursor if pages else cursor, agency, most))
            await self.ack(pages[-1].cursor, agency)
        return pages


def begin(feed: str = RECORDS, epoch: int = 0) -> Cursor:
    return Cursor(feed, epoch, 0, START)


def read(raw: bytes, trail: Trail) -> Page:
    """As a receiver reads it; a page of no numbers moves no cursor."""
    found = wire.decode(PullChangesResponse, raw)
    header = wire.decode(SyncPageHeader, found.header)
    chain = sha256(found.header).digest() if header.to_sequence > header.from_sequence else header.previous_sha256
    cursor = Cursor(header.feed, header.epoch, header.to_sequence, chain)
    return Page(header, tuple(wire.decode(SyncItem, item) for item in found.items), cursor, trail, found)


Make = Callable[..., Site]
__all__ = ["LISTS", "ORDERS", "RECORDS", "START", "Page", "Site", "begin", "read"]
