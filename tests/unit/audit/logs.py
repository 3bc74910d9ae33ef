"""Small logs in memory for tests: a signing key, leaves, checkpoints of any size, proofs between them."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit import ed25519
from audit.checkpoint import Checkpoint, sign_checkpoint
from audit.merkle import consistency_path, leaf_hash, root_from_leaves
from audit.note import COSIGNATURE, ED25519, Signer, VerifierKey

ORIGIN = "rabta.test/audit/1"


def key_of(seed: int) -> Ed25519PrivateKey:
    """A private key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))


def log_signer(seed: int = 1, origin: str = ORIGIN) -> Signer:
    """The Ed25519 signer of the log's notes."""
    return Signer.of(origin, ED25519, key_of(seed))


def witness_signer(number: int) -> Signer:
    """Signer of witness ``number``."""
    return Signer.of(f"witness.test/{number}", COSIGNATURE, key_of(1000 + number))


def witness_key(folder: Path, name: str) -> VerifierKey:
    """Verifier key of a witness whose key lies in ``folder``."""
    return VerifierKey(name, COSIGNATURE, ed25519.public_bytes(ed25519.load_private(folder / "witness.pem")))


class MemoryLog:
    """Leaves with all their trees; two logs that share a prefix are forks."""

    def __init__(self, leaves: list[bytes], signer: Signer | None = None) -> None:
        self.hashes = [leaf_hash(leaf) for leaf in leaves]
        self.signer = signer or log_signer()

    def node(self, level: int, index: int) -> bytes:
        """Hash of a complete subtree."""
        return root_from_leaves(self.hashes[index << level : (index + 1) << level])

    def checkpoint(self, size: int) -> Checkpoint:
        """Tree head at ``size``."""
        return Checkpoint(self.signer.key.name, size, root_from_leaves(self.hashes[:size]))

    def note(self, size: int) -> bytes:
        """Signed checkpoint at ``size``."""
        return sign_checkpoint(self.checkpoint(size), self.signer)

    def proof(self, old: int, new: int) -> list[bytes]:
        """A consistency proof between two sizes (RFC 6962, section 2.1.2)."""
        return consistency_path(old, new, self.node)


def leaves(count: int, mark: str = "") -> list[bytes]:
    """Distinct leaves; ``mark`` makes another family of them."""
    return [f"{mark}{number}".encode() for number in range(count)]
