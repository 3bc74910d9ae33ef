"""An answer's header joined from parts is the header that protobuf writes whole, and keeps the same limits."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.signing.answer_header import build_answer
from services.signing.es256 import ALG
from services.signing.header import DIRECTION_ANSWER, HeaderError, Outcome, Party, SigHeader, parse_header
from tests.rows import of_rows
from tests.unit.signing.headers import ANSWERER, EMPTY, METHOD, NOW, REQUEST

DIGESTS = st.binary(min_size=32, max_size=32)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    status = draw(st.integers(0, 16))
    no_leaf = bool(status) and draw(st.booleans())
    return Outcome(
        body_sha256=EMPTY if status else draw(DIGESTS),
        status=status,
        status_details=draw(st.binary(max_size=40)) if status else b"",
        audit_index=0 if no_leaf else draw(st.integers(0, 1 << 60)),
        commitment=b"" if no_leaf else draw(DIGESTS),
        no_leaf=no_leaf,
        witness_stale=draw(st.booleans()),
    )


DONE = Outcome(EMPTY, audit_index=7, commitment=b"C" * 32)


@dataclass
class Answered:
    """What an answer is built from; each test changes one thing."""

    party: Party = ANSWERER
    method: str = METHOD
    nonce: bytes = b"n" * 16
    request_sha256: bytes = b"r" * 32
    outcome: Outcome = DONE
    iat_ms: int = NOW
    exp_ms: int = NOW + 60_000

    def build(self) -> bytes:
        asked = parse_header(REQUEST)
        asked.method, asked.nonce = self.method, self.nonce
        return build_answer(
            self.party, asked, self.request_sha256, self.outcome, iat_ms=self.iat_ms, exp_ms=self.exp_ms
        )


@given(outcomes(), DIGESTS, st.integers(1, 1 << 60), st.integers(1, 60_000), st.integers(1, 1 << 62))
def test_joined_is_written_whole(said: Outcome, chained: bytes, iat_ms: int, life_ms: int, version: int) -> None:
    party = ANSWERER._replace(registry_version=version)
    whole = SigHeader(
        version=1,
        direction=DIRECTION_ANSWER,
        method=METHOD,
        alg=ALG,
        kid=party.kid,
        issuer=party.issuer,
        audience="pk.fia",
        iat_ms=iat_ms,
        exp_ms=iat_ms + life_ms,
        nonce=b"n" * 16,
        body_sha256=said.body_sha256,
        federation_id=party.federation_id,
        registry_version=version,
        registry_sha256=party.registry_sha256,
        request_sha256=chained,
        grpc_status=said.status,
        status_sha256=sha256(said.status_details).digest(),
        audit_index=said.audit_index,
        commitment=said.commitment,
        no_leaf=said.no_leaf,
        witness_stale=said.witness_stale,
    )
    raw = Answered(party, request_sha256=chained, outcome=said, iat_ms=iat_ms, exp_ms=iat_ms + life_ms).build()
    assert raw == whole.SerializeToString(deterministic=True)
    assert parse_header(raw) == whole


@pytest.mark.parametrize("status", [1, 16])
def test_every_status_of_grpc_can_be_answered(status: int) -> None:
    said = Outcome(EMPTY, status, b"details", commitment=b"C" * 32)
    assert parse_header(Answered(ANSWERER, outcome=said).build()).grpc_status == status


@of_rows(
    ("field", "changes"),
    [
        ("kid", {"party": ANSWERER._replace(kid=b"k" * 31)}),
        ("issuer", {"party": ANSWERER._replace(issuer="PK.HUB")}),
        ("federation_id", {"party": ANSWERER._replace(federation_id=b"")}),
        ("registry_version", {"party": ANSWERER._replace(registry_version=0)}),
        ("registry_sha256", {"party": ANSWERER._replace(registry_sha256=b"")}),
        ("method", {"method": "GetHistory"}),
        ("nonce", {"nonce": b"n" * 15}),
        ("iat_ms", {"iat_ms": 0}),
        ("exp_ms", {"exp_ms": NOW}),
        ("exp_ms", {"exp_ms": NOW + 60_001}),
        ("body_sha256", {"outcome": Outcome(b"b" * 31, commitment=b"C" * 32)}),
        ("body_sha256", {"outcome": Outcome(b"b" * 32, 5, b"details", commitment=b"C" * 32)}),
        ("request_sha256", {"request_sha256": b"r" * 33}),
        ("grpc_status", {"outcome": Outcome(EMPTY, 17, b"details", commitment=b"C" * 32)}),
        ("grpc_status", {"outcome": Outcome(EMPTY, -1, b"details", commitment=b"C" * 32)}),
        ("status_sha256", {"outcome": Outcome(EMPTY, 0, b"details", commitment=b"C" * 32)}),
        ("commitment", {"outcome": Outcome(EMPTY)}),
        ("no_leaf", {"outcome": Outcome(EMPTY, 14, b"details", audit_index=1, no_leaf=True)}),
    ],
)
def test_what_the_parser_would_refuse_is_not_built(field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(HeaderError) as caught:
        Answered(**changes).build()
    assert caught.value.field == field
