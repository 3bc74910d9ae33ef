"""One referral of one person for one need at a time. Pure.

It is decided within the transaction that sends one, so that two who send at the same moment do not both have it. Of all
that were sent under a need the last alone can stand, as none was sent while one before it did.
"""

from __future__ import annotations

from typing import Final

from services.access.errors import NotFound, Violation
from services.referral.errors import OutOfOrder
from services.referral.kept import Kept, need_of, need_of_proposal
from services.referral.states import State, lapsed
from services.vocabulary.referral import HelpKind

ENDED: Final = frozenset({State.NO_BEARER, State.STOPPED})
"""States in which a referral helps nobody: a body that sends one for nothing takes no child from the others."""


def beside(kept: Kept) -> list[tuple[str, ...]]:
    """Under what else a referral may stand that leaves no place for this one."""
    proposal = kept.request.proposal
    return [need_of(kept), *(need_of_proposal(proposal, each) for each in HelpKind if proposal)]


def check_place(new: Kept, other: Kept) -> None:
    """Raise where ``other`` leaves no place for a new one: NotFound for another body's, OutOfOrder for one's own.

    Another body's is as a proposal that there never was: nothing tells that it is there, or was first.
    """
    state = lapsed(other.turn, new.turn.sent_ms).state
    if state in ENDED:
        return
    if other.sender != new.sender:
        raise NotFound
    if other.request.help == new.request.help and state is not State.COMPLETED:
        raise OutOfOrder(Violation("subject", "referred", f"has a referral for this help that stands: {other.id}"))
