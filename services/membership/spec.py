"""What an agency is to be, as the one who adds it says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from rabta.access.v1.purpose_pb2 import CaseReferenceType, Role
from rabta.membership.v1.registry_pb2 import Agency, AgencyKind, Court, CourtTier, Desk, Protection, Register

_FIELD: Final = ("INVESTIGATOR", "ANALYST", "CHECKPOINT_OFFICER", "CUSTODY_OFFICER", "JUVENILE_JUSTICE")
_UPKEEP: Final = ("RECORD_OFFICER", "RELEASE_OFFICER", "OVERSIGHT")
"""In an agency that is no oversight body, OVERSIGHT reviews broken glass and reads notices, and no more."""
ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "HUB": (),
    "POLICE": (*_FIELD, *_UPKEEP, "SUBJECT_ACCESS", "BREAK_GLASS", "PROTECTION_UNIT"),
    "FIA": (*_FIELD, *_UPKEEP, "SUBJECT_ACCESS", "BREAK_GLASS", "PROTECTION_UNIT"),
    "NARCOTICS": (*_FIELD, *_UPKEEP, "SUBJECT_ACCESS", "BREAK_GLASS", "PROTECTION_UNIT"),
    "CYBERCRIME": (*_FIELD, *_UPKEEP, "SUBJECT_ACCESS", "PROTECTION_UNIT"),
    "CUSTOMS": (*_FIELD, *_UPKEEP, "SUBJECT_ACCESS", "BREAK_GLASS"),
    "BORDER": ("CHECKPOINT_OFFICER", *_UPKEEP, "BREAK_GLASS"),
    "PRISON": ("CUSTODY_OFFICER", *_UPKEEP, "SUBJECT_ACCESS"),
    "PROBATION": ("PROBATION_OFFICER", "JUVENILE_JUSTICE", *_UPKEEP),
    "COURT": ("JUDGE", "JUVENILE_JUSTICE", *_UPKEEP, "SUBJECT_ACCESS"),
    "PROSECUTION": ("PROSECUTOR", *_UPKEEP),
    "CHILD_PROTECTION": ("PROTECTION_OFFICER", *_UPKEEP, "BREAK_GLASS"),
    "FMU": ("FMU_ANALYST", *_UPKEEP),
    "CENTRAL_AUTHORITY": ("CENTRAL_AUTHORITY", *_UPKEEP),
    "IDENTITY_REGISTRY": ("RECORD_OFFICER",),
    "OVERSIGHT": ("OVERSIGHT", "STATISTICIAN"),
}
"""Role ceiling of each kind of agency, unless its specification says less or more."""


@dataclass(frozen=True, slots=True)
class AgencySpec:
    """One agency to be added. ``kind`` and roles: names without prefix; ``roles`` None: those of its kind.

    With a ``witness_url`` it also runs a witness there. ``systems``: names, each with its
    own TLS and message key; ``system_roles`` narrows one of them. ``hosts``: DNS names or addresses in its
    certificates, localhost where none are given.
    """

    id: str
    kind: str
    display_name: str
    jurisdictions: tuple[str, ...] = ("PK",)
    roles: tuple[str, ...] | None = None
    clearance: int = 2
    desk_name: str = "Duty desk"
    desk_phone: str = "+92 51 000 0000"
    desk_email: str = ""
    escalation_name: str = "Duty superintendent"
    escalation_phone: str = "+92 51 000 0001"
    formats: tuple[str, ...] = ()
    systems: tuple[str, ...] = ("node",)
    system_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    witness_url: str = ""
    hosts: tuple[str, ...] = ()
    registers: tuple[Register, ...] = ()
    courts: tuple[Court, ...] = ()
    protects: tuple[Protection, ...] = ()

    def row(self) -> Agency:
        """Registry row without systems and keys; ValueError for an unknown kind or role."""
        roles = ROLES.get(self.kind, ()) if self.roles is None else self.roles
        return Agency(
            id=self.id,
            display_name=self.display_name,
            kind=cast(AgencyKind, AgencyKind.Value(f"AGENCY_KIND_{self.kind}")),
            jurisdictions=self.jurisdictions,
            roles=role_values(roles),
            clearance=self.clearance,
            desk=_desk(self.desk_name, self.desk_phone, self.desk_email),
            escalation=_desk(self.escalation_name, self.escalation_phone),
            formats=self.formats,
            registers=self.registers,
            courts=self.courts,
            protects=self.protects,
        )


def _desk(name: str, phone: str, email: str = "") -> Desk:
    """Nothing without a number: a hub and an oversight body need no desk."""
    return Desk(name=name, phone=phone, email=email) if phone else Desk()


def role_values(names: tuple[str, ...]) -> list[Role]:
    """Enum values of role names without prefix; ValueError for an unknown one."""
    return [cast(Role, Role.Value(f"ROLE_{name}")) for name in names]


def register(kind: str, prefix: str = "", since: str = "", until: str = "") -> Register:
    """A run of case numbers, by the name of its type without prefix; ValueError for an unknown one."""
    of = cast(CaseReferenceType, CaseReferenceType.Value(f"CASE_REFERENCE_TYPE_{kind}"))
    return Register(type=of, prefix=prefix, to=until, **{"from": since})


def court(
    code: str,
    name: str,
    tier: str,
    districts: tuple[str, ...],
    above: str = "",
    acts: tuple[str, ...] = (),
    since: str = "",
    until: str = "",
) -> Court:
    """A court, by the name of its tier without prefix; ValueError for an unknown one. Open days are empty."""
    of = cast(CourtTier, CourtTier.Value(f"COURT_TIER_{tier}"))
    return Court(
        code=code, name=name, tier=of, districts=districts, above=above, acts=acts, to=until, **{"from": since}
    )


def protection(act: str, districts: tuple[str, ...], since: str = "", until: str = "") -> Protection:
    """The Act that makes an agency a protecting body in these districts. Open days are empty."""
    return Protection(act=act, districts=districts, to=until, **{"from": since})
