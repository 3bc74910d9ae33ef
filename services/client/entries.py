"""Is a range of the log that oversight read whole, in order and under a quorum's checkpoint?"""

from __future__ import annotations

from rabta.audit.v1.audit_service_pb2 import GetEntriesResponse

from audit.entry import SALT_BYTES, commitment, entry_leaf
from audit.merkle import ProofError, leaf_hash, verify_inclusion
from services.client.errors import Unproven
from services.client.profile import Profile
from services.client.receipt import quorum_checkpoint
from services.client.registries import held


def check_entries(profile: Profile, answer: GetEntriesResponse, start: int, count: int) -> None:
    """Raise Unproven on a gap, a short range, a leaf not under the checkpoint, or an entry that is not its leaf's.

    Salts have their one length: otherwise the first facts of a part could pass for a piece of its salt.
    """
    registry = held(profile).current()
    checkpoint = quorum_checkpoint(answer.checkpoint, registry).checkpoint
    if len(answer.paths) != len(answer.entries):
        raise Unproven("entries")
    if len(answer.entries) != min(count, checkpoint.size - start):
        raise Unproven("gap")
    for place, (entry, path) in enumerate(zip(answer.entries, answer.paths, strict=True)):
        if entry.index != start + place:
            raise Unproven("gap")
        try:
            verify_inclusion(leaf_hash(entry.leaf), entry.index, checkpoint.size, list(path.hashes), checkpoint.root)
        except ProofError:
            raise Unproven("entries") from None
        if entry.open or entry.sealed:
            if not len(entry.open_salt) == len(entry.sealed_salt) == SALT_BYTES:
                raise Unproven("entries")
            value = commitment(entry.open, entry.open_salt, entry.sealed, entry.sealed_salt)
            if entry_leaf(entry.index, value) != entry.leaf:
                raise Unproven("entries")
