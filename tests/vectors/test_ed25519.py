"""Ed25519: admission of keys (C2SP CCTV edge cases) and verification (Wycheproof)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from audit import ed25519
from tests.shared import count_vectors, shared


def _admitted(public: bytes) -> bool:
    try:
        ed25519.admit(public)
    except ed25519.Ed25519KeyError:
        return False
    return True


def test_only_canonical_keys_of_prime_order_are_admitted() -> None:
    vectors = json.loads(shared("vectors", "cctv-ed25519", "ed25519vectors.json").read_text())
    assert len(vectors) == 914
    for vector in vectors:
        odd = any(flag.endswith("_A") for flag in vector["flags"] or [])
        assert _admitted(bytes.fromhex(vector["key"])) == (not odd), vector
    count_vectors("C2SP CCTV Ed25519 key admission", len(vectors))


def test_under_admitted_keys_only_clean_signatures_hold() -> None:
    vectors = json.loads(shared("vectors", "cctv-ed25519", "ed25519vectors.json").read_text())
    for vector in vectors:
        public = bytes.fromhex(vector["key"])
        if _admitted(public):
            holds = ed25519.verify(public, bytes.fromhex(vector["sig"]), vector["msg"].encode())
            flags = set(vector["flags"] or [])
            assert not (holds and flags & {"non_canonical_R", "low_order_residue"}), vector
            assert holds or flags, vector


def _groups() -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = json.loads(shared("vectors", "wycheproof", "ed25519_test.json").read_text())[
        "testGroups"
    ]
    return groups


def test_wycheproof() -> None:
    number = 0
    for group in _groups():
        public = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            holds = ed25519.verify(public, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            assert holds == (test["result"] == "valid"), test
            number += 1
    assert number == 151
    count_vectors("Wycheproof Ed25519", number)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    assert not _admitted(b"\x01" * length)
