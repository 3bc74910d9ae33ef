"""The federation's membership, as one verified version says it.

Loading goes through four steps, always in this order; each sees only what those before it passed:

1. structure   canonical protobuf, within limits, governance keys are P-256
2. signatures  a threshold of distinct governance keys: its own, and whoever vouches for it:
               the version before it, else the anchor; version 1 may vouch for itself
3. chain       federation, previous digest, version one higher, nothing undone
4. rules       one use per public key, 2k > N, hub, names, validity

Expiry is no part of it: an expired version still answers GetRegistry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from services.membership.agreements import agreement_rows, check_agreements
from services.membership.anchor import Anchor
from services.membership.build import agency_rows, check_one_use, key_rows, log_rows, tls_rows, witness_policy
from services.membership.chain import check_chain, check_first
from services.membership.errors import NotServing, UnsignedRegistry
from services.membership.jurisdiction import Jurisdiction
from services.membership.rows import AgencyRow, AgreementRow, Governance, KeyRow, LogRow, TlsRow, WitnessPolicy
from services.membership.rules import DAY_MS, check_rules
from services.membership.signed import SignedFile, parse_signed
from services.membership.speaking import check_speaking

WARN_MS: Final = 7 * DAY_MS


@dataclass(frozen=True, slots=True)
class Registry:
    """One version. ``raw``: SignedRegistry bytes; ``digest``: SHA-256 of ``payload``; times in ms."""

    raw: bytes
    payload: bytes
    digest: bytes
    version: int
    federation_id: bytes
    name: str
    issued_ms: int
    expires_ms: int
    hub: str
    governance: Governance
    agencies: Mapping[str, AgencyRow]
    logs: tuple[LogRow, ...]
    witness_policy: WitnessPolicy
    keys: Mapping[bytes, KeyRow]
    thumbprints: Mapping[bytes, TlsRow]
    jurisdiction: Jurisdiction
    agreements: tuple[AgreementRow, ...]

    def key(self, kid: bytes, use: str) -> KeyRow | None:
        """Row of a key for one use (``MESSAGE``, ``PAGE``, ``TOKEN``, ``ROSTER``, ``SEALED``); None when unknown."""
        row = self.keys.get(kid)
        return row if row is not None and row.use == use else None

    def message_key(self, kid: bytes) -> KeyRow | None:
        """Row of a system's message key; None when unknown. In force or not is the caller's question."""
        return self.key(kid, "MESSAGE")

    def keys_of(self, agency: str, use: str) -> tuple[KeyRow, ...]:
        """An agency's keys for one use, in force or not."""
        return tuple(row for row in self.keys.values() if row.agency == agency and row.use == use)

    def tls(self, thumbprint: bytes) -> TlsRow | None:
        """Row of a certificate by SHA-256 of its DER; None when unknown."""
        return self.thumbprints.get(thumbprint)

    def agency(self, agency_id: str) -> AgencyRow | None:
        """A member; None when there is none of that id."""
        return self.agencies.get(agency_id)

    def role_ceiling(self, agency: str, system: str) -> frozenset[str]:
        """Roles that a token used from this system may claim; empty when there is no such system."""
        row = self.agencies.get(agency)
        found = row.systems.get(system) if row else None
        return found.roles if found else frozenset()

    def open_log(self, agency: str) -> LogRow:
        """The log in which that agency enters what it answers now. Raises NotServing."""
        for row in self.logs_of(agency):
            if row.open:
                return row
        raise NotServing("no-log", agency)

    def serves(self, agency: str) -> bool:
        """Whether that agency answers calls: it has an open log."""
        return any(row.open for row in self.logs_of(agency))

    def logs_of(self, agency: str) -> tuple[LogRow, ...]:
        """The logs in which that agency ever entered what it answered, closed ones too."""
        return tuple(row for row in self.logs if row.agency == agency)

    def log_of(self, origin: str) -> LogRow | None:
        """A log by its checkpoint origin."""
        return next((row for row in self.logs if row.origin == origin), None)

    def agreements_of(self, holder: str, day: str) -> tuple[AgreementRow, ...]:
        """What lets an agency hold copies of others' records on a day (ISO 8601)."""
        return tuple(row for row in self.agreements if row.holder == holder and row.holds_on(day))

    def expired(self, now_ms: int) -> bool:
        """After this only GetRegistry answers."""
        return now_ms > self.expires_ms

    def expires_soon(self, now_ms: int) -> bool:
        """True from seven days before expiry: warn."""
        return now_ms > self.expires_ms - WARN_MS


def load_registry(raw: bytes, *, previous: Registry | None = None, anchor: Anchor | None = None) -> Registry:
    """Verified version from SignedRegistry bytes, in the order above; RegistryError says where it fell.

    ``previous`` is the version in use: the next one, or the same one again, is accepted.
    Without it ``anchor`` vouches for any version; without both only version 1 is taken.
    """
    file = parse_signed(raw)
    governance = file.governance
    _check_signatures(file, governance, previous, anchor)
    if previous is not None and check_chain(file, previous):
        return previous
    check_first(file)
    return _build(raw, file, governance)


def _check_signatures(
    file: SignedFile, governance: Governance, previous: Registry | None, anchor: Anchor | None
) -> None:
    if len(governance.kids) != len(governance.keys):
        raise UnsignedRegistry("distinct", "governance.keys")
    file.require(governance.keys, governance.threshold, "governance")
    if previous is not None:
        file.require(previous.governance.keys, previous.governance.threshold, "previous governance")
    elif anchor is not None:
        file.require(anchor.keys, anchor.threshold, "anchor")
    elif file.registry.version != 1:
        raise UnsignedRegistry("nobody-vouches", "version")


def _build(raw: bytes, file: SignedFile, governance: Governance) -> Registry:
    said = file.registry
    check_rules(said)
    check_speaking(said)
    check_agreements(said)
    keys, tls, logs, policy = key_rows(said), tls_rows(said), log_rows(said), witness_policy(said)
    check_one_use(governance, keys, tls, logs, policy)
    agencies = agency_rows(said)
    return Registry(
        raw=raw,
        payload=file.payload,
        digest=file.digest,
        version=said.version,
        federation_id=said.federation_id or file.digest,
        name=said.name,
        issued_ms=said.issued_ms,
        expires_ms=said.expires_ms,
        hub=said.hub,
        governance=governance,
        agencies=agencies,
        logs=logs,
        witness_policy=policy,
        keys={row.kid: row for row in keys},
        thumbprints={row.thumbprint: row for row in tls},
        jurisdiction=Jurisdiction(agencies),
        agreements=agreement_rows(said),
    )
