"""Wycheproof HKDF-SHA256: what every derived key of the hub comes from."""

from __future__ import annotations

import pytest

from services.signing.derive import hkdf_sha256
from tests.shared import count_vectors
from tests.vectors.wycheproof import cases


def test_hkdf_sha256() -> None:
    number = 0
    for _, test in cases("hkdf_sha256_test"):
        key, salt, info = (bytes.fromhex(test[name]) for name in ("ikm", "salt", "info"))
        number += 1
        if test["result"] == "valid":
            assert hkdf_sha256(key, salt=salt, info=info, size=test["size"]).hex() == test["okm"], test["comment"]
        else:
            with pytest.raises(ValueError, match="larger"):
                hkdf_sha256(key, salt=salt, info=info, size=test["size"])
    count_vectors("Wycheproof HKDF-SHA256", number)
