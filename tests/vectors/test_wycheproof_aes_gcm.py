"""Wycheproof AES-GCM through the AEAD that seals log entries, page tokens and stored fields."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.shared import count_vectors
from tests.vectors.wycheproof import cases

ODD_IV = "nonce below 8 or above 128 bytes: the library refuses it; ours are always 12"
DEVIATIONS = {ODD_IV: 27}
"""Reason to number of vectors called valid that are refused."""


def opened(test: dict[str, Any]) -> bytes | None:
    sealed = bytes.fromhex(test["ct"] + test["tag"])
    try:
        return AESGCM(bytes.fromhex(test["key"])).decrypt(bytes.fromhex(test["iv"]), sealed, bytes.fromhex(test["aad"]))
    except (InvalidTag, ValueError):
        return None


def test_aes_gcm() -> None:
    deviations: Counter[str] = Counter()
    number = 0
    for group, test in cases("aes_gcm_test"):
        assert group["tagSize"] == 128
        number += 1
        message = opened(test)
        if test["result"] != "valid":
            assert message is None, test["tcId"]
        elif not 64 <= group["ivSize"] <= 1024:
            assert message is None
            deviations[ODD_IV] += 1
        else:
            assert message == bytes.fromhex(test["msg"]), test["tcId"]
            sealed = AESGCM(bytes.fromhex(test["key"])).encrypt(
                bytes.fromhex(test["iv"]), message, bytes.fromhex(test["aad"])
            )
            assert sealed.hex() == test["ct"] + test["tag"]
    assert dict(deviations) == DEVIATIONS
    count_vectors("Wycheproof AES-GCM", number)
