"""Officers as the roster names them, and which purposes it gives them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.access.ceilings import jurisdictions_within
from services.access.details import Details
from services.access.purpose import PURPOSES, bases_of, seconds_of, well_formed
from services.issuer.errors import InvalidDetails, InvalidGrant
from services.signing.es256 import PublicKey

BREAK_GLASS = "BREAK_GLASS"


@dataclass(frozen=True, slots=True)
class Officer:
    """One person who may be given tokens. ``superiors``: the line above, as far as the roster knows it.

    ``own_and_kin`` and ``cases``: ``TYPE:canonical`` texts. ``passkeys``: by credential id.
    """

    id: str
    public: PublicKey
    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]
    suspended: bool
    trained_until_ms: int
    undertaking_signed: bool
    superior: str
    superiors: frozenset[str]
    own_and_kin: frozenset[str]
    cases: frozenset[str]
    passkeys: Mapping[bytes, PublicKey]


@dataclass(frozen=True, slots=True)
class Roster:
    """One verified version. ``digest``: SHA-256 of its payload; ``kid``: the key that signed it."""

    agency: str
    version: int
    digest: bytes
    kid: bytes
    issued_ms: int
    expires_ms: int
    officers: Mapping[bytes, Officer]
    """By key id of the officer's own key."""
    holders: Mapping[bytes, Officer]
    """By credential id of a passkey."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most the registry lets a token from this system claim."""

    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rights:
    """What an officer gets: the roster's word, cut to the ceiling. ``cut``: whether anything was lost."""

    roles: frozenset[str]
    clearance: int
    jurisdictions: frozenset[str]
    cut: bool


def line_above(officer: str, superiors: Mapping[str, str]) -> tuple[str, ...]:
    """Everybody above ``officer``, nearest first, by each one's direct superior; ValueError where it runs in a circle.

    The line ends at somebody without a superior, or at somebody whom ``superiors`` does not know.
    """
    line: list[str] = []
    above = superiors.get(officer, "")
    while above:
        if above == officer or above in line:
            raise ValueError("a line of superiors runs in a circle")
        line.append(above)
        above = superiors.get(above, "")
    return tuple(line)


def check_second(approver: Officer, officer: str) -> None:
    """InvalidGrant ``person`` where the approver is ``officer``, or stands below them in the line."""
    if officer == approver.id or officer in approver.superiors:
        raise InvalidGrant("person")


def rights_of(officer: Officer, ceiling: Ceiling) -> Rights:
    """What the registry leaves of the roster's word."""
    roles = officer.roles & ceiling.roles
    clearance = min(officer.clearance, ceiling.clearance)
    jurisdictions = jurisdictions_within(officer.jurisdictions, ceiling.jurisdictions)
    kept = (officer.roles, officer.clearance, officer.jurisdictions)
    return Rights(roles, clearance, jurisdictions, (roles, clearance, jurisdictions) != kept)


def check_fit(officer: Officer, rights: Rights, now_ms: int) -> None:
    """InvalidGrant ``officer`` unless they may act at all."""
    able = not officer.suspended and officer.undertaking_signed and officer.trained_until_ms > now_ms
    if not able or not rights.roles or not rights.jurisdictions:
        raise InvalidGrant("officer")


def check_details(officer: Officer, rights: Rights, details: Details, at_hub: bool = True) -> None:
    """InvalidDetails unless roster and vocabulary give this officer this purpose (decision table rows 1 and 3).

    Who may break the glass may cite any case where the hub is to be asked (``at_hub``): it refuses them without an open
    session. Others who answer keep no sessions, and may know of no case: they take the issuer's word.
    """
    purpose = PURPOSES.get(details.purpose)
    if purpose is None or not _fits(details) or not purpose.roles & rights.roles:
        raise InvalidDetails("fit")
    assigned = f"{details.case_type}:{details.case_key}" in officer.cases
    if purpose.own_case and not assigned and not (at_hub and BREAK_GLASS in rights.roles):
        raise InvalidDetails("case")


def _fits(details: Details) -> bool:
    purpose = PURPOSES[details.purpose]
    return (
        details.query_class in purpose.classes
        and details.case_type in purpose.references
        and well_formed(details.case_type, details.case_key)
        and details.legal_basis in bases_of(details.purpose)
        and details.second_basis in seconds_of(details.query_class)
        and details.second_basis != details.legal_basis
    )
