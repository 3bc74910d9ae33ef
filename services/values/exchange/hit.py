"""What an owner is asked about a hit, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.case import CaseReference
from services.values.records.history import Desk


@dataclass(frozen=True, slots=True)
class HitAsker:
    """All that an owner learns of who asks."""

    agency: str = ""
    officer: str = ""
    case: CaseReference | None = None
    desk: Desk | None = None


@dataclass(frozen=True, slots=True)
class HitRequest:
    """One request as it stands for who reads it. ``record``: "" where they know a hit alone.

    ``said_ms``: when the last word on it was said. ``due_ms``: when a silence is told to others. ``until_ms``: of what
    needs time, or of a release.
    """

    id: str = ""
    kind: str = ""
    record: str = ""
    owner: str = ""
    asker: HitAsker | None = None
    urgency: str = ""
    questions: tuple[str, ...] = ()
    asked_ms: int = 0
    state: str = ""
    said_ms: int = 0
    due_ms: int = 0
    escalation: str = ""
    until_ms: int = 0
    desk: Desk | None = None
    collector: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmHitRequest:
    """Whether a hit holds; of one record, by ``record`` or by ``handle``."""

    request_id: str = ""
    record: str = ""
    handle: str = ""
    urgency: str = ""
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmHitResponse:
    """``located_ms``: when somebody was found by the record, as long as its owner has not cleared it."""

    request: HitRequest | None = None
    located_ms: int = 0


@dataclass(frozen=True, slots=True)
class AnswerHitRequest:
    """The owner's answer to the request ``id``."""

    request_id: str = ""
    id: str = ""
    answer: str = ""
    until_ms: int = 0
    collector: str = ""


@dataclass(frozen=True, slots=True)
class AnswerHitResponse:
    """How the request stands."""

    request: HitRequest | None = None


@dataclass(frozen=True, slots=True)
class LocateRequest:
    """The person of the request ``id`` was found."""

    request_id: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class LocateResponse:
    """How the request stands."""

    request: HitRequest | None = None


@dataclass(frozen=True, slots=True)
class RequestReleaseRequest:
    """That the owner show one record for the cited case."""

    request_id: str = ""
    handle: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class RequestReleaseResponse:
    """How the request stands."""

    request: HitRequest | None = None


@dataclass(frozen=True, slots=True)
class DecideReleaseRequest:
    """The owner's decision on the request ``id``."""

    request_id: str = ""
    id: str = ""
    decision: str = ""
    until_ms: int = 0


@dataclass(frozen=True, slots=True)
class DecideReleaseResponse:
    """How the request stands."""

    request: HitRequest | None = None


@dataclass(frozen=True, slots=True)
class ListHitRequestsRequest:
    """One page; ``answered``: an owner's also for which nothing is waited any more."""

    page_size: int = 0
    page_token: str = ""
    answered: bool = False


@dataclass(frozen=True, slots=True)
class ListHitRequestsResponse:
    """One page, oldest first; ``next_page_token``: "" for the last."""

    requests: tuple[HitRequest, ...] = ()
    next_page_token: str = ""
