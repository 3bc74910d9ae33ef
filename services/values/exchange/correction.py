"""What others find wrong in a record, and what its owner says to it."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.exchange.hit import HitAsker
from services.values.records.history import Desk


@dataclass(frozen=True, slots=True)
class FieldCorrection:
    """One field and what is wrong with it: what it ``reads``, and what it ``should_read``."""

    path: str = ""
    problem: str = ""
    reads: str = ""
    should_read: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionDocument:
    """The paper on which a proposal rests. ``dated``: ISO 8601; ``sha256``: of a copy, b"" for none."""

    issuer: str = ""
    number: str = ""
    dated: str = ""
    sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class Correction:
    """One proposal as it stands for who reads it.

    ``version``: the number in force when it was proposed; ``held``: somebody is said to be held on what is wrong;
    ``said_ms``: when the last word on it was said; ``due_ms``: when a silence is told to others.
    """

    id: str = ""
    record: str = ""
    version: int = 0
    owner: str = ""
    proposer: HitAsker | None = None
    held: bool = False
    fields: tuple[FieldCorrection, ...] = ()
    basis: str = ""
    document: CorrectionDocument | None = None
    reason: str = ""
    proposed_ms: int = 0
    state: str = ""
    said_ms: int = 0
    due_ms: int = 0
    reminded: bool = False
    escalation: str = ""
    rejection: str = ""
    answered_by: str = ""
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class ProposeCorrectionRequest:
    """What is wrong in one record, and why."""

    request_id: str = ""
    record: str = ""
    held: bool = False
    fields: tuple[FieldCorrection, ...] = ()
    basis: str = ""
    document: CorrectionDocument | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProposeCorrectionResponse:
    """How the proposal stands, also where it was sent before."""

    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class DecideCorrectionRequest:
    """The owner's word on the proposal ``id``; ``version``: the number that answers it."""

    request_id: str = ""
    id: str = ""
    decision: str = ""
    rejection: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class DecideCorrectionResponse:
    """How the proposal stands after the owner's word."""

    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class ListCorrectionsRequest:
    """One page; ``answered``: an owner's also for which nothing is waited any more."""

    page_size: int = 0
    page_token: str = ""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class ListCorrectionsResponse:
    """One page, oldest first; ``next_page_token``: "" for the last."""

    corrections: tuple[Correction, ...] = ()
    next_page_token: str = ""
