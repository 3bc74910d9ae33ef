"""Three words on all referrals of one case, out of one of them and an index: many cost what one costs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.referral.kept import Kept
from services.referral.ports import Head
from services.referral.states import State
from services.values.referral import GetReferralStatusResponse, Interview
from services.vocabulary.referral import InterviewRule

ACCEPTED: Final = frozenset({State.ACCEPTED, State.IN_SERVICE, State.COMPLETED})
"""States that time alone neither begins nor ends."""
_UNSAID: Final = Interview(InterviewRule.THROUGH_DESK)
_STRICTNESS: Final = {rule: at for at, rule in enumerate(InterviewRule)}


def accepted_in(case_type: str, case_key: str) -> tuple[str, ...]:
    """Under what those of a case stand that somebody took."""
    return "accepted", case_type, case_key


def of_case(case_type: str, case_key: str) -> Head:
    """Under what all of a case are found, and the strictest word on interviews in it."""
    return Head(("case", case_type, case_key), ("strictest", case_type, case_key))


def stands(kept: Kept) -> Sequence[tuple[str, ...]]:
    """Under what it stands now."""
    return [accepted_in(*each) for each in _cases(kept)] if kept.turn.state in ACCEPTED else []


def heads(kept: Kept) -> Sequence[Head]:
    """Of each case that it names."""
    return [of_case(*each) for each in _cases(kept)]


def stricter(kept: Kept, other: Kept) -> bool:
    """Whether its word on interviews holds beside the other's. What was said once is never changed."""
    return _strictness(kept) > _strictness(other)


def told(strictest: Kept, *, accepted: bool) -> GetReferralStatusResponse:
    """No help, no body, no place. ``strictest``: of all of the case; ``accepted``: whether any of them was taken."""
    return GetReferralStatusResponse(True, accepted, _rule(strictest))


def _cases(kept: Kept) -> Sequence[tuple[str, str]]:
    return [(each.type, each.key) for each in dict.fromkeys(kept.request.cases)]


def _rule(kept: Kept) -> Interview:
    return kept.request.interview or _UNSAID


def _strictness(kept: Kept) -> tuple[int, str]:
    rule = _rule(kept)
    return _STRICTNESS[InterviewRule(rule.rule)], rule.day
