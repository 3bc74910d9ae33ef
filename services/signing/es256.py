"""ECDSA on P-256 with SHA-256, signatures as 64 bytes r || s (RFC 7518 section 3.4).

Signing is deterministic (RFC 6979): no bad random number ever gives a key away, and the
worked examples of the protocol can be made again. A key's id, ``kid``, is the SHA-256
of its DER SubjectPublicKeyInfo.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

from services.errors import RabtaError
from services.signing.keyfile import read_private, write_private

ALG: Final = "ES256"
SIGNATURE_BYTES: Final = 64
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_VERIFY: Final = ec.ECDSA(hashes.SHA256())
_SIGN: Final = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


class BadSignature(RabtaError):
    """The signature is malformed or does not fit key and message; which of the two is not said."""


class BadKey(RabtaError, ValueError):
    """The bytes are not a P-256 key in its one accepted encoding."""


def kid_of(spki: bytes) -> bytes:
    """SHA-256 of a DER SubjectPublicKeyInfo, 32 bytes."""
    return sha256(spki).digest()


def _integer(scalar: bytes) -> bytes:
    """DER INTEGER of a 32-byte big-endian scalar; BadSignature outside [1, order - 1]."""
    if not 0 < int.from_bytes(scalar) < ORDER:
        raise BadSignature
    body = scalar.lstrip(b"\0")
    if body[0] & 0x80:
        body = b"\0" + body
    return bytes((2, len(body))) + body


def to_der(signature: bytes) -> bytes:
    """r || s (64 bytes) as DER ECDSA-Sig-Value (RFC 3279 2.2.3); BadSignature on length or range."""
    if len(signature) != SIGNATURE_BYTES:
        raise BadSignature
    body = _integer(signature[:32]) + _integer(signature[32:])
    return bytes((0x30, len(body))) + body


def from_der(der: bytes) -> bytes:
    """DER ECDSA-Sig-Value as r || s, 64 bytes; BadSignature unless it is the one canonical encoding."""
    try:
        size = der[3]
        first, second = der[4 : 4 + size], der[6 + size :]
        signature = int.from_bytes(first).to_bytes(32) + int.from_bytes(second).to_bytes(32)
    except (IndexError, OverflowError):
        raise BadSignature from None
    if to_der(signature) != der:
        raise BadSignature
    return signature


class PublicKey:
    """One P-256 public key, from its DER SubjectPublicKeyInfo: named curve, uncompressed point, 91 bytes."""

    __slots__ = ("_key", "kid", "spki")

    def __init__(self, spki: bytes) -> None:
        try:
            key = load_der_public_key(spki)
        except (ValueError, UnsupportedAlgorithm):
            raise BadKey("not a public key") from None
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise BadKey("not a P-256 key")
        if key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) != spki:
            raise BadKey("not the canonical encoding of its key")
        self._key = key
        self.spki = spki
        self.kid = kid_of(spki)

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """From a PEM ``PUBLIC KEY`` block; BadKey otherwise."""
        try:
            key = load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm):
            raise BadKey("not a public key in PEM") from None
        return cls(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    def verify(self, signature: bytes, message: bytes) -> None:
        """Raise BadSignature unless ``signature`` (64 bytes) is this key's over ``message``."""
        try:
            self._key.verify(to_der(signature), message, _VERIFY)
        except InvalidSignature:
            raise BadSignature from None

    def pem(self) -> bytes:
        """The key as a PEM ``PUBLIC KEY`` block."""
        return self._key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


class PrivateKey:
    """One P-256 private key. It shows its ``kid`` and ``spki`` and nothing else."""

    __slots__ = ("_key", "kid", "spki")

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        if not isinstance(key.curve, ec.SECP256R1):
            raise BadKey("not a P-256 key")
        self._key = key
        self.spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.kid = kid_of(self.spki)

    @classmethod
    def generate(cls) -> Self:
        """A new P-256 key from the system's randomness; it lies in memory until it is saved."""
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def from_pem(cls, pem: bytes) -> Self:
        """From unencrypted PKCS #8 PEM; BadKey otherwise."""
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise BadKey("not an unencrypted private key in PEM") from None
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise BadKey("not a P-256 key")
        return cls(key)

    @classmethod
    def load(cls, path: Path) -> Self:
        """From a file of mode 0600; UnsafeFile when looser, BadKey when not a P-256 key."""
        return cls.from_pem(read_private(path))

    def save(self, path: Path) -> None:
        """To a new file of mode 0600, PKCS #8 PEM; FileExistsError where one is there."""
        write_private(path, self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    def public(self) -> PublicKey:
        """The public half, which verifies what this key signs."""
        return PublicKey(self.spki)

    def sign(self, message: bytes) -> bytes:
        """r || s over ``message``, 64 bytes."""
        return from_der(self._key.sign(message, _SIGN))

    def __repr__(self) -> str:
        return f"PrivateKey(kid={self.kid.hex()[:16]})"
