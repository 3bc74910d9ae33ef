"""One referral as it is kept: what was asked for, and whose turn it is; as text that a store can seal. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from services.referral.states import Bearer, Referral, Rejection, State, Urgency
from services.values.referral import Interview, ReferralConsent, ReferralNote, ReferredCase, SendReferralRequest

_OVER = frozenset({State.COMPLETED, State.STOPPED})


@dataclass(frozen=True, slots=True)
class Kept:
    """``request``: as it was sent, with the notes that the consent covers alone. ``left_out``: classes of the others.

    ``minimum``: sent without consent, as a life is at risk. ``court_by_ms``, ``review_by_ms``: 0 where nobody must see
    it.
    """

    turn: Referral
    sender: str
    officer: str
    request: SendReferralRequest
    left_out: tuple[str, ...] = ()
    minimum: bool = False
    court_by_ms: int = 0
    review_by_ms: int = 0

    @property
    def id(self) -> str:
        """Random name, under which nothing can be guessed and by which it is answered."""
        return self.turn.id

    @property
    def agencies(self) -> frozenset[str]:
        """All in whose lists it may ever stand."""
        return frozenset((self.sender, *(each.body for each in self.turn.bearers)))


def after(kept: Kept, turn: Referral) -> Kept:
    """With another turn. Once it is over nobody needs the notes, and they go."""
    if turn.state not in _OVER:
        return replace(kept, turn=turn)
    return replace(kept, turn=turn, request=replace(kept.request, notes=()))


def need_of(kept: Kept) -> tuple[str, ...]:
    """A body's person, and what they need; a pseudonym is of its body alone."""
    return ("need", kept.sender, kept.request.subject, kept.request.help)


def need_of_proposal(proposal: str, help_: str) -> tuple[str, ...]:
    """Of the child who was found, whoever refers them."""
    return ("need of proposal", proposal, help_)


def about(kept: Kept) -> Sequence[tuple[str, ...]]:
    """Under what it is found: all in whose lists it may ever stand, each case, its need, and what it comes of."""
    cases, proposal = dict.fromkeys(kept.request.cases), kept.request.proposal
    of = [*(("agency", each) for each in sorted(kept.agencies)), *(("case", each.type, each.key) for each in cases)]
    came = [("proposal", proposal), need_of_proposal(proposal, kept.request.help)] if proposal else []
    return [*of, need_of(kept), *came]


def written(kept: Kept) -> str:
    """JSON of all of it."""
    return json.dumps(asdict(kept), ensure_ascii=False)


def read(text: str) -> Kept:
    """The referral that :func:`written` made a text of."""
    said = json.loads(text)
    turn, request = said["turn"], said["request"]
    consent, interview = request["consent"], request["interview"]
    covered = {name: tuple(consent[name]) for name in ("help", "recipients", "notes")} if consent else {}
    asked = {
        **request,
        "cases": tuple(ReferredCase(**each) for each in request["cases"]),
        "notes": tuple(ReferralNote(**each) for each in request["notes"]),
        "consent": ReferralConsent(**{**consent, **covered}) if consent else None,
        "interview": Interview(**interview) if interview else None,
    }
    stands = {
        **turn,
        "urgency": Urgency(turn["urgency"]),
        "state": State(turn["state"]),
        "bearers": tuple(Bearer(**each) for each in turn["bearers"]),
        "refused": tuple(map(Rejection, turn["refused"])),
    }
    whole = {"turn": Referral(**stands), "request": SendReferralRequest(**asked), "left_out": tuple(said["left_out"])}
    return Kept(**{**said, **whole})
