"""The proof of an equivocation as bytes: one form, its parts, its limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from services.signing.equivocation import (
    MAX_BYTES,
    Equivocation,
    EquivocationError,
    SignedPageHeader,
    SignedStatement,
    VersionProof,
    decode_equivocation,
    encode_equivocation,
)
from services.signing.evidence import EvidenceError, decode_evidence


def proof(*, versions: bool = True) -> Equivocation:
    made = Equivocation(format=1, registry=b"registry")
    for one, name in ((made.first, b"one"), (made.second, b"two")):
        one.page.CopyFrom(SignedPageHeader(header=name, signature=b"s"))
        if versions:
            one.version = name
            one.proof.CopyFrom(VersionProof(page_sha256=b"p"))
    return made


@pytest.mark.parametrize("versions", [True, False])
def test_round_trip(versions: bool) -> None:
    raw = encode_equivocation(proof(versions=versions))
    assert decode_equivocation(raw) == proof(versions=versions)


def cut(change: Callable[[Equivocation], object]) -> Equivocation:
    made = proof()
    change(made)
    return made


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (cut(lambda one: setattr(one, "format", 2)), "format"),
        (cut(lambda one: one.ClearField("registry")), "registry"),
        (cut(lambda one: one.ClearField("first")), "first.page"),
        (cut(lambda one: one.second.page.ClearField("signature")), "second.page"),
        (cut(lambda one: one.second.page.ClearField("header")), "second.page"),
        (cut(lambda one: one.first.ClearField("version")), "first.proof"),
        (cut(lambda one: one.second.ClearField("proof")), "second.proof"),
        (cut(lambda one: one.second.CopyFrom(SignedStatement(page=one.second.page))), "second.version"),
    ],
)
def test_a_part_that_is_missing_is_named(made: Equivocation, field: str) -> None:
    with pytest.raises(EquivocationError) as caught:
        decode_equivocation(made.SerializeToString(deterministic=True))
    assert caught.value.field == field
    with pytest.raises(EquivocationError):
        encode_equivocation(made)


def test_no_bytes_are_both_a_proof_and_a_bundle() -> None:
    raw = encode_equivocation(proof())
    with pytest.raises(EvidenceError):
        decode_evidence(raw)


def test_size_limit() -> None:
    with pytest.raises(EquivocationError):
        encode_equivocation(cut(lambda one: setattr(one, "registry", bytes(MAX_BYTES))))
