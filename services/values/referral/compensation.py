"""A claim to compensation as whoever works on it knows it, and what is asked about claims. Amounts are whole rupees."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.referral.referral import ReferredCase


@dataclass(frozen=True, slots=True)
class CompensationLosses:
    """What was lost, by head; ``bondage_days``: 0 for none."""

    wages: int = 0
    medical: int = 0
    other: int = 0
    bondage_days: int = 0


@dataclass(frozen=True, slots=True)
class CompensationPayment:
    """One that arrived. ``day``: ISO 8601; ``receipt_sha256``: 32 bytes."""

    day: str = ""
    amount: int = 0
    payee: str = ""
    receipt_sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class CompensationSource:
    """A provision that can pay as the claim stands. ``mark``: V, V2 or K; ``as_read_on``: ISO 8601."""

    basis: str = ""
    provision: str = ""
    mark: str = ""
    english: str = ""
    urdu: str = ""
    as_read_on: str = ""


@dataclass(frozen=True, slots=True)
class Compensation:
    """One claim. ``due``, ``sentenced``: ISO 8601, "" where there is none; ``least``: for days in bondage."""

    id: str = ""
    subject: str = ""
    cases: tuple[ReferredCase, ...] = ()
    holder: str = ""
    state: str = ""
    opened_ms: int = 0
    child: str = ""
    province: str = ""
    offender_known: bool = False
    losses: CompensationLosses | None = None
    basis: str = ""
    amount: int = 0
    reference: str = ""
    due: str = ""
    payee: str = ""
    payments: tuple[CompensationPayment, ...] = ()
    sentenced: str = ""
    fine: int = 0
    sources: tuple[CompensationSource, ...] = ()
    least: int = 0
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCompensationRequest:
    """One victim under the body's pseudonym, and the cases in which they stand."""

    request_id: str = ""
    subject: str = ""
    cases: tuple[ReferredCase, ...] = ()
    child: str = ""
    province: str = ""
    offender_known: bool = False


@dataclass(frozen=True, slots=True)
class OpenCompensationResponse:
    """How the claim stands, also where it was opened before."""

    compensation: Compensation | None = None


@dataclass(frozen=True, slots=True)
class ChangeCompensationRequest:
    """One act on the claim ``id``, with the fields of that act alone. ``day``: ISO 8601."""

    request_id: str = ""
    id: str = ""
    act: str = ""
    losses: CompensationLosses | None = None
    basis: str = ""
    amount: int = 0
    day: str = ""
    reference: str = ""
    payee: str = ""
    guardian: str = ""
    receipt_sha256: bytes = b""
    cited: ReferredCase | None = None


@dataclass(frozen=True, slots=True)
class ChangeCompensationResponse:
    """How the claim stands after the act."""

    compensation: Compensation | None = None


@dataclass(frozen=True, slots=True)
class ListCompensationsRequest:
    """One page of what the caller works on."""

    page_size: int = 0
    page_token: str = ""


@dataclass(frozen=True, slots=True)
class ListCompensationsResponse:
    """One page, oldest first; ``next_page_token``: "" for the last."""

    compensations: tuple[Compensation, ...] = ()
    next_page_token: str = ""


@dataclass(frozen=True, slots=True)
class GetCompensationStatusRequest:
    """About the case that the call cites."""


@dataclass(frozen=True, slots=True)
class GetCompensationStatusResponse:
    """A state for each claim of the case, sorted."""

    states: tuple[str, ...] = ()
