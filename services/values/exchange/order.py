"""An order to erase one record, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.history import SignedPageHeader, SignedVersion


@dataclass(frozen=True, slots=True)
class ErasureOrder:
    """``id``: 16 bytes. ``record``: its name. ``proof``, ``page``: the owner's last version; None for a recall."""

    id: bytes = b""
    record: str = ""
    kind: str = ""
    proof: SignedVersion | None = None
    page: SignedPageHeader | None = None
    agreement: str = ""
    given_ms: int = 0
    due_ms: int = 0


@dataclass(frozen=True, slots=True)
class SignedErasureReceipt:
    """``receipt``: as signed; ``signature``: 64 bytes."""

    receipt: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True)
class SubmitReceiptsRequest:
    """1 to 100 receipts."""

    receipts: tuple[SignedErasureReceipt, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmitReceiptsResponse:
    """Whether each was taken, in the order of the question."""

    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListOrdersRequest:
    """``record``, ``state``: "" for all. ``page_size``: 0 is 50."""

    record: str = ""
    state: str = ""
    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """An order at one receiver."""

    order: ErasureOrder | None = None
    receiver: str = ""
    state: str = ""
    receipt: SignedErasureReceipt | None = None


@dataclass(frozen=True, slots=True)
class ListOrdersResponse:
    """One page, the oldest order first; the token of the next page, "" on the last."""

    orders: tuple[OrderStanding, ...] = ()
    next_page_token: str = ""
