"""What somebody's word about another's record comes to, as it is asked for and answered over the wire."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """Something for the owner of ``record`` to answer by ``due_ms``, or a notice of what holds (``due_ms`` 0).

    ``court``, ``order_no``: where a court spoke. ``owner``, ``speaker``, ``source``: for oversight alone.
    """

    claim: str = ""
    record: str = ""
    fact: str = ""
    state: str = ""
    raised_ms: int = 0
    due_ms: int = 0
    text: str = ""
    text_ur: str = ""
    court: str = ""
    order_no: str = ""
    owner: str = ""
    speaker: str = ""
    source: str = ""
    upheld_until_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListClaimsRequest:
    """``overdue``: only what is past its clock and not answered."""

    page_size: int = 0
    page_token: str = ""
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class WaitingClaims:
    """How many claims of an agency wait since a day, and how many of them rest on a document."""

    speaker: str = ""
    day: str = ""
    claims: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True)
class ListClaimsResponse:
    """One page, oldest first. ``waiting``: to oversight alone, on the first page."""

    claims: tuple[Claim, ...] = ()
    next_page_token: str = ""
    waiting: tuple[WaitingClaims, ...] = ()


@dataclass(frozen=True, slots=True)
class DecideClaimRequest:
    """What two officers of oversight find. ``decision``: UPHELD REJECTED.

    ``application``: number of the application to court on which a protecting body's word is to go on.
    """

    claim: str = ""
    decision: str = ""
    reason: str = ""
    application: str = ""


@dataclass(frozen=True, slots=True)
class DecideClaimResponse:
    """The state reached, and until when it holds."""

    state: str = ""
    upheld_until_ms: int = 0
