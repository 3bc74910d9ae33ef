"""The bundle as bytes: one form, limits, redaction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.signing.evidence import (
    EntryReceipt,
    Evidence,
    EvidenceError,
    LeafProof,
    decode_evidence,
    encode_evidence,
    redact,
)


def bundle() -> Evidence:
    return Evidence(
        format=1,
        method="/a.B/C",
        request_header=b"rh",
        request_signature=b"rs",
        request_body=b"question",
        answer_header=b"ah",
        answer_signature=b"as",
        answer_body=b"answer",
        status_details=b"d",
        token="t.o.k",
        approver_token="a.p.p",
        registry=b"registry",
        checkpoint=b"checkpoint",
        registry_inclusion=LeafProof(index=1, path=[b"p"]),
        receipt=EntryReceipt(inclusion=LeafProof(index=2), open=b"open", open_salt=b"s", sealed_sha256=b"x"),
    )


RAW = encode_evidence(bundle())


def test_round_trip() -> None:
    assert decode_evidence(RAW) == bundle()
    assert encode_evidence(decode_evidence(RAW)) == RAW


@pytest.mark.parametrize(
    "field", ["method", "request_header", "request_signature", "answer_header", "answer_signature", "registry"]
)
def test_needed_fields(field: str) -> None:
    evidence = bundle()
    evidence.ClearField(field)
    with pytest.raises(EvidenceError) as caught:
        encode_evidence(evidence)
    assert caught.value.field == field


@pytest.mark.parametrize("number", [0, 2])
def test_format(number: int) -> None:
    evidence = bundle()
    evidence.format = number
    with pytest.raises(EvidenceError, match="format"):
        encode_evidence(evidence)


def test_receipt_needs_its_checkpoint() -> None:
    evidence = bundle()
    evidence.checkpoint = b""
    with pytest.raises(EvidenceError, match="checkpoint"):
        encode_evidence(evidence)
    evidence.ClearField("receipt")
    encode_evidence(evidence)


def test_redact_drops_bodies_and_nothing_else() -> None:
    redacted = decode_evidence(redact(RAW))
    assert redacted.redacted
    assert not redacted.request_body
    assert not redacted.answer_body
    expected = bundle()
    expected.ClearField("request_body")
    expected.ClearField("answer_body")
    expected.redacted = True
    assert redacted == expected
    assert b"question" not in redact(RAW)
    assert redact(redact(RAW)) == redact(RAW)


@pytest.mark.parametrize("field", ["request_body", "answer_body"])
def test_redacted_has_no_body(field: str) -> None:
    evidence = decode_evidence(redact(RAW))
    setattr(evidence, field, b"x")
    with pytest.raises(EvidenceError, match=field):
        encode_evidence(evidence)


def test_unknown_and_repeated_fields() -> None:
    for extra in (b"\xf8\x06\x01", b"\x08\x01", b"\x80\x01\x00"):
        with pytest.raises(EvidenceError):
            decode_evidence(RAW + extra)


@given(st.binary(max_size=100))
def test_anything_else(junk: bytes) -> None:
    with pytest.raises(EvidenceError):
        decode_evidence(junk)
    with pytest.raises(EvidenceError):
        redact(junk)


def test_size_limit() -> None:
    with pytest.raises(EvidenceError):
        decode_evidence(bytes((16 << 20) + 1))
    evidence = bundle()
    evidence.answer_body = bytes(16 << 20)
    with pytest.raises(EvidenceError):
        encode_evidence(evidence)
