"""Wycheproof JSON Web Signature vectors through the signature layer of the token reader.

Every vector runs. The layer must refuse whatever the vectors call invalid, and accept
whatever they call valid, but for the deviations below, each with its reason.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from services.access.jws import BadJws, decode_segment, verified_payload
from services.signing.es256 import PrivateKey, PublicKey
from tests.shared import count_vectors, shared

ONLY_ES256 = "valid under another algorithm: tokens are ES256 and nothing else"
NO_JWK = "the key's JWK says another use: here the use of a key is the registry's, never the message's (test_token.py)"
DEVIATIONS = {ONLY_ES256: 44, NO_JWK: 2}
"""Reason to number of vectors whose verdict differs."""

STRANGER = PrivateKey.generate().public()


def _key(group: dict[str, Any]) -> PublicKey:
    """The group's P-256 key; for RSA, HMAC and other curves there is none, so a stranger's stands in."""
    jwk = group.get("public", group["private"])
    if jwk["kty"] != "EC" or jwk["crv"] != "P-256":
        return STRANGER
    x, y = (int.from_bytes(decode_segment(jwk[name])) for name in ("x", "y"))
    point = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    return PublicKey(point.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def _deviation(group: dict[str, Any], test: dict[str, Any], accepted: bool) -> str:
    if (test["result"] == "valid") == accepted:
        return ""
    jwk = group.get("public", group["private"])
    if not accepted and jwk.get("alg", "") != "ES256":
        return ONLY_ES256
    if accepted and test["comment"] in {"rejectWrongUse", "rejectWrongKeyOps"}:
        return NO_JWK
    return f"unexplained: tcId {test['tcId']} {test['comment']}"


def _accepts(token: Any, key: PublicKey) -> bool:
    """JSON serialisations (objects in the vectors) are no compact token and reach the layer as text."""
    text = token if isinstance(token, str) else json.dumps(token)
    try:
        verified_payload(text, key)
    except BadJws:
        return False
    return True


def test_every_vector() -> None:
    vectors = json.loads(shared("vectors", "wycheproof", "json_web_signature_test.json").read_text("utf-8"))
    found: Counter[str] = Counter()
    ran = 0
    for group in vectors["testGroups"]:
        key = _key(group)
        for test in group["tests"]:
            found[_deviation(group, test, _accepts(test["jws"], key))] += 1
            ran += 1
    del found[""]
    assert found == DEVIATIONS
    assert ran == vectors["numberOfTests"] == 401
    count_vectors("Wycheproof JSON Web Signature", ran)


def test_the_valid_es256_vectors_give_their_payload() -> None:
    vectors = json.loads(shared("vectors", "wycheproof", "json_web_signature_test.json").read_text("utf-8"))
    payloads = [
        verified_payload(test["jws"], _key(group))
        for group in vectors["testGroups"]
        for test in group["tests"]
        if group["comment"] in {"es256", "SpecialCaseEs256"} and test["result"] == "valid"
    ]
    assert payloads == [b"foo", b"foo"]


@pytest.mark.parametrize("comment", ["es256", "SpecialCaseEs256"])
def test_no_deviation_under_es256(comment: str) -> None:
    vectors = json.loads(shared("vectors", "wycheproof", "json_web_signature_test.json").read_text("utf-8"))
    (group,) = (group for group in vectors["testGroups"] if group["comment"] == comment)
    assert not [test for test in group["tests"] if _deviation(group, test, _accepts(test["jws"], _key(group)))]
