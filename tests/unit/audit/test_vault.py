"""Entries sealed and opened: byte for byte as the format says, and nothing else opens."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import commitment
from audit.vault import Hkdf, MonthKey, VaultError, key_id_of, month_key_id, seal, unseal
from tests.shared import count_vectors, shared

SECRET = b"m" * 32
KEY = MonthKey("pk.fia", "2026-11", SECRET)
OTHER = MonthKey("pk.fia", "2026-12", SECRET)


@given(st.integers(0, 2**64 - 100), st.lists(st.tuples(st.binary(max_size=300), st.binary(max_size=100)), max_size=9))
def test_sealed_entries_open_to_what_went_in_and_match_their_commitments(
    first: int, pairs: list[tuple[bytes, bytes]]
) -> None:
    commitments, stored = seal(first, [KEY] * len(pairs), [a for a, _ in pairs], [b for _, b in pairs])
    for number, (open_part, sealed) in enumerate(pairs):
        parts = unseal(first + number, KEY, stored[number])
        assert (parts.open, parts.sealed) == (open_part, sealed)
        assert commitments[number] == commitment(open_part, parts.open_salt, sealed, parts.sealed_salt)


def test_the_stored_form_is_the_documented_one() -> None:
    _, (stored,) = seal(7, [KEY], [b"open part"], [b"sealed part"])
    key_id = sha256(b"rabta/month-key-id/v1\0pk.fia\x002026-11").digest()[:16]
    assert stored[:17] == b"\x02" + key_id
    assert key_id_of(stored) == month_key_id("pk.fia", "2026-11") == key_id
    seed = stored[17:49]
    secret = HKDF(hashes.SHA256(), 32, b"rabta", b"rabta/entry/v2" + seed).derive(SECRET)
    plaintext = AESGCM(secret).decrypt((7).to_bytes(12, "big"), stored[49:], None)
    assert plaintext[:4] == b"\0\0\0\x09"
    assert plaintext[36:45] == b"open part"
    assert plaintext[77:] == b"sealed part"


def test_salts_are_never_used_twice() -> None:
    _, stored = seal(0, [KEY] * 200, [b"same"] * 200, [b"same"] * 200)
    parts = [unseal(index, KEY, one) for index, one in enumerate(stored)]
    assert len({p.open_salt for p in parts} | {p.sealed_salt for p in parts}) == 400


def test_no_key_meets_an_index_twice() -> None:
    """A commit that failed is sealed again at the same indexes: under another seed, hence another key."""
    batches = [seal(0, [KEY, OTHER] * 20, [b"same"] * 40, [b"same"] * 40)[1] for _ in range(50)]
    assert all(len({one[17:49] for one in batch}) == 1 for batch in batches)
    assert len({batch[0][17:49] for batch in batches}) == 50


@given(st.data())
def test_an_altered_entry_never_opens(data: st.DataObject) -> None:
    _, (stored,) = seal(3, [KEY], [b"o"], [b"s"])
    at = data.draw(st.integers(0, len(stored) - 1))
    bad = stored[:at] + bytes([stored[at] ^ data.draw(st.integers(1, 255))]) + stored[at + 1 :]
    with pytest.raises(VaultError):
        unseal(3, KEY, bad)


def test_an_entry_opens_only_at_its_index_and_under_its_key() -> None:
    _, (stored,) = seal(3, [KEY], [b"o"], [b"s"])
    with pytest.raises(VaultError, match="does not open"):
        unseal(4, KEY, stored)
    with pytest.raises(VaultError, match="another month key"):
        unseal(3, OTHER, stored)


@pytest.mark.parametrize("stored", [b"", b"\x02", b"\x01" + bytes(90), b"\x02" + bytes(60)])
def test_other_formats_are_refused(stored: bytes) -> None:
    with pytest.raises(VaultError):
        key_id_of(stored)


def test_a_length_beyond_the_end_is_refused() -> None:
    seed = bytes(32)
    for plaintext in (b"", b"\0\0\0\x09" + bytes(72), b"\xff\xff\xff\xff" + bytes(64)):
        stored = KEY.header + seed + AESGCM(KEY.entry_key(seed)).encrypt(bytes(12), plaintext, None)
        with pytest.raises(VaultError, match="shorter"):
            unseal(0, KEY, stored)


@given(st.binary(max_size=90), st.binary(max_size=40), st.binary(max_size=20), st.binary(max_size=40))
def test_kept_hash_states_are_hkdf(secret: bytes, salt: bytes, info: bytes, rest: bytes) -> None:
    assert Hkdf(secret, salt, info).expand(rest) == HKDF(hashes.SHA256(), 32, salt, info + rest).derive(secret)


def test_hkdf_against_outside_vectors() -> None:
    ran = 0
    for group in json.loads(shared("vectors", "wycheproof", "hkdf_sha256_test.json").read_text())["testGroups"]:
        for case in group["tests"]:
            if case["result"] == "valid" and case["size"] <= 32:
                value = Hkdf(bytes.fromhex(case["ikm"]), bytes.fromhex(case["salt"]), b"").expand(
                    bytes.fromhex(case["info"])
                )
                assert value[: case["size"]].hex() == case["okm"], case["tcId"]
                ran += 1
    assert ran
    count_vectors("Wycheproof HKDF-SHA256 up to one block, entry keys", ran)
