"""The question: an officer of FIA asks for one record of Punjab Police."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from rabta.records.v1.history_pb2 import SignedVersion
from rabta.records.v1.records_service_pb2 import GetRecordRequest, GetRecordResponse

from services.signing.cohort import sign_header
from services.signing.header import Party, build_request, request_digest
from tests.unit.protocol import contribution, tokens
from tests.unit.protocol.federation import FIA, HUB, NOW, PUNJAB, registry
from tests.unit.protocol.keys import key, secret

METHOD: Final = tokens.METHOD
RECORD: Final = f"agencies/{PUNJAB}/records/{contribution.PARTY_ID}"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as sent."""

    header: bytes
    value: bytes

    @property
    def sha256(self) -> bytes:
        """What its answer is chained to."""
        return request_digest(self.header, self.value)


def party(agency: str) -> Party:
    """Who signs, and under which registry."""
    kid = key(f"{agency} message").kid
    return Party(agency, kid, registry().federation_id, registry().version, registry().digest)


def ask(agency: str, method: str, body: bytes, token: str = "", approver: str = "") -> Asked:
    """A request with its signed header."""
    header = build_request(
        party(agency),
        method=method,
        audience=HUB,
        iat_ms=NOW,
        exp_ms=NOW + 60_000,
        nonce=secret(f"{agency} nonce")[:16],
        body_sha256=sha256(body).digest(),
        token_sha256=sha256(token.encode()).digest() if token else b"",
        approver_sha256=sha256(approver.encode()).digest() if approver else b"",
    )
    return Asked(header, sign_header(key(f"{agency} message"), header))


def body() -> bytes:
    """Which record is asked for."""
    return GetRecordRequest(name=RECORD).SerializeToString(deterministic=True)


def answer_body() -> bytes:
    """The version with its proof and the page header that the proof names."""
    version = SignedVersion(
        version=contribution.party(), proof=contribution.proof(1), recorded_ms=NOW - contribution.HOUR + 250
    )
    answer = GetRecordResponse(version=version, page=contribution.signed_header())
    return answer.SerializeToString(deterministic=True)


@functools.cache
def question() -> Asked:
    """What the officer of FIA asks."""
    return ask(FIA, METHOD, body(), tokens.access_token())
