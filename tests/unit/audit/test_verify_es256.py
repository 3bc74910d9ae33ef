"""Signatures in the offline verifier: 64 bytes and no others, keys in one encoding."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.verify.es256 import holds, keys_of, keys_of_pem, spki
from audit.verify.problem import VerifyError
from tests.unit.audit.exports import es256, p256, pem

KEY = p256(7)
MESSAGE = b"what was said"
SIGNATURE = es256(KEY, MESSAGE)


def test_a_signature_of_64_bytes_holds() -> None:
    assert len(SIGNATURE) == 64
    assert holds(KEY.public_key(), SIGNATURE, MESSAGE)


@pytest.mark.parametrize("size", [0, 1, 32, 63, 65, 66, 128])
def test_one_of_another_length_does_not(size: int) -> None:
    assert not holds(KEY.public_key(), (SIGNATURE + SIGNATURE)[:size], MESSAGE)


@pytest.mark.parametrize("more", [b"\0", b"\1", b"\xff", b"\0" * 32])
def test_nothing_may_follow_it_or_stand_before_it(more: bytes) -> None:
    """A verifier that reads the first or the last 64 bytes would take a signature in many spellings."""
    assert not holds(KEY.public_key(), SIGNATURE + more, MESSAGE)
    assert not holds(KEY.public_key(), more + SIGNATURE, MESSAGE)
    assert not holds(KEY.public_key(), SIGNATURE[:32] + more + SIGNATURE[32:], MESSAGE)


@pytest.mark.parametrize("place", [0, 31, 32, 63])
def test_a_changed_byte_is_seen(place: int) -> None:
    changed = bytearray(SIGNATURE)
    changed[place] ^= 1
    assert not holds(KEY.public_key(), bytes(changed), MESSAGE)


def test_another_message_or_key_is_seen() -> None:
    assert not holds(KEY.public_key(), SIGNATURE, MESSAGE + b"!")
    assert not holds(p256(8).public_key(), SIGNATURE, MESSAGE)


@pytest.mark.parametrize(
    "signature",
    [bytes(64), bytes(32) + SIGNATURE[32:], SIGNATURE[:32] + bytes(32), b"\xff" * 64],
    ids=["both zero", "r zero", "s zero", "both beyond the order"],
)
def test_scalars_out_of_range_hold_for_nothing(signature: bytes) -> None:
    assert not holds(KEY.public_key(), signature, MESSAGE)


def test_what_surrounds_a_block_of_pem_is_refused() -> None:
    good = pem([KEY])
    assert len(keys_of_pem(good + pem([p256(8)]), "keys")) == 2
    for wrong in (b"", b" " + good, good + b"x", b"note\n" + good, good.replace(b"PUBLIC", b"PRIVATE")):
        with pytest.raises(VerifyError):
            keys_of_pem(wrong, "keys")


def test_one_key_twice_is_one_key() -> None:
    der = spki(KEY.public_key())
    assert len(keys_of([der, der], "keys")) == 1


def der_of(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    "other",
    [
        ec.generate_private_key(ec.SECP384R1()),
        ec.generate_private_key(ec.SECP256K1()),
        ed25519.Ed25519PrivateKey.generate(),
    ],
    ids=["p384", "secp256k1", "ed25519"],
)
def test_a_key_of_another_curve_is_refused(other: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> None:
    with pytest.raises(VerifyError, match="not on P-256"):
        keys_of([der_of(KEY), der_of(other)], "keys")


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(VerifyError, match="not a public key"):
        keys_of([b"0" * 91], "keys")
    with pytest.raises(VerifyError, match="not a public key"):
        keys_of_pem(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "keys")
