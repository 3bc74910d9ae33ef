"""What the use cases need from outside: a roster in force, the registry, and a journal that remembers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from services.issuer.domain import Roster


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


class Journal(Protocol):
    """Remembers what was issued and which assertions were used, past a restart."""

    def issue(self, entry: Entry, assertion: str, assertion_expires_ms: int) -> bool:
        """Keep ``entry`` and use up ``assertion``, both or neither; False when it was used before.

        Raises Unavailable ``journal`` when it cannot be made durable.
        """
        ...


class RosterSource(Protocol):
    """Where the roster comes from."""

    def current(self, now_ms: int) -> Roster:
        """The newest verified version; Unavailable ``roster`` when none is in force."""
        ...
