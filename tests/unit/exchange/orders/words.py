"""Orders as who gives them makes them: with their owner's word, or without."""

from __future__ import annotations

from rabta.records.v1.record_pb2 import RECORD_STATUS_EXPUNGED, RecordVersion

from services.signing.es256 import PrivateKey
from services.signing.page import FIRST, Feed, build_page, page_proofs
from services.values.exchange import ErasureOrder, SignedPageHeader, SignedVersion, VersionProof
from tests.fakes import live
from tests.fakes.given_records import HUB


def proven(
    record: str,
    number: int = 1,
    *,
    signer: str = "",
    status: int = RECORD_STATUS_EXPUNGED,
    key: PrivateKey | None = None,
    said: str = "",
    federation_id: bytes = b"",
) -> ErasureOrder:
    """An order to expunge with its owner's word. ``signer``, ``said``: who signs, and whom the version names instead."""
    _, owner, _, record_id = record.split("/")
    signer = signer or owner
    version = RecordVersion(agency=said or signer, record_id=record_id, version=2, status=status)  # type: ignore[arg-type]  # of the enum
    raw, now = version.SerializeToString(deterministic=True), live.now_ms()
    feed = Feed(federation_id or live.registry().federation_id, signer, HUB, "records", 1, FIRST)
    page = build_page(key or PrivateKey.load(live.files().node(signer).page_key), feed, [raw, b"other"], now)
    path = page_proofs(page.leaves)[1][0]
    proof = SignedVersion(raw, VersionProof(page.sha256, 0, page.leaves[0][0], tuple(path)), now)
    return ErasureOrder(
        number.to_bytes(16), record, "EXPUNGE", proof, SignedPageHeader(page.header, page.signature), "", now, now + 1
    )


def recalled(record: str, number: int = 1, kind: str = "RECALL") -> ErasureOrder:
    return ErasureOrder(number.to_bytes(16), record, kind, agreement="lists", given_ms=1, due_ms=2)
