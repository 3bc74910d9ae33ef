"""What the registry says of each key, system, agency, log and witness. Frozen; enums as plain strings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from audit.note import VerifierKey
from services.signing.es256 import PublicKey


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One public key with its one use. Times in ms, ``revoked_ms`` 0 in force; no ``system``: the agency's own."""

    kid: bytes
    agency: str
    system: str
    name: str
    use: str
    alg: str
    public: PublicKey
    not_before_ms: int
    not_after_ms: int
    revoked_ms: int

    def in_force(self, now_ms: int) -> bool:
        """False once revoked, whenever that was, and outside its validity (online)."""
        return not self.revoked_ms and self.not_before_ms <= now_ms <= self.not_after_ms


@dataclass(frozen=True, slots=True)
class TlsRow:
    """One admitted TLS certificate, by SHA-256 of its DER."""

    thumbprint: bytes
    kid: bytes
    agency: str
    system: str
    not_before_ms: int
    not_after_ms: int
    revoked_ms: int

    def in_force(self, now_ms: int) -> bool:
        """As for a key."""
        return not self.revoked_ms and self.not_before_ms <= now_ms <= self.not_after_ms


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Whom other members call about this one: a desk, not a person. ``phone`` as in E.164."""

    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One machine of an agency; ``roles`` is its ceiling, already within the agency's."""

    name: str
    roles: frozenset[str]


class RegisterRow(NamedTuple):
    """Case numbers of ``type`` whose key starts with ``prefix`` are this agency's, from one day to before another.

    Days are ISO 8601, empty where open.
    """

    type: str
    prefix: str
    since: str
    until: str


class CourtRow(NamedTuple):
    """A court as records name it. ``districts``: first groups of the FIR numbers that it tries.

    ``above``: code of the court that hears its appeals; ``acts``: Acts that name it for orders over all cases of a
    person; days as in RegisterRow.
    """

    code: str
    name: str
    tier: str
    districts: tuple[str, ...]
    above: str
    acts: frozenset[str]
    since: str
    until: str


class ProtectionRow(NamedTuple):
    """The Act that makes an agency a protecting body, and where; days as in RegisterRow."""

    act: str
    districts: tuple[str, ...]
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One member: what it is, and the most that its tokens may claim."""

    id: str
    display_name: str
    kind: str
    jurisdictions: frozenset[str]
    systems: dict[str, SystemRow]
    roles: frozenset[str]
    clearance: int
    desk: DeskRow
    escalation: DeskRow
    formats: frozenset[str]
    registers: tuple[RegisterRow, ...] = ()
    courts: tuple[CourtRow, ...] = ()
    protects: tuple[ProtectionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One audit log, from tree size ``first_size`` to ``last_size`` (0 while open)."""

    origin: str
    vkey: VerifierKey
    first_size: int
    last_size: int


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """One witness key of an agency, for tree sizes as in LogRow; ``pin``: of its TLS key, see :mod:`audit.pins`."""

    agency: str
    vkey: VerifierKey
    url: str
    first_size: int
    last_size: int
    pin: bytes = b""


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """``quorum`` of the open witnesses make a checkpoint trustworthy."""

    quorum: int
    witnesses: tuple[WitnessRow, ...]

    def at(self, size: int) -> tuple[WitnessRow, ...]:
        """Witnesses whose cosignature counts on a tree of ``size`` leaves."""
        return tuple(
            row for row in self.witnesses if row.first_size <= size and (not row.last_size or size <= row.last_size)
        )


@dataclass(frozen=True, slots=True)
class Governance:
    """Whose signatures make a version valid: ``threshold`` of distinct ``keys``."""

    threshold: int
    keys: tuple[PublicKey, ...]

    @property
    def kids(self) -> frozenset[bytes]:
        """Ids of its keys."""
        return frozenset(key.kid for key in self.keys)
