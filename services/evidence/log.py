"""Promise and receipt: is the entry in a log that a quorum of witnesses has seen, and after which registry version?"""

from __future__ import annotations

from hashlib import sha256

from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from audit.checkpoint import OpenedCheckpoint, open_checkpoint
from audit.entry import entry_leaf, registry_leaf
from audit.merkle import ProofError, leaf_hash, verify_inclusion
from audit.note import NoteError
from services.evidence.case import Case
from services.evidence.line import WITNESSES, Fails, Line, require
from services.membership.describe import iso
from services.membership.registry import Registry

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
    evidence, receipt = case.evidence, case.evidence.receipt
    opened = opened_checkpoint(evidence.checkpoint, case.registry, case.answer.issuer)
    index = case.answer.audit_index
    require(receipt.inclusion.index == index, case.server, "receipt is of another entry than the promised one")
    sizes = len(receipt.open_salt) == SALT_BYTES and len(receipt.sealed_sha256) == SALT_BYTES
    require(sizes and commitment_of(receipt) == case.answer.commitment, case.server, "receipt opens another commitment")
    _include(entry_leaf(index, case.answer.commitment), receipt.inclusion, opened, "entry is not in the log")
    names = _cosigners(opened, case.registry)
    last = max(opened.cosigned[name] for name in names)
    return [
        Line(case.server, f"logged at {iso(case.entry.time_ms)} what it was asked and answered"),
        Line(WITNESSES, f"entry {index} of {opened.checkpoint.size} in log {opened.checkpoint.origin}, in this order"),
        Line(WITNESSES, f"seen by {iso(last * 1000)} by {len(names)} witnesses: {', '.join(sorted(names.values()))}"),
    ]


def registry_lines(case: Case) -> list[Line]:
    """The registry version that the call was made under stands in the log before the call."""
    evidence, registry = case.evidence, case.registry
    if case.entry is None:
        return []
    opened = opened_checkpoint(evidence.checkpoint, registry, case.answer.issuer)
    where = evidence.registry_inclusion
    leaf = registry_leaf(registry.version, registry.digest)
    _include(leaf, where, opened, "registry version is not in the log")
    require(where.index < case.answer.audit_index, case.server, "registry version stands in the log after the call")
    claim = f"membership version {registry.version} is entry {where.index} of the same log, before the call"
    return [Line(WITNESSES, claim)]


def opened_checkpoint(note: bytes, registry: Registry, server: str) -> OpenedCheckpoint:
    """Checkpoint of a log of ``server``, who answered, with a quorum of registered witnesses; Fails otherwise."""
    logs = [row.vkey for row in registry.logs_of(server)]
    witnesses = [row.vkey for row in registry.witness_policy.witnesses]
    try:
        opened = open_checkpoint(note, logs, witnesses)
    except NoteError as error:
        raise Fails(WITNESSES, f"checkpoint does not hold ({error})") from None
    size = opened.checkpoint.size
    row = registry.log_of(opened.checkpoint.origin)
    require(row is not None and row.span.covers(size), WITNESSES, "checkpoint is of no registered log at this size")
    quorum = registry.witness_policy.quorum
    require(len(_cosigners(opened, registry)) >= quorum, WITNESSES, f"fewer than {quorum} witnesses cosigned")
    return opened


def _cosigners(opened: OpenedCheckpoint, registry: Registry) -> dict[str, str]:
    """Key name to agency of those whose cosignature counts at this size: one an agency."""
    rows = registry.witness_policy.at(opened.checkpoint.origin, opened.checkpoint.size)
    agencies = {row.agency: row.vkey.name for row in rows if row.vkey.name in opened.cosigned}
    return {name: agency for agency, name in agencies.items()}


def _include(leaf: bytes, proof: LeafProof, opened: OpenedCheckpoint, claim: str) -> None:
    checkpoint = opened.checkpoint
    try:
        verify_inclusion(leaf_hash(leaf), proof.index, checkpoint.size, list(proof.path), checkpoint.root)
    except ProofError:
        raise Fails(WITNESSES, claim) from None
