"""The hub's words on guardians, as the hub of the shared federation signs them."""

from __future__ import annotations

import functools
import hashlib

from rabta.records.v1 import records_service_pb2 as pb
from rabta.records.v1.subject_pb2 import IDENTIFIER_TYPE_CNIC
from rabta.records.v1.subject_pb2 import Identifier as WireIdentifier
from rabta.signing.v1.header_pb2 import SigHeader

from services.identity.provisional.fitness import METHOD
from services.signing.answer_header import build_answer
from services.signing.cohort import sign_answers
from services.signing.es256 import PrivateKey
from services.signing.header import Outcome, Party, build_request, parse_header, request_digest
from services.values.identity import GuardianWord, Identifier
from tests.fakes import live
from tests.fakes import record_maker as make

BODY, GUARDIAN = live.PUNJAB, Identifier("CNIC", make.cnic(910))
"""Any member's id does for the body: its kind is the gate's to look at."""


@functools.cache
def hub_key() -> PrivateKey:
    return PrivateKey.load(live.files().node(live.HUB).message_key)


@functools.cache
def now_ms() -> int:
    return live.now_ms()


def answer_of(number: str, fit: bool) -> bytes:
    guardian = WireIdentifier(type=IDENTIFIER_TYPE_CNIC, value=number)
    return pb.CheckGuardianResponse(guardian=guardian, fit=fit).SerializeToString(deterministic=True)


def request_of(body: str, method: str) -> SigHeader:
    key, registry = PrivateKey.load(live.files().node(body).message_key), live.registry()
    party = Party(body, key.kid, registry.federation_id, registry.version, registry.digest)
    raw = build_request(
        party, method=method, audience=registry.hub, iat_ms=now_ms(), exp_ms=now_ms() + 60_000, nonce=bytes(16),
        body_sha256=bytes(32),
    )  # fmt: skip
    return parse_header(raw)


def word(
    fit: bool = True, *, number: str = GUARDIAN.value, body: str = BODY, method: str = METHOD, status: int = 0,
    at_ms: int = 0, signer: PrivateKey | None = None, issuer: str = live.HUB,
) -> GuardianWord:  # fmt: skip
    """As the hub signs its answer on a guardian."""
    answer = b"" if status else answer_of(number, fit)
    header, signature = signed(answer, body, method, status, at_ms or now_ms(), signer or hub_key(), issuer)
    return GuardianWord(header, signature, answer)


def signed(
    answer: bytes, body: str, method: str, status: int, iat_ms: int, key: PrivateKey, issuer: str = live.HUB
) -> tuple[bytes, bytes]:
    """Header and signature of an answer to ``body``."""
    registry, request = live.registry(), request_of(body, method)
    outcome = Outcome(hashlib.sha256(answer).digest(), status, b"x" if status else b"", 7, bytes(32))
    party = Party(issuer, key.kid, registry.federation_id, registry.version, registry.digest)
    header = build_answer(party, request, request_digest(b"", b""), outcome, iat_ms=iat_ms, exp_ms=iat_ms + 60_000)
    (signature,) = sign_answers(key, [header])
    return header, signature
