"""A hub that gives copies by agreement, and the systems that pull them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rabta.access.v1.purpose_pb2 import (
    HANDLING_CODE_H1,
    HANDLING_CODE_OPEN,
    PURPOSE_INVESTIGATE_CASE,
    HandlingCode,
)
from rabta.exchange.v1.exchange_service_pb2 import (
    AckPagesRequest,
    PullChangesRequest,
    PullChangesResponse,
)
from rabta.exchange.v1.page_pb2 import Cursor, SyncItem, SyncPageHeader
from rabta.membership.v1.registry_pb2 import Agreement
from rabta.membership.v1.registry_pb2 import Registry as Payload
from rabta.records.v1.record_pb2 import RecordVersion

from services.membership import office
from services.membership.governance import edited
from services.membership.layout import FederationFiles
from services.membership.provision import sign_and_publish
from services.values.dates import day_text, today
from tests.e2e.attacks.judging import Seen, answered, put
from tests.e2e.federation import now_ms
from tests.e2e.people import CHILD, CUSTOMS, FIA, HIGH_COURT, PRISONS, PUNJAB, SINDH
from tests.e2e.world import World

EXCHANGE = "/rabta.exchange.v1.ExchangeService/"
NEGOTIATE, PULL, ACK, COMPARE, FETCH = (
    f"{EXCHANGE}{name}" for name in ("Negotiate", "PullChanges", "AckPages", "CompareRanges", "FetchRecords")
)
GIVING = ("records", "oversight", "exchange")
START = bytes(32)
KINDS = ("PARTY", "CASE_FILE", "LIST_ENTRY", "CUSTODY_EVENT")


def agreement(giver: str, holder: str = CUSTOMS, **change: Any) -> Agreement:
    """Open records of suspects, accused and listed people, for a year to come."""
    usual: dict[str, Any] = {
        "id": f"{giver.partition('.')[2]}-{holder.partition('.')[2]}",
        "giver": giver,
        "holder": holder,
        "kinds": KINDS,
        "handling": [HANDLING_CODE_OPEN, HANDLING_CODE_H1],
        "roles": ["ACCUSED", "SUSPECT", "LISTED"],
        "purposes": [PURPOSE_INVESTIGATE_CASE],
        "statute": "Customs Act 1969 s. 7",
        "from": day_text(today(now_ms()) - 365),
        "to": day_text(today(now_ms()) + 365),
        "stale_after_h": 24,
    }
    return Agreement(**{**usual, **change})


ON_TERMS = HandlingCode.values()[1:]
AGREED = [agreement(giver, handling=ON_TERMS) for giver in (FIA, PUNJAB, SINDH)]
GIVER, PARTNER = PRISONS, HIGH_COURT
"""The partner owns no record, and is given of what is not planted: it has what its own tests send."""
ALSO_AGREED = (
    agreement(FIA, PUNJAB, handling=ON_TERMS),
    agreement(FIA, CHILD),
    agreement(GIVER, PARTNER, kinds=["PARTY", "LIST_ENTRY"]),
)
"""What the shared federation begins with beside three givers to one holder."""


def agree(files: FederationFiles, *rows: Agreement) -> None:
    """Publish a version of the registry with these agreements, and no others."""

    def change(said: Payload) -> None:
        del said.agreements[:]
        said.agreements.extend(rows)

    office.save_draft(files, edited(office.draft_of(files, now_ms()), change))
    sign_and_publish(files)


@dataclass
class Page:
    """A page as its receiver reads it."""

    raw: PullChangesResponse
    header: SyncPageHeader
    items: list[SyncItem]

    @classmethod
    def of(cls, body: bytes) -> Page:
        raw = PullChangesResponse.FromString(body)
        return cls(raw, SyncPageHeader.FromString(raw.header), [SyncItem.FromString(item) for item in raw.items])

    @property
    def cursor(self) -> Cursor:
        read = self.header
        moved = read.to_sequence > read.from_sequence
        chain = sha256(self.raw.header).digest() if moved else read.previous_sha256
        return Cursor(feed=read.feed, epoch=read.epoch, sequence=read.to_sequence, chain_sha256=chain)

    def records(self) -> list[str]:
        """Ids of the records that it gives."""
        return [
            RecordVersion.FromString(one.copy.version.version).record_id for one in self.items if one.HasField("copy")
        ]

    def removed(self) -> list[str]:
        return [one.removal.record for one in self.items if one.HasField("removal")]


def begin(feed: str = "records", epoch: int = 0) -> Cursor:
    return Cursor(feed=feed, epoch=epoch, chain_sha256=START)


def pulling(cursor: Cursor | None = None, max_items: int = 0, wait_ms: int = 0) -> bytes:
    request = PullChangesRequest(cursor=cursor or begin(), max_items=max_items, wait_ms=wait_ms)
    return request.SerializeToString()


def ask(world: World, method: str, body: bytes, agency: str = CUSTOMS, **how: Any) -> Seen:
    """A system's question, over its own connection."""
    return put(world, world.ask(method, body, agency=agency), **how)


def pull(
    world: World, cursor: Cursor | None = None, agency: str = CUSTOMS, max_items: int = 0, wait_ms: int = 0
) -> Page:
    """The page after a cursor; proven, and one leaf."""
    return Page.of(answered(world, ask(world, PULL, pulling(cursor, max_items, wait_ms), agency)))


def ack(world: World, cursor: Cursor, agency: str = CUSTOMS) -> None:
    answered(world, ask(world, ACK, AckPagesRequest(taken=cursor).SerializeToString(), agency))


def everything(world: World, cursor: Cursor | None = None, agency: str = CUSTOMS, most: int = 5) -> list[Page]:
    """Pages until nothing is left, each acknowledged."""
    pages: list[Page] = []
    while not pages or pages[-1].header.to_sequence < pages[-1].header.head:
        pages.append(pull(world, pages[-1].cursor if pages else cursor, agency, max_items=most))
        ack(world, pages[-1].cursor, agency)
    return pages
