"""What each who asks may know of a referral: its sender, the body whose turn it is, and oversight."""

from __future__ import annotations

from dataclasses import replace

from services.referral import states
from services.referral.kept import Kept
from services.referral.states import State, lapsed
from services.values.referral import Referral


def shown_to(agency: str, kept: Kept, now_ms: int) -> Referral | None:
    """As an agency may know of it; None for one that neither sent it nor is asked now, nor took it."""
    turn = lapsed(kept.turn, now_ms)
    if agency == kept.sender:
        return _whole(kept, turn, now_ms)
    if turn.bearer is None or turn.bearer.body != agency:
        return None
    if turn.state is State.STOPPED:
        return Referral(id=kept.id, state=turn.state, sender=kept.sender)
    whole = _whole(kept, turn, now_ms)
    return replace(whole, rejections=())


def shown_to_oversight(kept: Kept, now_ms: int, *, by_two: bool) -> Referral | None:
    """Where nobody took it in time; ``by_two``: with whom it is about and who was asked last, on a complaint."""
    turn = lapsed(kept.turn, now_ms)
    if turn.state is not State.NO_BEARER and not _overdue(turn, now_ms):
        return None
    return Referral(
        id=kept.id,
        subject=kept.request.subject if by_two else "",
        help=kept.request.help,
        urgency=turn.urgency,
        state=turn.state,
        sender=kept.sender,
        bearer=turn.bearer.body if by_two and turn.bearer else "",
        sent_ms=turn.sent_ms,
        answer_by_ms=turn.acknowledge_by_ms,
        overdue=_overdue(turn, now_ms),
        rejections=turn.refused,
    )


def _whole(kept: Kept, turn: states.Referral, now_ms: int) -> Referral:
    request = kept.request
    return Referral(
        id=kept.id,
        subject=request.subject,
        help=request.help,
        urgency=turn.urgency,
        state=turn.state,
        sender=kept.sender,
        bearer=turn.bearer.body if turn.bearer else "",
        sent_ms=turn.sent_ms,
        answer_by_ms=turn.acknowledge_by_ms,
        overdue=_overdue(turn, now_ms),
        rejections=turn.refused,
        notes=request.notes,
        left_out=kept.left_out,
        minimum=kept.minimum,
        court_by_ms=kept.court_by_ms,
        review_by_ms=kept.review_by_ms,
        girl=request.girl,
        language=request.language,
    )


def _overdue(turn: states.Referral, now_ms: int) -> bool:
    return turn.state is State.SENT and now_ms > turn.acknowledge_by_ms
