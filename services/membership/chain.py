"""What a version must keep of the one before it: the federation, the count, and everything once done.

A key stays listed, never changes hands or use, and once revoked stays revoked; a log
keeps its key, and once closed stays closed. So what was signed under an old version stays verifiable under a new one.
Only a certificate may go, once it has expired.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rabta.membership.v1.registry_pb2 import Registry as Payload

from services.membership.build import key_rows, spans_of, tls_rows
from services.membership.errors import BrokenChain, Equivocation, RegistryRollback
from services.membership.rows import KeyRow, Span, TlsRow
from services.membership.signed import SignedFile

if TYPE_CHECKING:
    from services.membership.registry import Registry


def check_first(file: SignedFile) -> None:
    """BrokenChain unless version 1 names no predecessor, and any later one its federation and predecessor."""
    size = 0 if file.registry.version == 1 else 32
    if file.registry.version < 1:
        raise BrokenChain("version", "version")
    if len(file.registry.federation_id) != size:
        raise BrokenChain("size", "federation_id")
    if len(file.registry.previous_sha256) != size:
        raise BrokenChain("size", "previous_sha256")


def check_chain(file: SignedFile, previous: Registry) -> bool:
    """True when ``file`` is ``previous`` again, False when it is its lawful successor; else an error.

    RegistryRollback: older. Equivocation: same version, other content. BrokenChain: anything else.
    """
    said = file.registry
    if said.version < previous.version:
        raise RegistryRollback("rollback", "version")
    if said.version == previous.version:
        if file.digest != previous.digest:
            raise Equivocation("equivocation", "version")
        return True
    if said.version != previous.version + 1:
        raise BrokenChain("gap", "version")
    if said.federation_id != previous.federation_id:
        raise BrokenChain("federation", "federation_id")
    if said.previous_sha256 != previous.digest:
        raise BrokenChain("previous", "previous_sha256")
    if said.name != previous.name:
        raise BrokenChain("renamed", "name")
    if said.issued_ms < previous.issued_ms:
        raise BrokenChain("backdated", "issued_ms")
    _check_kept(said, previous)
    return False


def _check_kept(said: Payload, previous: Registry) -> None:
    keys = {row.kid: row for row in key_rows(said)}
    for old in previous.keys.values():
        _check_row(old, keys.get(old.kid), "keys")
    certificates = {row.thumbprint: row for row in tls_rows(said)}
    for known in previous.thumbprints.values():
        if known.not_after_ms >= said.issued_ms:
            _check_row(known, certificates.get(known.thumbprint), "tls")
    _check_logs(said, previous)
    _check_witnesses(said, previous)
    _check_agreements(said, previous)


def _check_logs(said: Payload, previous: Registry) -> None:
    if len(said.logs) < len(previous.logs):
        raise BrokenChain("log-dropped", "logs")
    for old, new in zip(previous.logs, said.logs, strict=False):
        if (new.origin, new.vkey) != (old.origin, old.vkey.encode()):
            raise BrokenChain("log-dropped", "logs")
        if (new.agency or said.hub) != old.agency:
            raise BrokenChain("changed-hands", "logs")
        if not old.open and new.last_size != old.span.last_size:
            raise BrokenChain("log-reopened", "logs")


def _check_witnesses(said: Payload, previous: Registry) -> None:
    """A retired witness key may go, but never comes back into office."""
    witnesses = {witness.vkey: witness for witness in said.witness_policy.witnesses}
    for old in previous.witness_policy.witnesses:
        new = witnesses.get(old.vkey.encode())
        if new is None or old.open:
            continue
        spans = spans_of(said, new, "witness_policy.witnesses")
        for origin, span in old.spans.items():
            if span.last_size and spans.get(origin, Span()).last_size != span.last_size:
                raise BrokenChain("witness-reopened", "witness_policy.witnesses")


def _check_agreements(said: Payload, previous: Registry) -> None:
    """An agreement may go, and ends so; its id is never that of other parties."""
    parties = {row.id: (row.giver, row.holder) for row in said.agreements}
    for old in previous.agreements:
        if parties.get(old.id, (old.giver, old.holder)) != (old.giver, old.holder):
            raise BrokenChain("changed-hands", "agreements")


def _check_row(old: KeyRow | TlsRow, new: KeyRow | TlsRow | None, where: str) -> None:
    if new is None:
        raise BrokenChain("dropped", where)
    if (old.agency, old.system) != (new.agency, new.system):
        raise BrokenChain("changed-hands", where)
    if isinstance(old, KeyRow) and isinstance(new, KeyRow) and (old.use, old.alg) != (new.use, new.alg):
        raise BrokenChain("changed-use", where)
    if old.revoked_ms and old.revoked_ms != new.revoked_ms:
        raise BrokenChain("revocation-undone", where)
