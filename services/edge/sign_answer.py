"""Answers leave signed: one signature over the headers of all that became durable together.

Each header promises the call's log entry (index and commitment), and is chained to the
request by its digest. A refusal of a hub whose clock is off has the time of its request: by the
hub's own nobody could believe it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from services.edge.call import Call
from services.signing.answer_header import build_answer
from services.signing.cohort import sign_answers as sign_headers
from services.signing.header import MAX_LIFE_MS, Outcome, Party
from services.signing.signer import Signer

_party = lru_cache(maxsize=16)(Party)


def sign_answers(key: Signer, now_ms: int, calls: Sequence[Call]) -> None:
    """Fill in header and signature of each call, under the key of the agency that answers."""
    for call in calls:
        outcome = Outcome(
            body_sha256=call.answer_sha256,
            status=call.status,
            status_details=call.details,
            audit_index=call.index,
            commitment=call.commitment,
            no_leaf=call.no_leaf,
            witness_stale=call.witness_stale,
        )
        registry = call.snapshot.registry
        party = _party(call.snapshot.server, key.kid, registry.federation_id, registry.version, registry.digest)
        iat_ms = call.header.iat_ms if call.untimed else now_ms
        call.answer_header = build_answer(
            party, call.header, call.request_sha256, outcome, iat_ms=iat_ms, exp_ms=iat_ms + MAX_LIFE_MS
        )
    for call, signature in zip(calls, sign_headers(key, [call.answer_header for call in calls]), strict=True):
        call.answer_signature = signature
