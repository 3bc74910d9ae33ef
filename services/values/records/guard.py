"""Whom a case accuses though another names them as a victim: what prosecutors are told and decide."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.case import CaseReference


@dataclass(frozen=True, slots=True)
class ListGuardsRequest:
    """Whom the cited case accuses though another case names them as a victim."""


@dataclass(frozen=True, slots=True)
class GuardDecision:
    """What a prosecutor decided, and why."""

    outcome: str = ""
    reason: str = ""
    agency: str = ""
    officer: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class ToldDesk:
    """One desk that was told: PROSECUTOR DISTRICT_PROSECUTOR OVERSIGHT."""

    desk: str = ""
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListedGuard:
    """One charge against a possible victim. ``guard``: BAR, GUARD or NOTE; ``victim_case``: none where it is hidden.

    ``overdue``: who is to know by now; ``told``: who was, each once; ``open_again``: what was decided on has changed.
    ``matter``: names what is decided together.
    """

    reference: str = ""
    guard: str = ""
    confirm_identity: bool = False
    victim_case: tuple[CaseReference, ...] = ()
    since_ms: int = 0
    custody: bool = False
    overdue: tuple[str, ...] = ()
    decision: GuardDecision | None = None
    open_again: bool = False
    told: tuple[ToldDesk, ...] = ()
    matter: str = ""


@dataclass(frozen=True, slots=True)
class ListToldGuardsRequest:
    """Of which guards the caller's desk was told."""


@dataclass(frozen=True, slots=True)
class ToldGuard:
    """One guard of which a desk was told at ``told_ms``. ``charged_in``: none where it is hidden."""

    charged_in: tuple[CaseReference, ...] = ()
    told_ms: int = 0
    guard: ListedGuard | None = None


@dataclass(frozen=True, slots=True)
class ListToldGuardsResponse:
    """What nobody has decided, told last first. ``more``: some are left out."""

    guards: tuple[ToldGuard, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class DecideGuardRequest:
    """What a prosecutor decides. ``outcome``: PROCEED NOT_SENT_UP WITHDRAW DISCHARGE SEPARATE_PERSON.

    ``matter``: may be empty where the reference has one alone.
    """

    request_id: str = ""
    reference: str = ""
    outcome: str = ""
    reason: str = ""
    matter: str = ""


@dataclass(frozen=True, slots=True)
class DecideGuardResponse:
    """The guards of that reference, with the decision."""

    guards: tuple[ListedGuard, ...] = ()


@dataclass(frozen=True, slots=True)
class ListGuardsResponse:
    """What the prosecutor is to look at first, by reference."""

    guards: tuple[ListedGuard, ...] = ()
