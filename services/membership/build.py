"""Payload to rows: every key, thumbprint, log and witness, each public key once in the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rabta.access.v1.purpose_pb2 import CaseReferenceType, Role
from rabta.membership.v1.registry_pb2 import (
    Agency,
    AgencyKind,
    Court,
    CourtTier,
    Desk,
    Key,
    KeyUse,
    LogKey,
    Protection,
    Register,
    Registry,
    System,
    Witness,
    WitnessSpan,
)

from audit.note import COSIGNATURE, ED25519, NoteError, VerifierKey
from services.membership.errors import UnsoundRegistry
from services.membership.rows import (
    AgencyRow,
    CourtRow,
    DeskRow,
    Governance,
    KeyRow,
    LogRow,
    ProtectionRow,
    RegisterRow,
    Span,
    SystemRow,
    TlsRow,
    WitnessPolicy,
    WitnessRow,
)
from services.membership.rules import check_witness, distinct, require
from services.signing.es256 import BadKey, PublicKey

NO_SYSTEM = ""


def key_rows(registry: Registry) -> tuple[KeyRow, ...]:
    """Every P-256 key of agencies and systems; UnsoundRegistry when one is not P-256 in canonical form."""
    return tuple(_keys(registry))


def _keys(registry: Registry) -> Iterator[KeyRow]:
    for index, agency in enumerate(registry.agencies):
        for key in agency.keys:
            yield _key_row(agency.id, NO_SYSTEM, key, f"agencies[{index}].keys")
        for system in agency.systems:
            if system.HasField("message_key"):
                yield _key_row(agency.id, system.name, system.message_key, f"agencies[{index}].systems")


def _key_row(agency: str, system: str, key: Key, where: str) -> KeyRow:
    try:
        public = PublicKey(key.spki)
    except BadKey:
        raise UnsoundRegistry("key", where) from None
    return KeyRow(
        kid=public.kid,
        agency=agency,
        system=system,
        name=key.name,
        use=KeyUse.Name(key.use).removeprefix("KEY_USE_"),
        alg=key.alg,
        public=public,
        not_before_ms=key.not_before_ms,
        not_after_ms=key.not_after_ms,
        revoked_ms=key.revoked_ms,
    )


def tls_rows(registry: Registry) -> tuple[TlsRow, ...]:
    """Every TLS certificate that the registry admits, with its agency and system, revoked ones too."""
    return tuple(
        TlsRow(row.sha256, row.kid, agency.id, system.name, row.not_before_ms, row.not_after_ms, row.revoked_ms)
        for agency in registry.agencies
        for system in agency.systems
        for row in system.tls
    )


def agency_rows(registry: Registry) -> dict[str, AgencyRow]:
    """The members of the registry by their ids, such as ``pk.fia``."""
    return {agency.id: _agency_row(agency) for agency in registry.agencies}


def _agency_row(agency: Agency) -> AgencyRow:
    roles = _role_names(agency.roles)
    return AgencyRow(
        id=agency.id,
        display_name=agency.display_name,
        kind=AgencyKind.Name(agency.kind).removeprefix("AGENCY_KIND_"),
        jurisdictions=frozenset(agency.jurisdictions),
        systems={system.name: _system_row(system, roles) for system in agency.systems},
        roles=roles,
        clearance=agency.clearance,
        desk=_desk_row(agency.desk),
        escalation=_desk_row(agency.escalation),
        formats=frozenset(agency.formats),
        registers=tuple(map(register_row, agency.registers)),
        courts=tuple(map(_court_row, agency.courts)),
        protects=tuple(map(_protection_row, agency.protects)),
    )


def register_row(row: Register) -> RegisterRow:
    """A run of case numbers."""
    kind = CaseReferenceType.Name(row.type).removeprefix("CASE_REFERENCE_TYPE_")
    return RegisterRow(kind, row.prefix, getattr(row, "from"), row.to)


def _court_row(row: Court) -> CourtRow:
    tier = CourtTier.Name(row.tier).removeprefix("COURT_TIER_")
    since = getattr(row, "from")
    return CourtRow(row.code, row.name, tier, tuple(row.districts), row.above, frozenset(row.acts), since, row.to)


def _protection_row(row: Protection) -> ProtectionRow:
    return ProtectionRow(row.act, tuple(row.districts), getattr(row, "from"), row.to)


def _system_row(system: System, ceiling: frozenset[str]) -> SystemRow:
    return SystemRow(system.name, _role_names(system.roles) or ceiling)


def _role_names(roles: Iterable[Role]) -> frozenset[str]:
    return frozenset(Role.Name(role).removeprefix("ROLE_") for role in roles)


def _desk_row(desk: Desk) -> DeskRow:
    return DeskRow(desk.name, desk.phone, desk.email)


def _vkey(text: str, alg: int, where: str) -> VerifierKey:
    try:
        vkey = VerifierKey.parse(text)
    except NoteError:
        raise UnsoundRegistry("vkey", where) from None
    require(vkey.alg == alg, "alg", where)
    return vkey


def _span(row: LogKey | Witness | WitnessSpan, where: str) -> Span:
    require(not row.last_size or row.first_size <= row.last_size, "sizes", where)
    return Span(row.first_size, row.last_size)


def log_rows(registry: Registry) -> tuple[LogRow, ...]:
    """Audit logs; UnsoundRegistry unless each is a member's, named as its key is, and one of a member is open at most.

    The hub has one open. No other agency needs to: it answers nothing then.
    """
    members = {agency.id for agency in registry.agencies}
    rows = []
    for index, log in enumerate(registry.logs):
        where = f"logs[{index}]"
        span, vkey = _span(log, where), _vkey(log.vkey, ED25519, f"{where}.vkey")
        require(vkey.name == log.origin, "origin", where)
        agency = log.agency or registry.hub
        require(agency in members, "member", f"{where}.agency")
        rows.append(LogRow(log.origin, vkey, agency, span))
    still = [row.agency for row in rows if row.open]
    require(registry.hub in still and len(set(still)) == len(still), "open-log", "logs")
    return tuple(rows)


def witness_policy(registry: Registry) -> WitnessPolicy:
    """Witnesses and quorum; UnsoundRegistry unless 2k > N over the open ones, of distinct agencies."""
    members = {agency.id for agency in registry.agencies}
    rows = []
    for index, witness in enumerate(registry.witness_policy.witnesses):
        where = f"witness_policy.witnesses[{index}]"
        require(witness.agency in members, "member", f"{where}.agency")
        check_witness(witness, where)
        spans, vkey = spans_of(registry, witness, where), _vkey(witness.vkey, COSIGNATURE, f"{where}.vkey")
        rows.append(WitnessRow(witness.agency, vkey, witness.url, spans, witness.tls_spki_sha256))
    still = [row for row in rows if row.open]
    distinct((row.agency for row in still), "witness_policy.witnesses")
    distinct((row.vkey.name for row in rows), "witness_policy.witnesses")
    quorum = registry.witness_policy.quorum
    require(len(still) < 2 * quorum and quorum <= len(still), "quorum", "witness_policy.quorum")
    return WitnessPolicy(quorum, tuple(rows))


def spans_of(registry: Registry, witness: Witness, where: str) -> dict[str, Span]:
    """Sizes by origin; those that the row states itself are of the first log. Raises UnsoundRegistry."""
    origins = [log.origin for log in registry.logs]
    first, spans = _span(witness, where), {}
    if first != Span():
        require(origins, "log", where)
        spans[origins[0]] = first
    for index, said in enumerate(witness.spans):
        place = f"{where}.spans[{index}]"
        require(said.origin in origins, "log", place)
        require(said.origin not in spans, "distinct", place)
        spans[said.origin] = _span(said, place)
    return spans


def check_one_use(
    governance: Governance,
    keys: tuple[KeyRow, ...],
    tls: tuple[TlsRow, ...],
    logs: tuple[LogRow, ...],
    policy: WitnessPolicy,
) -> None:
    """UnsoundRegistry where a public key, or a certificate, stands twice anywhere.

    A witness may be reached under one TLS key by an old and a new key of its own.
    """
    every = [key.kid for key in governance.keys]
    every += [row.kid for row in keys]
    every += [row.kid for row in tls]
    every += [row.vkey.public for row in logs]
    every += [row.vkey.public for row in policy.witnesses]
    every += {row.pin for row in policy.witnesses if row.pin}
    distinct(every, "keys")
    distinct((row.thumbprint for row in tls), "tls")
