"""Turn promises into receipts: one checkpoint, cosigned by a quorum, that everything leads to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rabta.audit.v1.audit_service_pb2 import GetReceiptsRequest, GetReceiptsResponse
from rabta.signing.v1.evidence_pb2 import EntryReceipt, LeafProof

from audit.checkpoint import OpenedCheckpoint, open_checkpoint
from audit.entry import commitment_of_parts, entry_leaf
from audit.merkle import ProofError, leaf_hash, verify_consistency, verify_inclusion
from audit.note import NoteError
from services.client.errors import Unproven
from services.client.promises import Promise, SeenCheckpoint

if TYPE_CHECKING:
    from services.client.channel import Channel
    from services.membership.registry import Registry

GET_RECEIPTS = "/rabta.audit.v1.AuditService/GetReceipts"


@dataclass(frozen=True, slots=True)
class Settled:
    """What one run proved: receipts by leaf index, and the checkpoint they lead to."""

    checkpoint: bytes
    size: int
    receipts: dict[int, EntryReceipt]
    registry_inclusion: LeafProof
    pending: tuple[int, ...]


def quorum_checkpoint(note: bytes, registry: Registry) -> OpenedCheckpoint:
    """A checkpoint of a registered log with cosignatures of k distinct witnesses. Raises Unproven."""
    policy = registry.witness_policy
    try:
        opened = open_checkpoint(note, [log.vkey for log in registry.logs], [row.vkey for row in policy.witnesses])
    except NoteError:
        raise Unproven("checkpoint") from None
    counting = {row.vkey.name for row in policy.at(opened.checkpoint.size)}
    if len(counting & opened.cosigned.keys()) < policy.quorum:
        raise Unproven("quorum")
    return opened


async def settle(channel: Channel, wanted: Sequence[int] = ()) -> Settled:
    """Ask for receipts of all open promises (500 at most) and verify every proof.

    A leaf that is not the promised one is kept as misbehaviour and raises Unproven; a
    promise that the checkpoint does not reach yet stays open. ``wanted`` adds indexes.
    """
    promises = {promise.index: promise for promise in channel.promises.open()}
    indexes = sorted({*promises, *wanted})[:500]
    seen = channel.promises.seen()
    request = GetReceiptsRequest(indexes=indexes, known_size=seen.size if seen else 0)
    exchange = await channel.call(GET_RECEIPTS, request.SerializeToString())
    answer = GetReceiptsResponse.FromString(exchange.proven.body)
    registry = channel.registries.current()
    opened = quorum_checkpoint(answer.checkpoint, registry)
    _extends(channel, seen, opened, answer)
    receipts: dict[int, EntryReceipt] = {}
    for receipt in answer.receipts:
        if receipt.HasField("entry"):
            _proves(channel, promises.get(receipt.index), receipt.index, receipt.entry, opened)
            receipts[receipt.index] = receipt.entry
    channel.promises.proved([index for index in receipts if index in promises])
    inclusion = LeafProof(index=answer.registry_index, path=answer.registry_path)
    size = opened.checkpoint.size
    return Settled(answer.checkpoint, size, receipts, inclusion, tuple(i for i in indexes if i not in receipts))


def _extends(
    channel: Channel, seen: SeenCheckpoint | None, opened: OpenedCheckpoint, answer: GetReceiptsResponse
) -> None:
    checkpoint = opened.checkpoint
    if seen is not None:
        try:
            verify_consistency(seen.size, checkpoint.size, seen.root, checkpoint.root, list(answer.consistency))
        except ProofError:
            channel.promises.misbehaved(checkpoint.size, "fork", answer.checkpoint, channel.clock())
            raise Unproven("consistency") from None
    channel.promises.see(SeenCheckpoint(answer.checkpoint, checkpoint.size, checkpoint.root))


def _proves(
    channel: Channel, promise: Promise | None, index: int, entry: EntryReceipt, opened: OpenedCheckpoint
) -> None:
    commitment = commitment_of_parts(entry.open, entry.open_salt, entry.sealed_sha256)
    leaf = leaf_hash(entry_leaf(index, commitment))
    checkpoint = opened.checkpoint
    try:
        if promise is not None and commitment != promise.commitment:
            raise ProofError("another leaf")
        verify_inclusion(leaf, index, checkpoint.size, list(entry.inclusion.path), checkpoint.root)
    except ProofError:
        channel.promises.misbehaved(index, "another-leaf", entry.SerializeToString(), channel.clock())
        raise Unproven("receipt") from None
