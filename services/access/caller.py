"""Who calls and why, as verified facts.

Built by the token room from a verified access token and the registry; nothing that a
caller merely states in a message is in here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from services.vocabulary.access import CaseState


@dataclass(frozen=True, slots=True)
class Approver:
    """Second person: an officer whose token names this body.

    ``superiors``: ids of everybody above the approver in the line. ``token_sha256``: 32 bytes. ``agency``: theirs where
    it is another than the caller's, else empty.
    """

    officer: str
    clearance: int
    superiors: frozenset[str]
    token_sha256: bytes
    agency: str = ""

    @property
    def as_logged(self) -> str:
        """The officer's id; with the agency before it where that is not the caller's."""
        return f"{self.agency}/{self.officer}" if self.agency else self.officer


@dataclass(frozen=True, slots=True)
class Caller:
    """Verified facts about one call.

    ``roles``, ``clearance`` (0-3) and ``jurisdictions`` are the intersection of token and
    registry. ``superiors``: everybody above the officer in the line. ``second_basis``: "" for none. ``case_type`` and
    ``case_key``: the cited reference. ``own_and_kin``: digests of
    :func:`services.access.kin.kin_digest`. Times are epoch milliseconds. ``hashed``: of all the
    rest, taken once, since what is remembered of a caller is looked up several times a call.
    """

    agency: str
    agency_kind: str
    system: str
    officer: str
    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]
    trained_until_ms: int
    undertaking_signed: bool
    suspended: bool
    superiors: frozenset[str]
    purpose: str
    legal_basis: str
    second_basis: str
    query_class: str
    case_type: str
    case_key: str
    token_id: str
    token_sha256: bytes
    token_expires_ms: int
    own_and_kin: frozenset[bytes]
    approver: Approver | None
    hashed: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Over every fact, as equality is."""
        facts = (getattr(self, name) for name in self.__slots__ if name != "hashed")
        object.__setattr__(self, "hashed", hash(tuple(facts)))

    def __hash__(self) -> int:
        return self.hashed

    @property
    def second(self) -> str:
        """The second person as ``agency/officer``; empty without one."""
        return f"{self.approver.agency or self.agency}/{self.approver.officer}" if self.approver else ""


class CaseFacts(NamedTuple):
    """The cited case as the store knows it.

    ``assigned``: the officer is assigned to it in the owner's own record.
    """

    state: CaseState
    assigned: bool
