"""Bytes of a feed and what they say, and what is asked of a sender."""

from __future__ import annotations

from collections.abc import Sequence

from google.protobuf.message import DecodeError
from rabta.exchange.v1.anchor_service_pb2 import AnchorLogRequest, AnchorLogResponse
from rabta.exchange.v1.exchange_service_pb2 import AckPagesRequest, PullChangesRequest, PullChangesResponse
from rabta.exchange.v1.order_service_pb2 import ReceiptOutcome, SubmitReceiptsRequest, SubmitReceiptsResponse
from rabta.exchange.v1.page_pb2 import Copy, Cursor, Removal, SyncItem, SyncPageHeader
from rabta.records.v1.record_pb2 import RecordVersion

from services.access.errors import Refused
from services.exchange import wire as nouns
from services.signing.canonical import NotCanonical, canonical
from services.signing.erasure import SignedErasureReceipt
from services.values.copies import RECORDS, FeedCursor
from services.values.exchange import (
    CompareRangesRequest,
    CompareRangesResponse,
    CountCrossingsRequest,
    CountCrossingsResponse,
    FetchRecordsRequest,
    FetchRecordsResponse,
    KnownReleases,
    NameRange,
    PostCheck,
    RangeDigest,
    ReleasesInForce,
)

MAX_HEADER = 1024


def decode_answer(body: bytes) -> PullChangesResponse | None:
    """A page as it travels; None where the bytes are none."""
    try:
        return PullChangesResponse.FromString(body)
    except DecodeError:
        return None


def decode_header(raw: bytes) -> SyncPageHeader | None:
    """The header of a page in its one form; None where the bytes are none."""
    try:
        return canonical(SyncPageHeader, raw, MAX_HEADER)
    except NotCanonical:
        return None


def decode_item(raw: bytes) -> SyncItem | None:
    """An item, as far as it is known here; None where the bytes are none."""
    try:
        return SyncItem.FromString(raw)
    except DecodeError:
        return None


def decode_name(version: bytes) -> tuple[str, str]:
    """Agency and id of a version's record, as far as they can be read."""
    try:
        said = RecordVersion.FromString(version)
    except DecodeError:
        return "", ""
    return said.agency, said.record_id


def decode_version_name(version: bytes) -> str:
    """`agencies/{agency}/records/{id}/versions/{number}`, as far as it can be read; "" where the bytes are none."""
    try:
        said = RecordVersion.FromString(version)
    except DecodeError:
        return ""
    return f"agencies/{said.agency}/records/{said.record_id}/versions/{said.version}"


def encode_pull(cursor: FeedCursor, wait_ms: int, max_items: int, known: KnownReleases | None = None) -> bytes:
    """A serialised PullChangesRequest for the page after a cursor. ``max_items``: 0 for as many as the sender likes.

    ``known``: the list of releases that is held; None asks for none.
    """
    request = PullChangesRequest(cursor=_cursor(cursor), wait_ms=wait_ms, max_items=max_items)
    if known is not None:
        request.releases.SetInParent()
        request.releases.state = known.state
    return request.SerializeToString(deterministic=True)


def decode_releases(raw: bytes) -> ReleasesInForce | None:
    """A list of releases that an answer tells; None where the bytes are none, or say what is not known here."""
    try:
        return nouns.decode(ReleasesInForce, raw)
    except Refused:
        return None


def encode_ack(cursor: FeedCursor) -> bytes:
    """A serialised AckPagesRequest for what is committed up to a cursor."""
    return AckPagesRequest(taken=_cursor(cursor)).SerializeToString(deterministic=True)


def encode_receipts(receipts: Sequence[SignedErasureReceipt]) -> bytes:
    """A serialised SubmitReceiptsRequest with 1 to 100 of them."""
    return SubmitReceiptsRequest(receipts=receipts).SerializeToString(deterministic=True)


def encode_compare(epoch: int, ranges: Sequence[NameRange]) -> bytes:
    """A serialised CompareRangesRequest for stretches of names of the feed of records."""
    return nouns.encode(CompareRangesRequest(RECORDS, epoch, tuple(ranges)))


def decode_digests(body: bytes) -> Sequence[RangeDigest] | None:
    """What a sender says of ranges; None where the bytes are none."""
    try:
        return nouns.decode(CompareRangesResponse, body).ranges
    except Refused:
        return None


def encode_fetch(records: Sequence[str], *, released: bool = False) -> bytes:
    """A serialised FetchRecordsRequest for records by name. ``released``: those that were released are taken."""
    return nouns.encode(FetchRecordsRequest(tuple(records), released))


def decode_fetched(body: bytes) -> FetchRecordsResponse | None:
    """Records that were asked for by name; None where the bytes are none."""
    try:
        return nouns.decode(FetchRecordsResponse, body)
    except Refused:
        return None


def decode_outcomes(body: bytes) -> list[str] | None:
    """What became of receipts, such as ``TAKEN``; None where the bytes are none, or say what is not known here."""
    try:
        found = [ReceiptOutcome.Name(each) for each in SubmitReceiptsResponse.FromString(body).outcomes]
    except (DecodeError, ValueError):
        return None
    return [each.removeprefix("RECEIPT_OUTCOME_") for each in found]


def encode_anchor(checkpoint: bytes, since: int, consistency: Sequence[bytes]) -> bytes:
    """A serialised AnchorLogRequest for a cosigned note, with the hashes that lead to it from a size."""
    asked = AnchorLogRequest(checkpoint=checkpoint, since=since, consistency=consistency)
    return asked.SerializeToString(deterministic=True)


def decode_anchored(body: bytes) -> int | None:
    """Size that is anchored; None where the bytes are none."""
    try:
        return AnchorLogResponse.FromString(body).size
    except DecodeError:
        return None


def encode_count(checks: Sequence[PostCheck], from_day: str, to_day: str) -> bytes:
    """A serialised CountCrossingsRequest for checks that are brought and days, both included."""
    return nouns.encode(CountCrossingsRequest(tuple(checks), from_day, to_day))


def decode_counted(body: bytes) -> CountCrossingsResponse | None:
    """What the hub counted; None where the bytes are none."""
    try:
        return nouns.decode(CountCrossingsResponse, body)
    except Refused:
        return None


def _cursor(cursor: FeedCursor) -> Cursor:
    return Cursor(feed=cursor.feed, epoch=cursor.epoch, sequence=cursor.sequence, chain_sha256=cursor.chain)


__all__ = [
    "Copy",
    "PullChangesResponse",
    "Removal",
    "SyncItem",
    "SyncPageHeader",
    "decode_anchored",
    "decode_answer",
    "decode_counted",
    "decode_digests",
    "decode_fetched",
    "decode_header",
    "decode_item",
    "decode_name",
    "decode_outcomes",
    "decode_releases",
    "decode_version_name",
    "encode_ack",
    "encode_anchor",
    "encode_compare",
    "encode_count",
    "encode_fetch",
    "encode_pull",
    "encode_receipts",
]
