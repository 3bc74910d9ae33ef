"""A sender's orders over records that a test states, and the receivers that answer them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from services.access.reference import ReferenceEngine
from services.access.trail import Inquiry, Trail
from services.exchange import wire
from services.exchange.feed.ledger import StoredLedger
from services.exchange.feed.ports import Change, Given
from services.exchange.orders.book import StoredBook
from services.exchange.orders.build import build_orders
from services.exchange.orders.receipts import Bringer
from services.exchange.store.database import open_database
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.signing.erasure import Ordered, SignedErasureReceipt, sign_receipt
from services.signing.es256 import PrivateKey
from services.signing.sealing import Sealer
from services.values.exchange import ErasureOrder, ListOrdersRequest, ListOrdersResponse
from tests.fakes import live
from tests.fakes.given_records import CUSTOMS, FIA, HUB, PUNJAB, GivenRecords, listed
from tests.fakes.world.callers import officer
from tests.unit.access.copies_cases import agreement
from tests.unit.exchange.orders.words import proven

COUNTS = {"records.db": 2, "graph": 1}


def lists(holder: str, **change: object) -> AgreementRow:
    """Nodes of an agency may hold the FIA's list entries."""
    stated: dict[str, object] = {"kinds": frozenset({"LIST_ENTRY"}), "since": "2020-01-01", "until": "2099-01-01"}
    return agreement(holder=holder, **(stated | change))


LISTS = tuple(lists(holder) for holder in (CUSTOMS, PUNJAB, FIA, "pk.prisons"))


@dataclass
class Giver:
    """``now_ms``: of every clock."""

    folder: Path
    records: GivenRecords = field(default_factory=GivenRecords)
    now_ms: int = field(default_factory=live.now_ms)
    home: str = ""
    agreements: tuple[AgreementRow, ...] = LISTS

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """The room over the file, as a process has it that begins."""
        self.database = open_database(self.folder / "exchange.db")
        self.ledger, self.book = StoredLedger(self.database), StoredBook(self.database)
        made = build_orders(
            self.database, self.records, Sealer(bytes(32)), lambda: self.now_ms, lambda: self.registry, self.home
        )
        self.inbox, self.ordering, self.use_cases = made.inbox, made.ordering, made.use_cases

    @property
    def registry(self) -> Registry:
        return replace(live.registry(), agreements=self.agreements)

    async def sent(self, record: str, *receivers: str, epoch: int = 1, under: str = "lists") -> Change:
        """A record that was put and given to these receivers, by an agreement."""
        change = self.records.put(record)
        for receiver in receivers:
            given = [Given(record, change.version, bytes(32), under)]
            await self.ledger.give(receiver, epoch, given, self.records.number)
        return change

    def expunge(self, record: str) -> Change:
        """By its owner's word."""
        change, word = self.end(record), proven(record)
        assert word.proof is not None
        assert word.page is not None
        self.records.said[change.seq] = word.proof, word.page
        return change

    def end(self, record: str) -> Change:
        """It says nothing any more, and nobody's word of it is here."""
        return self.records.put(record, listed(expunged=True), ended=True)

    def withdraw(self, record: str) -> Change:
        return self.records.put(record, ended=True)

    async def orders(self, receiver: str = CUSTOMS) -> list[ErasureOrder]:
        """All that the receiver is given."""
        head = await self.ordering.head(receiver)
        rows = await self.ordering.page(receiver, 0, 500)
        assert [row.number for row in rows] == list(range(1, head + 1))
        return [row.order for row in rows]

    def bringer(self, agency: str = CUSTOMS, server: str = HUB) -> Bringer:
        return Bringer(agency, server, self.registry, self.now_ms)

    async def submit(self, *receipts: SignedErasureReceipt, agency: str = CUSTOMS) -> list[str]:
        return [*await self.use_cases.receipts.submit(self.bringer(agency), receipts)]

    async def listed(
        self, agency: str = FIA, kind: str = "FIA", purpose: str = "RECORD_UPKEEP", **asked: object
    ) -> ListOrdersResponse:
        """What an officer is shown; a record officer of the owner unless told."""
        oversight = purpose == "OVERSIGHT"
        why = {
            "purpose": purpose,
            "legal_basis": "DATA_OVERSIGHT",
            "query_class": "AUDIT" if oversight else "UPKEEP",
            "case_type": "REVIEW" if oversight else "RECORD",
            "case_key": "2026/1" if oversight else "FEED",
            "roles": frozenset({"OVERSIGHT" if oversight else "RECORD_OFFICER"}),
        }
        who = officer(agency, kind, "keeper-1", self.now_ms, **why)  # type: ignore[arg-type]  # fields by name
        inquiry = Inquiry(who, self.now_ms, ReferenceEngine(), Trail())
        return await self.use_cases.listing.page(inquiry, self.registry, ListOrdersRequest(**asked))  # type: ignore[arg-type]  # the same


def key_of(agency: str) -> PrivateKey:
    return PrivateKey.load(live.files().node(agency).message_key)


def ordered(order: ErasureOrder, agency: str = CUSTOMS, audience: str = HUB, **changes: object) -> Ordered:
    """What an honest receipt is for, with changes."""
    digest = sha256(wire.encode(order)).digest()
    made = Ordered(live.registry().federation_id, agency, audience, order.id, digest, order.record)
    return replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def receipt(
    order: ErasureOrder,
    agency: str = CUSTOMS,
    audience: str = HUB,
    *,
    key: PrivateKey | None = None,
    refused: str = "",
    downstream: Iterable[bytes] = (),
    time_ms: int = 0,
    **changes: object,
) -> SignedErasureReceipt:
    made = ordered(order, agency, audience, **changes)
    counts = {} if refused else COUNTS
    return sign_receipt(key or key_of(agency), made, counts, time_ms or live.now_ms(), downstream, refused)
