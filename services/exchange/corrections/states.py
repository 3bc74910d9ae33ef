"""How a proposed correction stands: computed from what the owner said of it and when, never kept. Pure.

It waits until the owner accepts or rejects it. Half of the clock later the owner's queue reminds of it; at the clock it
is UNDECIDED and the owner's escalation desk is told, at two clocks oversight. Whoever accepts it owes a new version of
the record by the same clock. Silence changes nothing in the record. The clocks are those of claims; that a correction
runs by them is this project's rule (P).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from services.exchange.desk.clocks import NEVER, escalation
from services.exchange.desk.errors import OutOfOrder
from services.vocabulary.corrections import CorrectionBasis, CorrectionRejection, CorrectionState, FieldProblem
from services.vocabulary.hits import Escalation

DAY_MS: Final = 86_400_000
HELD_MS: Final = DAY_MS
"""The clock where somebody is held on what is said to be wrong."""
CLOCK_MS: Final = 7 * DAY_MS
FOLLOWS: Final[Mapping[str, frozenset[CorrectionState]]] = {
    CorrectionState.ACCEPTED: frozenset({CorrectionState.WAITING, CorrectionState.REJECTED}),
    CorrectionState.REJECTED: frozenset({CorrectionState.WAITING, CorrectionState.ACCEPTED}),
    CorrectionState.CORRECTED: frozenset({CorrectionState.WAITING, CorrectionState.ACCEPTED, CorrectionState.REJECTED}),
}
"""Each word of the owner, and on which last words it may follow; WAITING where nothing was said."""
_OPEN: Final = frozenset({CorrectionState.WAITING, CorrectionState.ACCEPTED})


class Field(NamedTuple):
    """One field and what is wrong with it."""

    path: str
    problem: FieldProblem
    reads: str
    should_read: str


class Document(NamedTuple):
    """The paper. ``sha256``: of a copy, in hexadecimal digits; "" for none."""

    issuer: str
    number: str
    dated: str
    sha256: str


class Said(NamedTuple):
    """One word of the owner's. ``rejection``: of REJECTED, else ""; ``version``: of CORRECTED, else 0."""

    word: CorrectionState
    at_ms: int
    agency: str
    officer: str
    rejection: CorrectionRejection | str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is said to be wrong, by whom and in which case, and all that the owner said of it, oldest first.

    ``version``: number in force when it was proposed; ``held``: somebody is said to be held on what is wrong.
    """

    id: str
    record: str
    version: int
    owner: str
    agency: str
    officer: str
    case_type: str
    case_key: str
    held: bool
    fields: tuple[Field, ...]
    basis: CorrectionBasis
    document: Document
    reason: str
    asked_ms: int
    said: tuple[Said, ...] = ()

    @property
    def last(self) -> CorrectionState:
        """The last word on it, WAITING where there is none."""
        return self.said[-1].word if self.said else CorrectionState.WAITING

    @property
    def waits(self) -> bool:
        """Whether the owner is waited for, whatever the time is."""
        return self.last in _OPEN


class Standing(NamedTuple):
    """``due_ms``: when a silence is told to others, ``escalation``: who is told by now; 0 and None for no silence.

    ``reminded``: whether half of the clock is over.
    """

    state: CorrectionState
    due_ms: int
    reminded: bool
    escalation: Escalation | None


def standing(proposal: Proposal, now_ms: int) -> Standing:
    """How it stands at a time that is not before the last word on it."""
    if not proposal.waits:
        return Standing(proposal.last, 0, reminded=False, escalation=None)
    due_ms, clock_ms = _due_ms(proposal), _clock_ms(proposal)
    silent = now_ms >= due_ms and proposal.last == CorrectionState.WAITING
    state = CorrectionState.UNDECIDED if silent else proposal.last
    return Standing(state, due_ms, now_ms >= due_ms - clock_ms // 2, escalation(due_ms, clock_ms, now_ms))


def oversight_ms(proposal: Proposal) -> int:
    """When oversight is told of the silence, if nothing is said before; NEVER where nothing is waited for."""
    return _due_ms(proposal) + _clock_ms(proposal) if proposal.waits else NEVER


def after(proposal: Proposal, said: Said) -> Proposal:
    """The proposal with one more word. Raises OutOfOrder for one that cannot follow, or an older version."""
    last_ms = proposal.said[-1].at_ms if proposal.said else proposal.asked_ms
    if proposal.last not in FOLLOWS.get(said.word, frozenset()) or said.at_ms < last_ms:
        raise OutOfOrder
    if said.word == CorrectionState.CORRECTED and said.version <= proposal.version:
        raise OutOfOrder
    return replace(proposal, said=(*proposal.said, said))


def _due_ms(proposal: Proposal) -> int:
    """A clock after it was proposed, or else accepted."""
    return (proposal.said[-1].at_ms if proposal.said else proposal.asked_ms) + _clock_ms(proposal)


def _clock_ms(proposal: Proposal) -> int:
    return HELD_MS if proposal.held else CLOCK_MS
