"""The header of an answer, joined from parts: what answers of one party about one method share is encoded once."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Final

from audit.canonical import varint
from services.signing.es256 import ALG
from services.signing.header import (
    DIRECTION_ANSWER,
    EMPTY_SHA256,
    Outcome,
    Party,
    SigHeader,
    check_common,
    check_outcome,
    check_size,
    check_times,
)

_VARINT, _OCTETS = 0, 2
_IAT, _EXP, _STATUS, _INDEX = (varint(number << 3 | _VARINT) for number in (8, 9, 21, 23))
_NONCE: Final = varint(10 << 3 | _OCTETS) + varint(16)
_BODY, _REQUEST, _DETAILS, _COMMITMENT = (varint(number << 3 | _OCTETS) + varint(32) for number in (11, 20, 22, 24))
_NO_LEAF, _STALE = (varint(number << 3 | _VARINT) + varint(1) for number in (25, 26))


def build_answer(
    party: Party, request: SigHeader, request_sha256: bytes, outcome: Outcome, *, iat_ms: int, exp_ms: int
) -> bytes:
    """Canonical bytes of the header of the answer to ``request``; HeaderError when a limit is broken.

    What answers of one party about one method share is encoded once; the rest is joined to it, fields ascending.
    Within the limits of its fields a header stays below 1 KiB.
    """
    status_sha256 = sha256(outcome.status_details).digest() if outcome.status_details else EMPTY_SHA256
    nonce, commitment = request.nonce, outcome.commitment
    before, between = _framed(party, request.method, request.issuer)
    check_times(iat_ms, exp_ms)
    check_size(nonce, 16, "nonce")
    check_size(outcome.body_sha256, 32, "body_sha256")
    check_outcome(request_sha256, status_sha256, outcome)
    return b"".join(
        (
            before,
            _times(iat_ms, exp_ms),
            _NONCE + nonce + _BODY + outcome.body_sha256,
            between,
            _REQUEST + request_sha256,
            _STATUS + varint(outcome.status) if outcome.status else b"",
            _DETAILS + status_sha256,
            _INDEX + varint(outcome.audit_index) if outcome.audit_index else b"",
            _COMMITMENT + commitment if commitment else b"",
            _NO_LEAF if outcome.no_leaf else b"",
            _STALE if outcome.witness_stale else b"",
        )
    )


@lru_cache(1024)
def _framed(party: Party, method: str, audience: str) -> tuple[bytes, bytes]:
    """Fields 1 to 7 and 14 to 16 of an answer; HeaderError when a limit is broken."""
    head = SigHeader(
        version=1,
        direction=DIRECTION_ANSWER,
        method=method,
        alg=ALG,
        kid=party.kid,
        issuer=party.issuer,
        audience=audience,
    )
    tail = SigHeader(
        federation_id=party.federation_id,
        registry_version=party.registry_version,
        registry_sha256=party.registry_sha256,
    )
    whole = SigHeader(iat_ms=1, exp_ms=2, nonce=bytes(16), body_sha256=EMPTY_SHA256)
    whole.MergeFrom(head)
    whole.MergeFrom(tail)
    check_common(whole)
    return head.SerializeToString(deterministic=True), tail.SerializeToString(deterministic=True)


@lru_cache(64)
def _times(iat_ms: int, exp_ms: int) -> bytes:
    """Fields 8 and 9."""
    return _IAT + varint(iat_ms) + _EXP + varint(exp_ms)
