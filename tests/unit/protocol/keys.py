"""Fixed keys of the worked examples: anyone can make them again. Never use them for anything else.

A P-256 scalar, and an Ed25519 seed, is SHA-256 of the ASCII text ``rabta worked example: NAME``.
"""

from __future__ import annotations

import functools
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.note import Signer
from services.signing.es256 import PrivateKey


def secret(name: str) -> bytes:
    """32 bytes that stand for a secret."""
    return sha256(f"rabta worked example: {name}".encode("ascii")).digest()


@functools.cache
def scalar_key(name: str) -> ec.EllipticCurvePrivateKey:
    """A P-256 key whose scalar follows from its name."""
    return ec.derive_private_key(int.from_bytes(secret(name)), ec.SECP256R1())


@functools.cache
def key(name: str) -> PrivateKey:
    """The same as the project's own kind of key."""
    return PrivateKey(scalar_key(name))


@functools.cache
def note_signer(name: str, key_name: str, alg: int) -> Signer:
    """An Ed25519 key under the name it signs with."""
    return Signer.of(key_name, alg, Ed25519PrivateKey.from_private_bytes(secret(name)))
