"""Ed25519 keys: which public keys are admitted, and private keys in files of their owner alone.

A public key is admitted only if it is the canonical encoding of a point of prime
order. RFC 8032 leaves small-order and mixed-order keys open; under such a key one
signature can hold for several texts, or hold for one verifier and not for another.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_SQRT_MINUS_ONE = pow(2, (_P - 1) // 4, _P)
_IDENTITY = (0, 1, 1, 0)

# Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 5.1.4).
_Point = tuple[int, int, int, int]


class Ed25519KeyError(Exception):
    """A public key is not admitted, or a private key file is missing, loose or of another kind."""


def _add(p: _Point, q: _Point) -> _Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = 2 * p[3] * q[3] * _D % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _decode(public: bytes) -> _Point:
    """Point of an encoding (RFC 8032 5.1.3); Ed25519KeyError unless canonical and on the curve."""
    number = int.from_bytes(public, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= _P:
        raise Ed25519KeyError("public key is not canonical")
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _SQRT_MINUS_ONE % _P
    if x * x % _P != square:
        raise Ed25519KeyError("public key is not a point of the curve")
    if x == 0 and sign:
        raise Ed25519KeyError("public key is not canonical")
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _times_order(point: _Point) -> _Point:
    result = _IDENTITY
    for bit in range(_ORDER.bit_length() - 1, -1, -1):
        result = _add(result, result)
        if _ORDER >> bit & 1:
            result = _add(result, point)
    return result


@lru_cache(maxsize=256)
def admit(public: bytes) -> None:
    """Admit a 32-byte public key of prime order in canonical form; else Ed25519KeyError."""
    if len(public) != KEY_BYTES:
        raise Ed25519KeyError("public key is not 32 bytes")
    x, y, z, _ = point = _decode(public)
    if x == 0 and y == z:
        raise Ed25519KeyError("public key is the identity")
    x, y, z, _ = _times_order(point)
    if x or y != z:
        raise Ed25519KeyError("public key is not of prime order")


@lru_cache(maxsize=256)
def _loaded(public: bytes) -> Ed25519PublicKey:
    admit(public)
    return Ed25519PublicKey.from_public_bytes(public)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a 64-byte signature holds (RFC 8032) under an admitted key; Ed25519KeyError for another key."""
    try:
        _loaded(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def public_bytes(private: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of the public key."""
    return private.public_key().public_bytes_raw()


def create_private(path: Path) -> Ed25519PrivateKey:
    """New private key in a PKCS8 PEM file of mode 0600; FileExistsError rather than overwrite."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return private


def load_private(path: Path) -> Ed25519PrivateKey:
    """Private key from a PKCS8 PEM file; Ed25519KeyError when others may read it, or it is no Ed25519 key."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise Ed25519KeyError("key file is open to others than its owner")
            key = serialization.load_pem_private_key(file.read(), None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise Ed25519KeyError("key file cannot be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise Ed25519KeyError("key file holds no Ed25519 key")
    return key
