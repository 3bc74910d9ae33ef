"""Each label and version is a key of its own."""

from __future__ import annotations

import hashlib
import hmac
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.signing.derive import LABELS, Label, derive

SECRET = bytes(range(32))


def test_is_hkdf_with_label_and_version() -> None:
    """RFC 5869 by hand: extract with salt "rabta", one block of expand."""
    extracted = hmac.digest(b"rabta", SECRET, hashlib.sha256)
    expected = hmac.digest(extracted, b"blind-index/v1\x01", hashlib.sha256)
    assert derive(SECRET, "blind-index") == expected


def test_labels_and_versions_are_apart() -> None:
    made = {derive(SECRET, cast(Label, label), version) for label in LABELS for version in (1, 2, 11)}
    assert len(made) == 3 * len(LABELS)
    assert {len(key) for key in made} == {32}


def test_labels_are_words_for_ever() -> None:
    """What was sealed or indexed under one is found under no other."""
    assert sorted(LABELS) == [
        "alerts", "audit-selector", "backup", "blind-index", "corrections", "desk", "feed-id", "field", "graph", "hit-handle",
        "identity-queue", "law-book", "page-token", "pairwise-token", "person-index", "posts", "provisional", "read-index", "record-keys",
        "referral", "refusals", "register", "snapshot-list", "snapshot-name", "snapshot-token", "watches",
    ]  # fmt: skip


@given(st.text(max_size=20).filter(lambda label: label not in LABELS))
def test_unknown_label(label: str) -> None:
    with pytest.raises(ValueError, match="unknown label"):
        derive(SECRET, cast(Label, label))


@pytest.mark.parametrize(
    ("secret", "version"), [(b"", 1), (SECRET[:31], 1), (SECRET + b"x", 1), (SECRET, 0), (SECRET, -1)]
)
def test_bad_secret_or_version(secret: bytes, version: int) -> None:
    with pytest.raises(ValueError, match="secret"):
        derive(secret, "field", version)
