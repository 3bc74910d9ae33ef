"""What a node says of an order to erase a record: that nothing is held any more, or why the order does not hold.

Canonical like SigHeader, under a type of its own and the node's message key. A receipt names the digests of those of
the nodes that its signer had passed copies to, so that one at the end speaks for all on the way. Format:
docs/protocol.md, "Receipts of erasures".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Final

from rabta.exchange.v1 import order_pb2
from rabta.exchange.v1.order_pb2 import ErasureReceipt, SignedErasureReceipt, StoreCount

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical
from services.signing.es256 import BadSignature, PublicKey
from services.signing.pae import ERASURE_RECEIPT, pae
from services.signing.signer import Signer

__all__ = [
    "ErasureReceipt",
    "Ordered",
    "ReceiptError",
    "SignedErasureReceipt",
    "StoreCount",
    "sign_receipt",
    "verify_receipt",
]

MAX_BYTES: Final = 32_768
MAX_STORES, MAX_DOWNSTREAM = 64, 500
ERASED: Final = order_pb2.RECEIPT_STATE_ERASED
HELD_NOTHING: Final = order_pb2.RECEIPT_STATE_HELD_NOTHING
REFUSED: Final = order_pb2.RECEIPT_STATE_REFUSED
RECORD: Final = re.compile(r"agencies/[a-z0-9.-]{1,64}/records/[a-z0-9][a-z0-9._-]{0,63}", re.ASCII)
STORE: Final = re.compile(r"[a-z][a-z._ -]{0,63}", re.ASCII)
REASON: Final = re.compile(r"[a-z][a-z-]{0,63}", re.ASCII)


class ReceiptError(RabtaError, ValueError):
    """A receipt breaks a rule; ``field`` names where, such as ``counts[3].store``; empty: as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"receipt of an erasure: {field or 'form'}")
        self.field = field


@dataclass(frozen=True, slots=True)
class Ordered:
    """The order that a receipt is for. ``agency``: who signs; ``audience``: who gave it; ``sha256``: of its bytes."""

    federation_id: bytes
    agency: str
    audience: str
    order_id: bytes
    order_sha256: bytes
    record: str


def sign_receipt(
    key: Signer,
    ordered: Ordered,
    counts: Mapping[str, int],
    time_ms: int,
    downstream: Iterable[bytes] = (),
    refused: str = "",
) -> SignedErasureReceipt:
    """The receipt of an order that was carried out: each store with how much was erased, 0 where it held nothing.

    ``downstream``: SHA-256 of the receipts of those to whom copies were passed. ``refused``: why the order does not
    hold; then nothing was erased. Raises ReceiptError where a reader would refuse it.
    """
    erased = ERASED if any(counts.values()) or [*downstream] else HELD_NOTHING
    said = ErasureReceipt(
        format=1,
        federation_id=ordered.federation_id,
        agency=ordered.agency,
        kid=key.kid,
        audience=ordered.audience,
        order_id=ordered.order_id,
        order_sha256=ordered.order_sha256,
        record=ordered.record,
        state=REFUSED if refused else erased,
        counts=[StoreCount(store=store, erased=number) for store, number in sorted(counts.items())],
        downstream_sha256=sorted(downstream),
        reason=refused,
        time_ms=time_ms,
    )
    raw = said.SerializeToString(deterministic=True)
    parse_receipt(raw)
    return SignedErasureReceipt(receipt=raw, signature=key.sign(pae(ERASURE_RECEIPT, raw)))


def digest_of(signed: SignedErasureReceipt) -> bytes:
    """SHA-256 of the receipt's bytes: what the receipt of whoever passed the copy on names."""
    return sha256(signed.receipt).digest()


def parse_receipt(raw: bytes) -> ErasureReceipt:
    """Receipt from its bytes as signed, canonical form only; ReceiptError names the field that is wrong."""
    try:
        said = canonical(ErasureReceipt, raw, MAX_BYTES)
    except NotCanonical:
        raise ReceiptError("") from None
    _check(said)
    return said


def verify_receipt(key: PublicKey, signed: SignedErasureReceipt) -> ErasureReceipt:
    """Receipt once its signature holds; BadSignature, or ReceiptError on its form.

    That ``key`` is a message key of the receipt's agency, in force, is for the registry to say.
    """
    key.verify(signed.signature, pae(ERASURE_RECEIPT, signed.receipt))
    said = parse_receipt(signed.receipt)
    if said.kid != key.kid:
        raise BadSignature
    return said


def state_name(said: ErasureReceipt) -> str:
    """Its state as a word, such as ``ERASED``."""
    return order_pb2.ReceiptState.Name(said.state).removeprefix("RECEIPT_STATE_")


def missing(said: ErasureReceipt, downstream: Sequence[SignedErasureReceipt]) -> list[bytes]:
    """Digests that a receipt names and of which no receipt is there."""
    there = {digest_of(each) for each in downstream}
    return [digest for digest in said.downstream_sha256 if digest not in there]


def _check(said: ErasureReceipt) -> None:
    _require(said.format == 1, "format")
    for field in ("federation_id", "kid", "order_sha256"):
        _require(len(getattr(said, field)) == 32, field)
    for field in ("agency", "audience"):
        _require(0 < len(getattr(said, field)) <= 64, field)
    _require(len(said.order_id) == 16, "order_id")
    _require(RECORD.fullmatch(said.record), "record")
    _require(said.state in (ERASED, HELD_NOTHING, REFUSED), "state")
    _require((said.state == REFUSED) == bool(said.reason), "reason")
    _require(not said.reason or REASON.fullmatch(said.reason), "reason")
    _check_counts(said)
    _require(len(said.downstream_sha256) <= MAX_DOWNSTREAM, "downstream_sha256")
    _require(all(len(each) == 32 for each in said.downstream_sha256), "downstream_sha256")
    _require(all(one < other for one, other in pairwise(said.downstream_sha256)), "downstream_sha256")
    _require(said.time_ms > 0, "time_ms")


def _check_counts(said: ErasureReceipt) -> None:
    """Each store once, by name; and the state is what the counts say."""
    _require(len(said.counts) <= MAX_STORES, "counts")
    for place, one in enumerate(said.counts):
        _require(STORE.fullmatch(one.store), f"counts[{place}].store")
    _require(all(one.store < other.store for one, other in pairwise(said.counts)), "counts")
    _require(bool(said.counts) == (said.state != REFUSED), "counts")
    erased = any(one.erased for one in said.counts) or bool(said.downstream_sha256)
    _require(said.state == REFUSED or erased == (said.state == ERASED), "state")


def _require(holds: object, field: str) -> None:
    if not holds:
        raise ReceiptError(field)
