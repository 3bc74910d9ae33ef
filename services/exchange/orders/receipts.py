"""SubmitReceipts: what the receivers of orders say became of them, each held against the order and the registry.

A receiver that had passed copies on brings the receipts of those too, in the same call: its own names them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from services.access.errors import InvalidArgument, Violation
from services.exchange.orders.giving import Ordering
from services.exchange.orders.ports import Book, OrderRow, ReceiptRow
from services.membership.registry import Registry
from services.signing.erasure import (
    ErasureReceipt,
    ReceiptError,
    SignedErasureReceipt,
    digest_of,
    missing,
    parse_receipt,
    state_name,
    verify_receipt,
)
from services.signing.es256 import BadSignature
from services.signing.header import SKEW_MS
from services.vocabulary.exchange import ReceiptOutcome

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

MAX_RECEIPTS: Final = 100


class Bringer(NamedTuple):
    """The agency whose system brings receipts, and the node that it brings them to."""

    agency: str
    server: str
    registry: Registry
    now_ms: int


class Verified(NamedTuple):
    """A receipt whose signature holds, with its bytes as signed."""

    said: ErasureReceipt
    signed: SignedErasureReceipt


@dataclass(frozen=True, slots=True)
class Receipts:
    """The use case. ``encode``: bytes of a noun."""

    book: Book
    ordering: Ordering
    encode: Callable[[DataclassInstance], bytes]

    async def submit(self, bringer: Bringer, receipts: Sequence[SignedErasureReceipt]) -> list[ReceiptOutcome]:
        """Whether each was taken, in their order; those that were are durable.

        Raises InvalidArgument, StorageUnavailable, ExchangeUnavailable.
        """
        if not 0 < len(receipts) <= MAX_RECEIPTS:
            raise InvalidArgument(Violation("receipts", "count", f"must be 1 to {MAX_RECEIPTS}"))
        read = [verified(bringer, each) for each in receipts]
        passed = [each for each in read if each and each.said.agency != bringer.agency]
        taken: list[ReceiptRow] = []
        for each in read:
            if each and each.said.agency == bringer.agency and await self._holds(bringer, each, passed):
                hops = [one for one in passed if digest_of(one.signed) in each.said.downstream_sha256]
                taken += [_row(each.said.order_id, one, bringer.now_ms) for one in (each, *hops)]
        await self.book.keep(taken)
        known = {(row.sha256, row.signature) for row in taken}
        outcomes = ReceiptOutcome.REFUSED, ReceiptOutcome.TAKEN
        return [outcomes[(digest_of(each), each.signature) in known] for each in receipts]

    async def _holds(self, bringer: Bringer, receipt: Verified, passed: Sequence[Verified]) -> bool:
        """Whether it is for an order that this agency was given here, and all that it rests on is there."""
        said = receipt.said
        row = await self.book.order(bringer.agency, said.order_id)
        if row is None or said.audience != bringer.server or said.record != row.record:
            return False
        if said.order_sha256 != await self._digest(row):
            return False
        hops = [one.signed for one in passed if _is_hop(said, one.said)]
        return not missing(said, hops)

    async def _digest(self, row: OrderRow) -> bytes:
        (order,) = await self.ordering.orders([row])
        return sha256(self.encode(order)).digest()


def verified(bringer: Bringer, signed: SignedErasureReceipt) -> Verified | None:
    """The receipt where form, key and signature hold: a message key of the agency that it names, in force now."""
    try:
        row = bringer.registry.message_key(parse_receipt(signed.receipt).kid)
        if row is None or not row.in_force(bringer.now_ms):
            return None
        said = verify_receipt(row.public, signed)
    except (BadSignature, ReceiptError):
        return None
    fits = said.agency == row.agency and said.federation_id == bringer.registry.federation_id
    return Verified(said, signed) if fits and said.time_ms <= bringer.now_ms + SKEW_MS else None


def _is_hop(said: ErasureReceipt, hop: ErasureReceipt) -> bool:
    """Whether a receipt of another agency is for an order of the one that names it, about the same record."""
    return hop.audience == said.agency and hop.record == said.record


def _row(order_id: bytes, receipt: Verified, now_ms: int) -> ReceiptRow:
    said, signed = receipt
    digest = digest_of(signed)
    return ReceiptRow(order_id, said.agency, digest, state_name(said), signed.receipt, signed.signature, now_ms)
