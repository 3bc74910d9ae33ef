"""What the hub seals opens only here, for the same use, unchanged."""

from __future__ import annotations

import string
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records.sealing import Index, Keys, SealBroken, Sealer, Selectors

SECRET = bytes(range(32))


@given(st.binary(max_size=2000), st.binary(max_size=64))
def test_what_was_sealed_opens(plain: bytes, about: bytes) -> None:
    sealer = Sealer(SECRET)
    assert sealer.open(sealer.seal(plain, about), about) == plain
    assert len(sealer.seal(plain, about)) == 12 + len(plain) + 16, "nonce and tag (NIST SP 800-38D)"
    assert sealer.open_text(sealer.seal_text(plain, about), about) == plain


@given(st.binary(max_size=64), st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_does_not_open(plain: bytes, place: int, change: int) -> None:
    sealer = Sealer(SECRET)
    sealed = bytearray(sealer.seal(plain, b"here"))
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SealBroken):
        sealer.open(bytes(sealed), b"here")


def test_another_use_key_or_place_does_not_open() -> None:
    sealed = Sealer(SECRET).seal(b"plain", b"here")
    for sealer, about in ((Sealer(SECRET), b"there"), (Sealer(bytes(32)), b"here")):
        with pytest.raises(SealBroken):
            sealer.open(sealed, about)
    for short in (b"", sealed[:11], sealed[:27]):
        with pytest.raises(SealBroken):
            Sealer(SECRET).open(short, b"here")


@pytest.mark.parametrize("text", ["", "A", "!!!!", "päss", "AAAA=", "A" * 40])
def test_text_has_one_encoding(text: str) -> None:
    with pytest.raises(SealBroken):
        Sealer(SECRET).open_text(text, b"here")


def test_two_seals_of_one_text_differ() -> None:
    sealer = Sealer(SECRET)
    assert sealer.seal(b"x", b"") != sealer.seal(b"x", b"")


def test_every_purpose_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = Keys.from_secret(SECRET, tmp_path)
    sealed = keys.bodies.seal_before(b"x", b"")
    for other in (keys.page_token, keys.hit_handle):
        with pytest.raises(SealBroken):
            other.open(sealed, b"")
    text = "CNIC:3520212345671"
    assert keys.index.token(text).encode() not in keys.selectors.token(text)


def test_tokens_are_equal_for_equal_texts_alone() -> None:
    index, selectors = Index(SECRET), Selectors(SECRET)
    assert index.token("a") == index.token("a") != index.token("b")
    assert len(index.token("a")) == 22
    assert len(selectors.token("a")) == 32
    assert Index(bytes(32)).token("a") != index.token("a")


def test_sealed_text_has_one_form() -> None:
    """Base64 leaves bits of the last letter free: other bits are the same bytes, and are refused."""
    sealer = Sealer(SECRET)
    text = sealer.seal_text(b"word", b"here")
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    other = text[:-1] + letters[letters.index(text[-1]) + 1]
    assert urlsafe_b64decode(other + "=" * (-len(other) % 4)) == urlsafe_b64decode(text + "=" * (-len(text) % 4))
    with pytest.raises(SealBroken):
        sealer.open_text(other, b"here")
