"""Is a range of the log that oversight read whole, in order and under a quorum's checkpoint?"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from rabta.audit.v1.audit_service_pb2 import GetEntriesResponse

from audit.entry import SALT_BYTES, commitment, entry_leaf
from audit.merkle import ProofError, leaf_hash, verify_inclusion
from audit.monthkeys import WrappedKey, load_seal_private
from audit.vault import MonthKey, Parts, VaultError, key_id_of, month_key_id, unseal
from services.client.errors import Unproven
from services.client.profile import Profile, ProfileError
from services.client.receipt import quorum_checkpoint
from services.client.registries import held


def check_seals(answer: GetEntriesResponse, seal: ec.EllipticCurvePrivateKey) -> None:
    """Raise Unproven unless every entry shown opens with this holder's own half of its month key, to what is shown.

    The hub opens entries with its own half. Had it wrapped anything else to oversight, oversight would learn so only
    when it needs the log without the hub.
    """
    try:
        keys = {
            month_key_id(row.agency, row.month): MonthKey(
                row.agency, row.month, WrappedKey.decode(row.wrapped).unwrap(row.agency, row.month, seal)
            )
            for row in answer.month_keys
        }
        for entry in answer.entries:
            if entry.open or entry.sealed:
                parts = unseal(entry.index, keys[key_id_of(entry.stored)], entry.stored)
                shown = Parts(entry.open, entry.open_salt, entry.sealed, entry.sealed_salt)
                if parts != shown:
                    raise Unproven("month key")
    except (VaultError, KeyError):
        raise Unproven("month key") from None


def opened_here(profile: Profile, answer: GetEntriesResponse) -> bool:
    """Whether the seal key of the profile opened every entry shown; False where the profile names none.

    Raises Unproven as :func:`check_seals`, and ProfileError for a key that cannot be read.
    """
    if profile.seal_key is None:
        return False
    try:
        seal = load_seal_private(profile.seal_key)
    except VaultError as error:
        raise ProfileError(f"profile: {error}") from None
    check_seals(answer, seal)
    return True


def check_entries(profile: Profile, answer: GetEntriesResponse, start: int, count: int) -> None:
    """Raise Unproven on a gap, a short range, a leaf not under the checkpoint, or an entry that is not its leaf's.

    Salts have their one length: otherwise the first facts of a part could pass for a piece of its salt.
    """
    registry = held(profile).current()
    checkpoint = quorum_checkpoint(answer.checkpoint, registry, profile.hub).checkpoint
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
