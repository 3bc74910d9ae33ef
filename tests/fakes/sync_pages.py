"""Pages of a feed as a sender makes them, over versions that owners signed; each field may be stated otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from rabta.exchange.v1.exchange_service_pb2 import PullChangesResponse
from rabta.exchange.v1.page_pb2 import Copy, Removal, SyncItem, SyncPageHeader
from rabta.records.v1.history_pb2 import SignedVersion
from rabta.signing.v1.page_pb2 import SignedPageHeader, VersionProof

from audit.merkle import leaf_hash, root_from_leaves
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.records import wire
from services.records.protection.classes import class_row, own_of
from services.signing.page import FIRST, Feed, Page, build_page, page_proofs
from services.values.copies import RECORDS, START, CopiesPage, FeedCursor
from services.values.records import RecordVersion
from tests.fakes.records_node import NOW_MS, Federation
from tests.unit.access.copies_cases import agreement

HUB, HOLDER = "pk.hub", "pk.customs"
KINDS = frozenset({"CASE_FILE", "PARTY", "LIST_ENTRY", "CUSTODY_EVENT"})


def agreeing(registry: Registry, *givers: str, **change: object) -> Registry:
    """The registry with an agreement by which the holder may hold files, parties and lists of each giver."""
    rows: list[AgreementRow] = []
    for giver in givers:
        stated: dict[str, object] = {"kinds": KINDS, "since": "2020-01-01", "until": "2099-01-01", **change}
        rows.append(agreement(id=f"by-{giver}", giver=giver, holder=HOLDER, **stated))
    return replace(registry, agreements=tuple(rows))


def owner_page(known: Federation, *versions: RecordVersion, **feed: Any) -> Page:
    """A page of an owner's own stream, its first."""
    agency, registry = versions[0].agency, known.registry
    place = replace(Feed(registry.federation_id, agency, registry.hub, "records", 1, FIRST), **feed)
    return build_page(known.page_keys[agency], place, [wire.encode(each) for each in versions], NOW_MS)


def copies(page: Page, *versions: RecordVersion, first: int = 1, **change: Any) -> list[SyncItem]:
    """An item for each version of an owner's page, in order."""
    _, paths = page_proofs(page.leaves)
    found = []
    for index, record in enumerate(versions):
        salt, raw = page.leaves[index]
        proof = VersionProof(page_sha256=page.sha256, index=index, salt=salt, path=paths[index])
        signed = SignedVersion(version=raw, proof=proof, recorded_ms=NOW_MS)
        text = class_row(own_of(record)).attributes
        copy = Copy(version=signed, record_class=text, agreement=f"by-{record.agency}")
        for name, value in change.items():
            setattr(copy, name, value)
        found.append(SyncItem(sequence=first + index, copy=copy))
    return found


def removal(sequence: int, record: str) -> SyncItem:
    """An item that ends a copy."""
    return SyncItem(sequence=sequence, removal=Removal(record=record))


def answer(
    known: Federation,
    items: Sequence[SyncItem | bytes],
    pages: Sequence[Page] = (),
    cursor: FeedCursor = FeedCursor(RECORDS),  # noqa: B008  # a value that never changes
    **change: Any,
) -> PullChangesResponse:
    """A sender's answer from a cursor; ``change``: of its header."""
    raw = [each if isinstance(each, bytes) else each.SerializeToString(deterministic=True) for each in items]
    stated: dict[str, Any] = {
        "format": 1,
        "federation_id": known.registry.federation_id,
        "sender": HUB,
        "receiver": HOLDER,
        "feed": RECORDS,
        "epoch": cursor.epoch or 1,
        "from_sequence": cursor.sequence,
        "to_sequence": cursor.sequence + len(raw),
        "previous_sha256": cursor.chain,
        "count": len(raw),
        "passed": 0,
        "root": root_from_leaves([leaf_hash(each) for each in raw]) if raw else START,
        "head": cursor.sequence + len(raw),
        "time_ms": NOW_MS,
    }
    header = SyncPageHeader(**{**stated, **change})
    signed = [SignedPageHeader(header=page.header, signature=page.signature) for page in pages]
    return PullChangesResponse(header=header.SerializeToString(deterministic=True), items=raw, pages=signed)


def digest(answer: PullChangesResponse) -> bytes:
    """The chain after an answer."""
    return sha256(answer.header).digest()


def as_answer(known: Federation, page: CopiesPage) -> PullChangesResponse:
    """What :class:`tests.fakes.copies_sender.CopiesSender` gives, as it travels."""
    items: dict[int, SyncItem] = {}
    headers: dict[bytes, SignedPageHeader] = {}
    for each in page.versions:
        path = [each.path[at : at + 32] for at in range(0, len(each.path), 32)]
        proof = VersionProof(page_sha256=each.page.sha256, index=each.leaf, salt=each.salt, path=path)
        signed = SignedVersion(version=each.version, proof=proof, recorded_ms=NOW_MS)
        copy = Copy(version=signed, record_class=each.klass, agreement=each.agreement)
        items[each.sequence] = SyncItem(sequence=each.sequence, copy=copy)
        headers[each.page.sha256] = SignedPageHeader(header=each.page.header, signature=each.page.signature)
    for one in page.ended:
        items[one.sequence] = removal(one.sequence, f"agencies/{one.agency}/records/{one.record_id}")
    before, after = page.before, page.after
    found = answer(
        known,
        [items[number] for number in sorted(items)],
        cursor=before,
        epoch=after.epoch,
        to_sequence=after.sequence,
        passed=after.sequence - before.sequence - len(items),
        head=page.head,
    )
    found.pages.extend(headers.values())
    return found
