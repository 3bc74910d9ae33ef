"""Making versions: pure edits of a draft, each of which drops the signatures it had.

A draft is a SignedFile like any other. It counts once enough holders have signed it, one
at a time, on a file that is carried between them.
"""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from rabta.membership.v1.registry_pb2 import (
    Agency,
    Court,
    Governance,
    Key,
    Protection,
    Register,
    Registry,
    System,
    Thumbprint,
    WitnessPolicy,
)

from services.membership.errors import UnsoundRegistry
from services.membership.rules import DAY_MS, MAX_AGENCIES, MAX_PARTS, MAX_SYSTEMS, require
from services.membership.signed import MAX_BYTES, SignedFile, add_signature
from services.signing.es256 import kid_of

__all__ = [
    "LIFE_MS",
    "add_agency",
    "add_key",
    "add_signature",
    "add_system",
    "add_thumbprint",
    "edited",
    "end_row",
    "first_draft",
    "majority",
    "next_draft",
    "revoke",
    "set_governance",
    "set_quorum",
    "set_row",
]

LIFE_MS: Final = 365 * DAY_MS
KEPT_EXPIRED_MS: Final = 90 * DAY_MS
MAX_PAYLOAD: Final = MAX_BYTES - (8 << 10)
"""Leaves room for the signatures in the file."""
Speaking = Register | Court | Protection
"""A row that makes an agency's word count."""


def majority(count: int) -> int:
    """Smallest number more than half of ``count``: 2 of 3, 3 of 4."""
    return count // 2 + 1


def _file(registry: Registry) -> SignedFile:
    payload = registry.SerializeToString(deterministic=True)
    return SignedFile(payload, Registry.FromString(payload), ())


def edited(file: SignedFile, change: Callable[[Registry], None]) -> SignedFile:
    """An unsigned draft with one change to it. Raises UnsoundRegistry where it grows too large."""
    registry = Registry.FromString(file.payload)
    change(registry)
    made = _file(registry)
    require(len(made.payload) <= MAX_PAYLOAD, "size", "payload")
    return made


def first_draft(name: str, hub: str, governance: Sequence[bytes], now_ms: int, life_ms: int = LIFE_MS) -> SignedFile:
    """Unsigned version 1 without members. ``governance``: DER SubjectPublicKeyInfo each; a majority must sign."""
    return _file(
        Registry(
            format=1,
            version=1,
            name=name,
            issued_ms=now_ms,
            expires_ms=now_ms + life_ms,
            hub=hub,
            governance=Governance(threshold=majority(len(governance)), keys=governance),
            witness_policy=WitnessPolicy(),
        )
    )


def next_draft(current: SignedFile, federation_id: bytes, now_ms: int, life_ms: int = LIFE_MS) -> SignedFile:
    """Unsigned successor of ``current``: equal but for version, predecessor, dates, and what is long over.

    Certificates that expired and agreements that ended 90 days ago go. They stand in the older versions, which stay in
    the log and in each registry folder.
    """

    def change(registry: Registry) -> None:
        registry.version += 1
        registry.federation_id = federation_id
        registry.previous_sha256 = current.digest
        registry.issued_ms = now_ms
        registry.expires_ms = now_ms + life_ms
        for agency in registry.agencies:
            for system in agency.systems:
                _drop_expired(system, now_ms - KEPT_EXPIRED_MS)
        _drop_ended(registry, now_ms - KEPT_EXPIRED_MS)

    return edited(current, change)


def _drop_expired(system: System, before_ms: int) -> None:
    """Certificates that expired before that go; the last to expire stays, as a system has one at least."""
    newest = max((row.not_after_ms for row in system.tls), default=0)
    kept = [row for row in system.tls if row.not_after_ms >= before_ms or row.not_after_ms == newest]
    del system.tls[:]
    system.tls.extend(kept)


def _drop_ended(registry: Registry, before_ms: int) -> None:
    """Agreements that had ended by then go."""
    day = datetime.fromtimestamp(before_ms / 1000, UTC).date().isoformat()
    kept = [row for row in registry.agreements if row.to > day]
    del registry.agreements[:]
    registry.agreements.extend(kept)


def _member(registry: Registry, agency: str) -> Agency:
    for row in registry.agencies:
        if row.id == agency:
            return row
    raise UnsoundRegistry("member", "agency")


def _system(registry: Registry, agency: str, system: str) -> System:
    for row in _member(registry, agency).systems:
        if row.name == system:
            return row
    raise UnsoundRegistry("system", "system")


