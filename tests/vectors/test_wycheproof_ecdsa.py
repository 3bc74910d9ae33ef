"""Wycheproof ECDSA P-256 with SHA-256: the signatures of headers, pages, registries and tokens.

On the wire signatures are r || s; DER stands only between us and the library, and is read
as strictly. No deviation: what the vectors call invalid is refused, all else accepted.
"""

from __future__ import annotations

import pytest

from services.signing.es256 import BadKey, BadSignature, PublicKey, from_der, to_der
from tests.shared import count_vectors
from tests.vectors.wycheproof import cases


def accepts(key: PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except BadSignature:
        return False
    return True


def accepts_der(key: PublicKey, der: bytes, message: bytes) -> bool:
    try:
        return accepts(key, from_der(der), message)
    except BadSignature:
        return False


def test_p1363() -> None:
    wrong, number = [], 0
    for group, test in cases("ecdsa_secp256r1_sha256_p1363_test"):
        key = PublicKey(bytes.fromhex(group["publicKeyDer"]))
        holds = accepts(key, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
        number += 1
        if holds != (test["result"] == "valid"):
            wrong.append((test["tcId"], test["comment"]))
    assert wrong == []
    count_vectors("Wycheproof ECDSA P-256 r||s", number)


def test_der() -> None:
    wrong, number = [], 0
    for group, test in cases("ecdsa_secp256r1_sha256_test"):
        key = PublicKey(bytes.fromhex(group["publicKeyDer"]))
        holds = accepts_der(key, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
        number += 1
        if holds != (test["result"] == "valid"):
            wrong.append((test["tcId"], test["comment"]))
    assert wrong == []
    count_vectors("Wycheproof ECDSA P-256 DER", number)


def test_valid_der_has_one_spelling() -> None:
    for _, test in cases("ecdsa_secp256r1_sha256_test"):
        if test["result"] == "valid":
            der = bytes.fromhex(test["sig"])
            assert to_der(from_der(der)) == der


def test_keys_of_the_vectors_are_read_in_one_encoding_only() -> None:
    for group, _ in cases("ecdsa_secp256r1_sha256_test"):
        spki = bytes.fromhex(group["publicKeyDer"])
        assert PublicKey(spki).spki == spki
        with pytest.raises(BadKey):
            PublicKey(spki + b"\0")
