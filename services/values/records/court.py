"""What courts did, here and abroad. Money in paisa."""

from __future__ import annotations

from dataclasses import dataclass

from services.values.records.case import Section
from services.values.records.subject import Birth


@dataclass(frozen=True, slots=True)
class Extract:
    """A certified copy of a court's record, entered by somebody else; ``sha256`` of the deposited copy."""

    court: str = ""
    copy_no: str = ""
    day: str = ""
    sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class Charge:
    """What a court framed."""

    sections: tuple[Section, ...] = ()
    framed: str = ""
    court: str = ""
    plea: str = ""
    extract: Extract | None = None


@dataclass(frozen=True, slots=True)
class CourtEvent:
    """A dated step in court; ``type`` as in ``EventType``; ``found``: the birth of AGE_DETERMINED."""

    type: str = ""
    at: str = ""
    court: str = ""
    sections: tuple[Section, ...] = ()
    note: str = ""
    extract: Extract | None = None
    found: Birth | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """What follows a conviction. ``form``: IMPRISONMENT FINE BOTH PROBATION ADMONITION."""

    at: str = ""
    court: str = ""
    sections: tuple[Section, ...] = ()
    imprisonment_days: int = 0
    life: bool = False
    death: bool = False
    fine_minor: int = 0
    in_lieu_days: int = 0
    form: str = ""
    extract: Extract | None = None


@dataclass(frozen=True, slots=True)
class CompensationOrder:
    """Money ordered to a victim."""

    at: str = ""
    court: str = ""
    amount_minor: int = 0


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A finding abroad, never counted with Pakistani convictions.

    ``outcome``: CONVICTION ACQUITTAL CHARGE DEPORTATION; deportation is not conviction.
    """

    country: str = ""
    court: str = ""
    offence_as_worded: str = ""
    at: str = ""
    outcome: str = ""
