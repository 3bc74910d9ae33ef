"""The evidence bundle as bytes: canonical form, limits, redaction. What it proves is for `services.evidence` to say."""

from __future__ import annotations

from typing import Final

from rabta.signing.v1.evidence_pb2 import EntryReceipt, Evidence, LeafProof

from services.errors import RabtaError
from services.signing.canonical import NotCanonical, canonical

__all__ = ["EntryReceipt", "Evidence", "EvidenceError", "LeafProof", "decode_evidence", "encode_evidence", "redact"]

MAX_BYTES: Final = 16 << 20
BODIES: Final = ("request_body", "answer_body")


class EvidenceError(RabtaError, ValueError):
    """The bytes are no evidence bundle; ``field`` names where, ``*`` for the form as a whole."""

    def __init__(self, field: str) -> None:
        super().__init__(f"evidence: {field}")
        self.field = field


def encode_evidence(evidence: Evidence) -> bytes:
    """Canonical bytes; EvidenceError when it is not complete."""
    _check(evidence)
    raw = evidence.SerializeToString(deterministic=True)
    if len(raw) > MAX_BYTES:
        raise EvidenceError("*")
    return raw


def decode_evidence(raw: bytes) -> Evidence:
    """Bundle from canonical bytes, at most 16 MiB; EvidenceError otherwise. Nothing is verified."""
    try:
        evidence = canonical(Evidence, raw, MAX_BYTES)
    except NotCanonical:
        raise EvidenceError("*") from None
    _check(evidence)
    return evidence


def _check(evidence: Evidence) -> None:
    if evidence.format != 1:
        raise EvidenceError("format")
    for field in ("method", "request_header", "request_signature", "answer_header", "answer_signature", "registry"):
        if not getattr(evidence, field):
            raise EvidenceError(field)
    if evidence.HasField("receipt") and not evidence.checkpoint:
        raise EvidenceError("checkpoint")
    if evidence.redacted:
        for field in BODIES:
            if getattr(evidence, field):
                raise EvidenceError(field)


def redact(raw: bytes) -> bytes:
    """The bundle without the bodies of question and answer: who, when and why stay provable, and its papers."""
    evidence = decode_evidence(raw)
    for field in BODIES:
        evidence.ClearField(field)
    evidence.redacted = True
    return encode_evidence(evidence)
