"""A registry for people: plain values, public facts only, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from services.membership.registry import Registry
from services.membership.rows import AgencyRow, AgreementRow, KeyRow, TlsRow


def iso(time_ms: int) -> str:
    """ISO 8601 in UTC, to the second; empty for 0."""
    return datetime.fromtimestamp(time_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if time_ms else ""


def describe(registry: Registry) -> dict[str, Any]:
    """The whole version as JSON-able values; digests and key ids in hex, times in ISO 8601."""
    return {
        "name": registry.name,
        "version": registry.version,
        "digest": registry.digest.hex(),
        "federation_id": registry.federation_id.hex(),
        "issued": iso(registry.issued_ms),
        "expires": iso(registry.expires_ms),
        "hub": registry.hub,
        "governance": {
            "threshold": registry.governance.threshold,
            "keys": [key.kid.hex() for key in registry.governance.keys],
        },
        "agencies": [_agency(row) for row in registry.agencies.values()],
        "keys": list(key_lines(registry)),
        "logs": [
            {
                "origin": row.origin,
                "agency": row.agency,
                "vkey": row.vkey.encode(),
                "first": row.span.first_size,
                "last": row.span.last_size,
            }
            for row in registry.logs
        ],
        "agreements": [_agreement(row) for row in registry.agreements],
        "quorum": registry.witness_policy.quorum,
        "witnesses": [
            {
                "agency": row.agency,
                "url": row.url,
                "pin": row.pin.hex(),
                "open": row.open,
                "sizes": {origin: [span.first_size, span.last_size] for origin, span in row.spans.items()},
            }
            for row in registry.witness_policy.witnesses
        ],
    }


def _agreement(row: AgreementRow) -> dict[str, object]:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in row._asdict().items()}


def _agency(row: AgencyRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "display_name": row.display_name,
        "kind": row.kind,
        "jurisdictions": sorted(row.jurisdictions),
        "systems": {system.name: sorted(system.roles) for system in row.systems.values()},
        "clearance": row.clearance,
        "desk": {"name": row.desk.name, "phone": row.desk.phone, "email": row.desk.email},
        "formats": sorted(row.formats),
        "registers": [each._asdict() for each in row.registers],
        "courts": [each._asdict() | {"acts": sorted(each.acts)} for each in row.courts],
        "protects": [each._asdict() for each in row.protects],
    }


def key_lines(registry: Registry) -> Iterator[dict[str, str]]:
    """One line for each key and certificate: id, whose, for what, until when."""
    for row in registry.keys.values():
        yield _line(row.kid, row.use, row.name, row)
    for tls in registry.thumbprints.values():
        yield _line(tls.thumbprint, "TLS", "certificate", tls)


def _line(ident: bytes, use: str, name: str, row: KeyRow | TlsRow) -> dict[str, str]:
    return {
        "id": ident.hex(),
        "agency": row.agency,
        "system": row.system,
        "use": use,
        "name": name,
        "not_after": iso(row.not_after_ms),
        "revoked": iso(row.revoked_ms),
    }
