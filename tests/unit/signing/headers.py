"""Headers to start from."""

from __future__ import annotations

from hashlib import sha256

from rabta.signing.v1.header_pb2 import SigHeader

from services.signing.answer_header import build_answer
from services.signing.es256 import PrivateKey
from services.signing.header import Outcome, Party, build_request, parse_header, request_digest

METHOD = "/rabta.records.v1.RecordsService/GetHistory"
NOW = 1_790_000_000_000
AGENCY, HUB = PrivateKey.generate(), PrivateKey.generate()
FEDERATION, REGISTRY = b"F" * 32, b"R" * 32
ASKER = Party("pk.fia", AGENCY.kid, FEDERATION, 3, REGISTRY)
ANSWERER = Party("pk.hub", HUB.kid, FEDERATION, 3, REGISTRY)
EMPTY = sha256(b"").digest()


def request(
    body: bytes = b"question", nonce: bytes = b"n" * 16, token: bytes = b"T" * 32, approver: bytes = b""
) -> bytes:
    return build_request(
        ASKER,
        method=METHOD,
        audience="pk.hub",
        iat_ms=NOW,
        exp_ms=NOW + 60_000,
        nonce=nonce,
        body_sha256=sha256(body).digest(),
        token_sha256=token,
        approver_sha256=approver,
    )


REQUEST = request(approver=b"A" * 32)
REQUEST_VALUE = b"\x01" + bytes(64)
DONE = Outcome(sha256(b"answer").digest(), audit_index=7, commitment=b"C" * 32)


def answer(outcome: Outcome = DONE, iat_ms: int = NOW) -> bytes:
    asked = parse_header(REQUEST)
    chained = request_digest(REQUEST, REQUEST_VALUE)
    return build_answer(ANSWERER, asked, chained, outcome, iat_ms=iat_ms, exp_ms=iat_ms + 60_000)


def changed(raw: bytes, **fields: object) -> bytes:
    """The header with other values, serialised as a signer would."""
    header = SigHeader.FromString(raw)
    for name, value in fields.items():
        setattr(header, name, value)
    return header.SerializeToString(deterministic=True)
