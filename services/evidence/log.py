"""Promise and receipt: is the entry in a log that a quorum of witnesses has seen, and after which registry version?"""

from __future__ import annotations

from hashlib import sha256

from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from audit.checkpoint import OpenedCheckpoint
from audit.entry import entry_leaf, registry_leaf
from audit.merkle import ProofError, leaf_hash, verify_inclusion
from services.evidence.case import Case
from services.evidence.checkpoint import CheckpointFault, Cosigned, cosigned
from services.evidence.line import WITNESSES, Fails, Line, require
from services.membership.describe import iso

SALT_BYTES = 32


def commitment_of(receipt: EntryReceipt) -> bytes:
    """SHA-256(SHA-256(salt || open) || digest of the sealed part): what the leaf holds and the answer promised."""
    return sha256(sha256(receipt.open_salt + receipt.open).digest() + receipt.sealed_sha256).digest()


def promise_lines(case: Case) -> list[Line]:
    """What the hub's answer alone says of the log."""
    if case.answer.no_leaf:
        return [Line(case.server, "says that this refusal left no log entry")]
    claim = f"promises log entry {case.answer.audit_index}"
    if not case.evidence.HasField("receipt"):
        claim += ": a promise under the hub's key only, no witness has proven it here"
    return [Line(case.server, claim)]


def receipt_lines(case: Case) -> list[Line]:
    """From promise to proof: opened entry, inclusion, checkpoint, cosignatures, and the registry version before it."""
    if case.entry is None:
        return []
    receipt, index, head = case.evidence.receipt, case.answer.audit_index, _head(case)
    require(receipt.inclusion.index == index, case.server, "receipt is of another entry than the promised one")
    sizes = len(receipt.open_salt) == SALT_BYTES and len(receipt.sealed_sha256) == SALT_BYTES
    require(sizes and commitment_of(receipt) == case.answer.commitment, case.server, "receipt opens another commitment")
    _include(entry_leaf(index, case.answer.commitment), receipt.inclusion, head.opened, "entry is not in the log")
    names, checkpoint = head.agencies, head.opened.checkpoint
    last = max(head.opened.cosigned[name] for name in names)
    return [
        Line(case.server, f"logged at {iso(case.entry.time_ms)} what it was asked and answered"),
        Line(WITNESSES, f"entry {index} of {checkpoint.size} in log {checkpoint.origin}, in this order"),
        Line(WITNESSES, f"seen by {iso(last * 1000)} by {len(names)} witnesses: {', '.join(sorted(names.values()))}"),
    ]


def registry_lines(case: Case) -> list[Line]:
    """The registry version that the call was made under stands in the log before the call."""
    evidence, registry = case.evidence, case.registry
    if case.entry is None:
        return []
    where = evidence.registry_inclusion
    leaf = registry_leaf(registry.version, registry.digest)
    _include(leaf, where, _head(case).opened, "registry version is not in the log")
    require(where.index < case.answer.audit_index, case.server, "registry version stands in the log after the call")
    claim = f"membership version {registry.version} is entry {where.index} of the same log, before the call"
    return [Line(WITNESSES, claim)]


def _head(case: Case) -> Cosigned:
    """The bundle's checkpoint, of a log of who answered, with a quorum of registered witnesses; Fails otherwise."""
    try:
        return cosigned(case.evidence.checkpoint, case.registry, case.answer.issuer)
    except CheckpointFault as fault:
        raise Fails(WITNESSES, str(fault)) from None


def _include(leaf: bytes, proof: LeafProof, opened: OpenedCheckpoint, claim: str) -> None:
    checkpoint = opened.checkpoint
    try:
        verify_inclusion(leaf_hash(leaf), proof.index, checkpoint.size, list(proof.path), checkpoint.root)
    except ProofError:
        raise Fails(WITNESSES, claim) from None
