"""ES256 over DSSE pre-authentication encoding: signatures of governance and of retention holders."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from audit.verify.problem import VerifyError

Keys = dict[bytes, ec.EllipticCurvePublicKey]
_BLOCK = re.compile(rb"-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=\n]+-----END PUBLIC KEY-----\n?")


def pae(kind: bytes, body: bytes) -> bytes:
    """DSSE v1 pre-authentication encoding."""
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)


def spki(key: ec.EllipticCurvePublicKey) -> bytes:
    """DER SubjectPublicKeyInfo with an uncompressed point."""
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def keys_of(ders: Iterable[bytes], where: str) -> Keys:
    """P-256 keys by SHA-256 of their canonical encoding; one key in two encodings is one key."""
    keys: Keys = {}
    for der in ders:
        try:
            key = serialization.load_der_public_key(der)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise VerifyError(where, "not a public key") from error
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise VerifyError(where, "public key is not on P-256")
        keys[sha256(spki(key)).digest()] = key
    return keys


def keys_of_pem(pem: bytes, where: str) -> Keys:
    """Keys of PEM ``PUBLIC KEY`` blocks, one after another and nothing else; VerifyError otherwise."""
    blocks = _BLOCK.findall(pem)
    if not blocks or b"".join(blocks) != pem:
        raise VerifyError(where, "not PEM public keys alone")
    try:
        loaded = [serialization.load_pem_public_key(block) for block in blocks]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise VerifyError(where, "not a public key") from error
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return keys_of((key.public_bytes(*form) for key in loaded), where)


def holds(key: ec.EllipticCurvePublicKey, signature: bytes, message: bytes) -> bool:
    """Whether ``signature``, 64 bytes r || s (RFC 7518 3.4), holds."""
    if len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
