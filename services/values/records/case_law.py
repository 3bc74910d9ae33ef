"""What the law says of one case and the people in it, message for message (``case_law.proto``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LawRow:
    """One row of dated law. ``mark``: V V2 K P; ``read_on``: ISO 8601 day."""

    id: str = ""
    law: str = ""
    mark: str = ""
    read_on: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckChildRequest:
    """A person of the cited case, by a record about them, and as what the law looks at them."""

    record: str = ""
    asked_as: str = ""
    place: str = ""
    continuing: bool = False
    workplace: str = ""


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """What one law says. ``answer``: YES NO CANNOT_TELL."""

    row: LawRow | None = None
    answer: str = ""
    reason: str = ""
    reason_ur: str = ""


@dataclass(frozen=True, slots=True)
class CheckChildResponse:
    """``together``: YES NO DIFFER CANNOT_TELL; ``by_court``: its finding alone; ``claimed``: a stranger's word."""

    answers: tuple[ChildAnswer, ...] = ()
    together: str = ""
    protect: bool = False
    by_court: bool = False
    claimed: bool = False


@dataclass(frozen=True, slots=True)
class StatedWord:
    """One word on facts. ``how``: SHOWN ALLEGED UNKNOWN DENIED."""

    word: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class FitChargesRequest:
    """Facts of the cited case. ``victim``: a record about them; ``crossed``: YES NO CANNOT_TELL, empty for the last."""

    said: tuple[StatedWord, ...] = ()
    victim: str = ""
    crossed: str = ""
    place: str = ""
    continuing: bool = False


@dataclass(frozen=True, slots=True)
class OffenceVersion:
    """One version of a section with its penalty: years and rupees, 0 for none; ``mode``: OR_BOTH AND_FINE or empty."""

    row: LawRow | None = None
    min_years: int = 0
    max_years: int = 0
    life: bool = False
    fine_min: int = 0
    fine_max: int = 0
    mode: str = ""


@dataclass(frozen=True, slots=True)
class OffenceFit:
    """``verdict``: FITS FITS_IF LAW_UNCERTAIN NOT; ``versions``: more than one where it is open which holds."""

    offence: str = ""
    verdict: str = ""
    open: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    versions: tuple[OffenceVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class Competence:
    """A body that investigates. ``why``: the provision, in words."""

    investigator: str = ""
    mark: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChargePoint:
    """One thing to say about what is charged; ``offences``: that it is about."""

    kind: str = ""
    offences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargeReason:
    """Why the general law alone is charged, as an officer says. ``holds``: it answers the point still."""

    kind: str = ""
    words: str = ""
    agency: str = ""
    officer: str = ""
    at_ms: int = 0
    holds: bool = False


@dataclass(frozen=True, slots=True)
class FitChargesResponse:
    """Points for the officer who decides. ``reason``: last stated; ``reason_needed``: one is, and none holds."""

    fits: tuple[OffenceFit, ...] = ()
    investigators: tuple[Competence, ...] = ()
    points: tuple[ChargePoint, ...] = ()
    reason: ChargeReason | None = None
    reason_needed: bool = False


@dataclass(frozen=True, slots=True)
class StateChargeReasonRequest:
    """Why the general law alone is charged in the cited case."""

    request_id: str = ""
    kind: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class StateChargeReasonResponse:
    """The reason as it is kept."""

    reason: ChargeReason | None = None


@dataclass(frozen=True, slots=True)
class ListClocksRequest:
    """``procedure``: one, with what has not started; empty for what has started of any."""

    procedure: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ClockStep:
    """One step. ``due_ms``: 0 where it has not started; ``tell``: whom by now; ``record``: about the person, if any."""

    procedure: str = ""
    step: LawRow | None = None
    state: str = ""
    who: str = ""
    what: str = ""
    due_ms: int = 0
    late: bool = False
    tell: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class ListClocksResponse:
    """By procedure, person and step."""

    steps: tuple[ClockStep, ...] = ()
