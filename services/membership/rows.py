"""What the registry says of each key, system, agency, log and witness. Frozen; enums as plain strings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from audit.note import VerifierKey
from services.signing.es256 import PublicKey

JUVENILE: Final = "JUVENILE"
"""Word beside the roles of parties by which an agreement gives records of who was, or may have been, a child."""
MAX_STALE_HOURS: Final = 720


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


class AgreementRow(NamedTuple):
    """What the nodes of ``holder`` may hold of the records of ``giver``, from one day to before another (ISO 8601).

    ``kinds``: of record; ``handling``: codes; ``roles``: of parties, and :data:`JUVENILE`; ``purposes``: of the
    holder's officers. Words of the vocabulary. ``stale_after_h``: hours that a copy may be old to answer while its
    source is away, 0 for never. ``onward``: whether copies may be passed on to a holder of another agreement.
    """

    id: str
    giver: str
    holder: str
    kinds: frozenset[str]
    handling: frozenset[str]
    roles: frozenset[str]
    purposes: frozenset[str]
    statute: str
    since: str
    until: str
    stale_after_h: int
    onward: bool

    def holds_on(self, day: str) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day < self.until


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
class Span:
    """Sizes of one log in leaves, from the first to the last; ``last_size``: 0 while there is none."""

    first_size: int = 0
    last_size: int = 0

    def covers(self, size: int) -> bool:
        """Whether a tree of ``size`` leaves is among them."""
        return self.first_size <= size and (not self.last_size or size <= self.last_size)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One audit log: whose answers it holds, and the sizes that it had; it is open while it has no last one."""

    origin: str
    vkey: VerifierKey
    agency: str
    span: Span

    @property
    def open(self) -> bool:
        """Whether it still grows."""
        return not self.span.last_size


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """One witness key of an agency. ``spans``: by origin of a log; ``pin``: of its TLS key, see :mod:`audit.pins`."""

    agency: str
    vkey: VerifierKey
    url: str
    spans: Mapping[str, Span] = field(default_factory=dict)
    pin: bytes = b""

    @property
    def open(self) -> bool:
        """Whether it is in office still."""
        return not any(span.last_size for span in self.spans.values())

    def counts(self, origin: str, size: int) -> bool:
        """Whether its cosignature counts on a tree of that log. Who has ended counts where a span says so alone."""
        span = self.spans.get(origin)
        return span.covers(size) if span else self.open


@dataclass(frozen=True, slots=True)
class WitnessPolicy:
    """``quorum`` of the open witnesses make a checkpoint trustworthy."""

    quorum: int
    witnesses: tuple[WitnessRow, ...]

    def at(self, origin: str, size: int) -> tuple[WitnessRow, ...]:
        """Witnesses whose cosignature counts on a tree of ``size`` leaves of the log of that origin."""
        return tuple(row for row in self.witnesses if row.counts(origin, size))


@dataclass(frozen=True, slots=True)
class Governance:
    """Whose signatures make a version valid: ``threshold`` of distinct ``keys``."""

    threshold: int
    keys: tuple[PublicKey, ...]

    @property
    def kids(self) -> frozenset[bytes]:
        """Ids of its keys."""
        return frozenset(key.kid for key in self.keys)