def add_agency(file: SignedFile, agency: Agency) -> SignedFile:
    """With one more member; UnsoundRegistry when the id is taken, or there are as many as may be."""

    def change(registry: Registry) -> None:
        if any(row.id == agency.id for row in registry.agencies):
            raise UnsoundRegistry("distinct", "agencies")
        require(len(registry.agencies) < MAX_AGENCIES, "count", "agencies")
        registry.agencies.append(agency)

    return edited(file, change)


def add_system(file: SignedFile, agency: str, system: System) -> SignedFile:
    """With one more system; UnsoundRegistry when the name is taken, the agency unknown, or has as many as may be."""

    def change(registry: Registry) -> None:
        systems = _member(registry, agency).systems
        if any(row.name == system.name for row in systems):
            raise UnsoundRegistry("distinct", "systems")
        require(len(systems) < MAX_SYSTEMS, "count", "systems")
        systems.append(system)

    return edited(file, change)


def add_key(file: SignedFile, agency: str, key: Key) -> SignedFile:
    """With one more key of an agency as a whole; UnsoundRegistry when it has as many as may be."""

    def change(registry: Registry) -> None:
        keys = _member(registry, agency).keys
        require(len(keys) < MAX_PARTS, "count", "keys")
        keys.append(key)

    return edited(file, change)


def add_thumbprint(file: SignedFile, agency: str, system: str, row: Thumbprint) -> SignedFile:
    """With one more TLS certificate of a system; UnsoundRegistry when it has as many as may be."""

    def change(registry: Registry) -> None:
        certificates = _system(registry, agency, system).tls
        require(len(certificates) < MAX_PARTS, "count", "tls")
        certificates.append(row)

    return edited(file, change)


def set_row(file: SignedFile, agency: str, row: Speaking) -> SignedFile:
    """With a register, court or protecting Act of an agency; one of the same name and first day is replaced."""

    def change(registry: Registry) -> None:
        rows = _speaking(_member(registry, agency), row)
        kept = [one for one in rows if (_named(one), _since(one)) != (_named(row), _since(row))]
        del rows[:]
        rows.extend([*kept, row])

    return edited(file, change)


def end_row(file: SignedFile, agency: str, named: Speaking, day: str) -> SignedFile:
    """With the open row of that name ended before a day (ISO 8601); UnsoundRegistry when there is none."""

    def change(registry: Registry) -> None:
        rows = _speaking(_member(registry, agency), named)
        found = [one for one in rows if _named(one) == _named(named) and not one.to]
        if not found:
            raise UnsoundRegistry("unknown-row", "agency")
        for one in found:
            one.to = day

    return edited(file, change)


def _speaking(member: Agency, like: Speaking) -> MutableSequence[Any]:
    if isinstance(like, Register):
        return member.registers
    return member.courts if isinstance(like, Court) else member.protects


def _named(row: Speaking) -> tuple[int | str, ...]:
    """What tells one row from another of its kind, besides its first day."""
    if isinstance(row, Register):
        return (row.type, row.prefix)
    return (row.code,) if isinstance(row, Court) else (row.act,)


def _since(row: Speaking) -> str:
    return str(getattr(row, "from"))


def set_quorum(file: SignedFile, quorum: int) -> SignedFile:
    """With another witness quorum."""

    def change(registry: Registry) -> None:
        registry.witness_policy.quorum = quorum

    return edited(file, change)


def set_governance(file: SignedFile, governance: Sequence[bytes], threshold: int) -> SignedFile:
    """With other governance keys; such a version needs the old set's threshold and the new one's."""

    def change(registry: Registry) -> None:
        registry.governance.CopyFrom(Governance(threshold=threshold, keys=governance))

    return edited(file, change)


def revoke(file: SignedFile, kid: bytes, now_ms: int) -> SignedFile:
    """With a key or certificate revoked, by ``kid`` or thumbprint; UnsoundRegistry when none is in force by it."""

    def change(registry: Registry) -> None:
        rows = [row for row in _rows(registry, kid) if not row.revoked_ms]
        if not rows:
            raise UnsoundRegistry("unknown-key", "kid")
        for row in rows:
            row.revoked_ms = now_ms

    return edited(file, change)


def _rows(registry: Registry, kid: bytes) -> list[Key | Thumbprint]:
    keys: list[Key] = []
    certificates: list[Thumbprint] = []
    for agency in registry.agencies:
        keys += [*agency.keys, *(one.message_key for one in agency.systems if one.HasField("message_key"))]
        certificates += [row for system in agency.systems for row in system.tls]
    found: list[Key | Thumbprint] = [key for key in keys if kid_of(key.spki) == kid]
    return found + [row for row in certificates if kid in (row.sha256, row.kid)]
