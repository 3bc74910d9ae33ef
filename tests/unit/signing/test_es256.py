"""ES256: strict keys, strict signatures, deterministic signing."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from services.signing.es256 import ALG, ORDER, BadKey, BadSignature, PrivateKey, PublicKey, from_der, kid_of, to_der
from services.signing.keyfile import UnsafeFile

KEY = PrivateKey.generate()
PUBLIC = KEY.public()
MESSAGE = b"what was said"
SIGNATURE = KEY.sign(MESSAGE)
SCALARS = st.integers(min_value=1, max_value=ORDER - 1)


def pair(r: int, s: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def test_sign_and_verify() -> None:
    PUBLIC.verify(SIGNATURE, MESSAGE)
    assert len(SIGNATURE) == 64


def test_signing_is_deterministic() -> None:
    assert KEY.sign(MESSAGE) == SIGNATURE
    assert KEY.sign(MESSAGE + b"!") != SIGNATURE


def test_rfc6979_sample() -> None:
    """RFC 6979 A.2.5, P-256 with SHA-256, message "sample"."""
    secret = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
    key = PrivateKey(ec.derive_private_key(secret, ec.SECP256R1()))
    expected = pair(
        0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
        0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
    )
    assert key.sign(b"sample") == expected


@given(st.integers(min_value=0, max_value=63), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_of_the_signature_fails(place: int, change: int) -> None:
    changed = bytearray(SIGNATURE)
    changed[place] ^= change
    with pytest.raises(BadSignature):
        PUBLIC.verify(bytes(changed), MESSAGE)


@given(st.binary(max_size=100).filter(lambda message: message != MESSAGE))
def test_another_message_fails(message: bytes) -> None:
    with pytest.raises(BadSignature):
        PUBLIC.verify(SIGNATURE, message)


def test_another_key_fails() -> None:
    with pytest.raises(BadSignature):
        PrivateKey.generate().public().verify(SIGNATURE, MESSAGE)


@pytest.mark.parametrize("size", [0, 1, 63, 65, 70, 128])
def test_length_is_exact(size: int) -> None:
    with pytest.raises(BadSignature):
        PUBLIC.verify((SIGNATURE + SIGNATURE)[:size], MESSAGE)


@pytest.mark.parametrize("place", [0, 32])
def test_a_leading_zero_more_is_another_encoding(place: int) -> None:
    with pytest.raises(BadSignature):
        PUBLIC.verify(SIGNATURE[:place] + b"\0" + SIGNATURE[place:], MESSAGE)


@pytest.mark.parametrize(("r", "s"), [(0, 1), (1, 0), (0, 0), (ORDER, 1), (1, ORDER), (2**256 - 1, 1), (1, 2**256 - 1)])
def test_scalars_out_of_range(r: int, s: int) -> None:
    with pytest.raises(BadSignature):
        PUBLIC.verify(pair(r, s), MESSAGE)
    with pytest.raises(BadSignature):
        to_der(pair(r, s))


@given(SCALARS, SCALARS)
def test_der_round_trip(r: int, s: int) -> None:
    assert from_der(to_der(pair(r, s))) == pair(r, s)


@given(st.binary(max_size=80))
def test_from_der_accepts_only_what_to_der_makes(der: bytes) -> None:
    try:
        raw = from_der(der)
    except BadSignature:
        return
    assert to_der(raw) == der


@pytest.mark.parametrize("r", [1, 0x7F, 0x80, 0xFF, 0x100, ORDER - 1, 1 << 255])
def test_der_padding(r: int) -> None:
    der = to_der(pair(r, 1))
    assert der[0] == 0x30
    assert der[1] == len(der) - 2
    assert from_der(der) == pair(r, 1)
    with pytest.raises(BadSignature):
        from_der(der + b"\0")
    with pytest.raises(BadSignature):
        from_der(b"\x30\x81" + der[1:])


def spki_of(public: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey | rsa.RSAPublicKey) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize(
    "spki",
    [
        b"",
        b"\x30",
        PUBLIC.spki[:-1],
        PUBLIC.spki + b"\0",
        spki_of(ec.generate_private_key(ec.SECP384R1()).public_key()),
        spki_of(ec.generate_private_key(ec.SECP256K1()).public_key()),
        spki_of(ed25519.Ed25519PrivateKey.generate().public_key()),
        spki_of(rsa.generate_private_key(65537, 2048).public_key()),
    ],
    ids=["empty", "one-byte", "short", "long", "p384", "secp256k1", "ed25519", "rsa"],
)
def test_only_p256_in_one_encoding(spki: bytes) -> None:
    with pytest.raises(BadKey):
        PublicKey(spki)


@pytest.mark.parametrize(
    "public",
    [
        ec.generate_private_key(ec.SECP384R1()).public_key(),
        ec.generate_private_key(ec.SECP256K1()).public_key(),
        ed25519.Ed25519PrivateKey.generate().public_key(),
    ],
    ids=["p384", "secp256k1", "ed25519"],
)
def test_a_key_of_another_curve_is_called_so(public: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey) -> None:
    with pytest.raises(BadKey, match="not a P-256 key"):
        PublicKey(spki_of(public))


def test_the_numbers_of_the_standards() -> None:
    """RFC 7518 section 3.4, and the order of P-256 in FIPS 186-4 D.1.2.3."""
    assert ALG == "ES256"
    assert ORDER == 115792089210356248762697446949407573529996955224135760342422259061068512044369


def test_hybrid_point_is_refused() -> None:
    """The other encoding that is as long as the canonical one (X9.62 4.3.6)."""
    place = len(PUBLIC.spki) - 65
    hybrid = PUBLIC.spki[:place] + bytes((6 + (PUBLIC.spki[-1] & 1),)) + PUBLIC.spki[place + 1 :]
    with pytest.raises(BadKey):
        PublicKey(hybrid)


def test_compressed_point_is_refused() -> None:
    """The same key in another encoding would be a second id for it."""
    point = PUBLIC.spki[-65:]
    compressed = bytes((2 + (point[64] & 1),)) + point[1:33]
    head = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200")
    with pytest.raises(BadKey):
        PublicKey(head + compressed)


def test_point_off_the_curve_is_refused() -> None:
    changed = PUBLIC.spki[:-1] + bytes((PUBLIC.spki[-1] ^ 1,))
    with pytest.raises(BadKey):
        PublicKey(changed)


def test_kid_is_digest_of_spki() -> None:
    assert KEY.kid == PUBLIC.kid == kid_of(KEY.spki)
    assert len(KEY.kid) == 32


def test_pem_of_public_key() -> None:
    assert PublicKey.from_pem(PUBLIC.pem()).kid == KEY.kid
    with pytest.raises(BadKey):
        PublicKey.from_pem(b"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n")


def test_save_and_load(tmp_path: Path) -> None:
    path = tmp_path / "message.key"
    KEY.save(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert PrivateKey.load(path).sign(MESSAGE) == SIGNATURE
    with pytest.raises(FileExistsError):
        PrivateKey.generate().save(path)
    assert PrivateKey.load(path).kid == KEY.kid


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610, 0o700 | 0o001])
def test_loose_key_file_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "message.key"
    KEY.save(path)
    path.chmod(mode)
    with pytest.raises(UnsafeFile):
        PrivateKey.load(path)


@pytest.mark.parametrize(
    "other",
    [
        ec.generate_private_key(ec.SECP384R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        ed25519.Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"x")
        ),
        b"",
        b"secret words",
    ],
)
def test_other_private_keys_are_refused(other: bytes) -> None:
    with pytest.raises(BadKey) as caught:
        PrivateKey.from_pem(other)
    assert "secret" not in str(caught.value)


def test_nothing_private_is_shown() -> None:
    assert repr(KEY) == f"PrivateKey(kid={KEY.kid.hex()[:16]})"
    assert not hasattr(KEY, "__dict__")
