"""Turn promises into receipts: one checkpoint, cosigned by a quorum, that everything leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse
from rabta.signing.v1.evidence_pb2 import EntryReceipt, Evidence, LeafProof

from audit.checkpoint import Checkpoint, OpenedCheckpoint
from audit.entry import SALT_BYTES, entry_leaf, registry_leaf
from audit.merkle import HASH_BYTES, ProofError, leaf_hash, verify_consistency, verify_inclusion
from services.client.errors import Refusal, Unproven
from services.client.store.promises import Promise, SeenCheckpoint
from services.evidence.checkpoint import CheckpointFault, cosigned

if TYPE_CHECKING:
    from services.client.channel import Channel
    from services.membership.registry import Registry

GET_RECEIPTS = "/rabta.audit.v1.AuditService/GetReceipts"
MAX_PROMISES = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """What one run proved: receipts by leaf index, and the checkpoint they lead to.

    ``registry_version`` is the version that ``registry_inclusion`` proves; 0 where it is none held here.
    """

    checkpoint: bytes
    size: int
    receipts: dict[int, EntryReceipt]
    registry_version: int
    registry_inclusion: LeafProof
    pending: tuple[int, ...]


def quorum_checkpoint(note: bytes, registry: Registry, server: str) -> OpenedCheckpoint:
    """A checkpoint of a log of ``server`` with cosignatures of k witnesses of distinct agencies. Raises Unproven."""
    try:
        return cosigned(note, registry, server).opened
    except CheckpointFault as fault:
        raise Unproven(fault.step) from None


async def settle(channel: Channel, wanted: Sequence[int] = (), registry_version: int = 0) -> Settled:
    """Ask for receipts of the open log's open promises, after those ``wanted`` (500 in all at most); verify all.

    A leaf that is not the promised one is kept as misbehaviour and raises Unproven; a promise without a
    receipt stays open, and the others go before it next time. Begins again where a new log was opened meanwhile.
    ``registry_version``: whose leaf is to be proved, 0 for the newest.
    """
    origin = channel.origin()
    promises = {promise.index: promise for promise in channel.promises.open(MAX_PROMISES, origin)}
    indexes = list(dict.fromkeys([*wanted, *promises]))[:MAX_PROMISES]
    seen = channel.promises.seen(origin)
    known = seen.size if seen else 0
    request = GetReceiptsRequest(indexes=indexes, known_size=known, registry_version=registry_version)
    try:
        exchange = await channel.call(GET_RECEIPTS, request.SerializeToString())
    except Refusal as refusal:
        if any(broken.field == "known_size" for broken in refusal.broken):
            raise Unproven("consistency") from None  # a log once proved larger than the hub now says it is
        raise
    if channel.origin() != origin:
        return await settle(channel, wanted, registry_version)
    answer = GetReceiptsResponse.FromString(exchange.proven.body)
    if not answer.checkpoint and seen is None:
        return Settled(b"", 0, {}, 0, LeafProof(), tuple(indexes))
    head = quorum_checkpoint(answer.checkpoint, channel.registries.current(), channel.profile.hub).checkpoint
    if head.origin != origin:
        raise Unproven("checkpoint")
    _extends(channel, seen, head, answer)
    receipts: dict[int, EntryReceipt] = {}
    for receipt in answer.receipts:
        if receipt.HasField("entry"):
            promise = promises.get(receipt.index) or channel.promises.get(origin, receipt.index)
            _proves(channel, promise, receipt.entry, receipt.index, (answer.checkpoint, head))
            receipts[receipt.index] = receipt.entry
    pending = tuple(index for index in indexes if index not in receipts)
    channel.promises.proved(origin, list(receipts))
    channel.promises.asked(origin, pending)
    inclusion = LeafProof(index=answer.registry_index, path=answer.registry_path)
    version = _registry_version(channel.registries.chain(), inclusion, head)
    return Settled(answer.checkpoint, head.size, receipts, version, inclusion, pending)


def _extends(channel: Channel, seen: SeenCheckpoint | None, head: Checkpoint, answer: GetReceiptsResponse) -> None:
    if seen is not None:
        try:
            verify_consistency(seen.size, head.size, seen.root, head.root, list(answer.consistency))
        except ProofError:
            for note in (seen.note, answer.checkpoint):
                channel.promises.misbehaved(head.size, "fork", Evidence(format=1, checkpoint=note), channel.clock())
            raise Unproven("consistency") from None
    channel.promises.see(SeenCheckpoint(head.origin, answer.checkpoint, head.size, head.root))


def _proves(
    channel: Channel, promise: Promise | None, entry: EntryReceipt, index: int, under: tuple[bytes, Checkpoint]
) -> None:
    """The entry is the promised one, at its place under the checkpoint; no fact passes for a piece of its salt."""
    note, head = under
    commitment = sha256(sha256(entry.open_salt + entry.open).digest() + entry.sealed_sha256).digest()
    leaf = leaf_hash(entry_leaf(index, commitment))
    try:
        if len(entry.open_salt) != SALT_BYTES or len(entry.sealed_sha256) != HASH_BYTES:
            raise ProofError("another form")
        if promise is not None and commitment != promise.commitment:
            raise ProofError("another leaf")
        if entry.inclusion.index != index:
            raise ProofError("another place")
        verify_inclusion(leaf, index, head.size, list(entry.inclusion.path), head.root)
    except ProofError:
        proof = promise.evidence() if promise else Evidence(format=1)
        proof.checkpoint = note
        proof.receipt.CopyFrom(entry)
        channel.promises.misbehaved(index, "another-leaf", proof, channel.clock())
        raise Unproven("receipt") from None


def _registry_version(chain: Sequence[Registry], inclusion: LeafProof, head: Checkpoint) -> int:
    """The version held here that stands at ``inclusion``; 0 for none."""
    for registry in chain:
        leaf = leaf_hash(registry_leaf(registry.version, registry.digest))
        try:
            verify_inclusion(leaf, inclusion.index, head.size, list(inclusion.path), head.root)
        except ProofError:
            continue
        return registry.version
    return 0
