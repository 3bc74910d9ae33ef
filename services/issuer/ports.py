"""What the use cases need from outside: a roster in force, the registry, and a journal that remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from services.issuer.domain import Roster
from services.signing.refusals import Counted


@dataclass(frozen=True, slots=True)
class Entry:
    """One token as the journal keeps it. ``case``: ``TYPE:KEY`` or empty; ``body_sha256`` only of approvals."""

    jti: str
    kind: str
    officer: str
    system: str
    purpose: str
    legal_basis: str
    query_class: str
    case: str
    body_sha256: bytes
    issued_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal of a proven officer. ``reason``: key of REASONS; ``case``: ``TYPE:KEY`` or empty."""

    officer: str
    reason: str
    case: str
    time_ms: int


class Touch(NamedTuple):
    """One answer of a passkey. ``signatures``: how many it made, by its own count; 0 for ever where it counts none."""

    credential: bytes
    signatures: int


class Journal(Protocol):
    """Remembers what was issued and which assertions were used, past a restart."""

    async def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int, touch: Touch | None = None) -> bool:
        """Keep ``entry`` and the counter of ``touch`` and use up ``assertion``, all or nothing; False when it was used.

        Raises InvalidGrant ``cloned`` when the counter did not rise (W3C Web Authentication, section 6.1.1),
        Unavailable ``journal`` when nothing can be made durable.
        """
        ...

    async def refuse(self, refusal: Refusal, assertion: str, assertion_expires_ms: int) -> bool:
        """Count ``refusal`` and use up ``assertion``, both or neither; False when it was used before.

        Raises Unavailable ``journal`` when it cannot be made durable.
        """
        ...


class NewestRoster(Protocol):
    """Which roster was taken up last, whatever the file says now. Each raises Unavailable ``journal``."""

    async def newest_roster(self) -> tuple[int, bytes]:
        """Version and SHA-256 of the newest roster ever taken up; (0, b"") before the first."""
        ...

    async def raise_roster(self, version: int, sha256: bytes) -> None:
        """Remember a roster, durably; an older version changes nothing."""
        ...


class Closed(NamedTuple):
    """A day that is over, as it was told. ``payload``: bytes that are signed."""

    number: int
    day: date
    payload: bytes


class RefusalDays(Protocol):
    """Counts of days that are not over, and statements of those that are. Each raises Unavailable ``journal``."""

    async def count_unproven(self, day: date, reasons: Mapping[str, int]) -> None:
        """Add refusals that prove no officer."""
        ...

    async def last(self) -> Closed | None:
        """The newest statement; None before the first."""
        ...

    async def close(self, number: int, day: date, build: Callable[[Iterable[Counted]], bytes]) -> bytes:
        """Keep what ``build`` makes of a day's counts as its statement, in their place, once and for all."""
        ...

    async def after(self, number: int) -> list[tuple[int, bytes]]:
        """Number and payload of each later statement, in order."""
        ...


class RosterSource(Protocol):
    """Where the roster comes from."""

    async def current(self, now_ms: int) -> Roster:
        """The newest verified version; Unavailable ``roster`` when none is in force."""
        ...
