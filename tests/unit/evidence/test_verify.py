"""A whole bundle, and every way to tamper with it: each shows as a line that does not hold."""

from __future__ import annotations

from dataclasses import replace as but
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.signing.v1.evidence_pb2 import Evidence

from services.evidence.line import Line, proven
from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from services.membership.registry import load_registry
from services.signing.es256 import PrivateKey
from services.signing.evidence import encode_evidence, redact
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.evidence.world import (
    CALL,
    GOOD,
    OTHER,
    World,
    access_token,
    anchor,
    approver_token,
    failures,
    key,
    refusal,
    verdict,
)
from tests.unit.membership.world import edited


def claims_of(lines: list[Line], who: str) -> str:
    return "\n".join(line.claim for line in lines if line.who == who)


def test_everything_holds() -> None:
    lines = verdict(GOOD)
    assert proven(lines)
    fia, hub, witnesses = (claims_of(lines, who) for who in ("agency pk.fia", "hub pk.hub", "witnesses"))
    assert "officer fia-1042, named by the agency's token issuer: an agency's seal, not a personal signature" in fia
    assert "why: INVESTIGATE_CASE under CRPC_CASE, HISTORY, FIR:PB/LAHORE/ICHHRA/512/2024" in fia
    assert "answered this very request" in hub
    assert "promises log entry 2" in hub
    assert "entry 2 of 4 in log rabta.test/audit/1" in witnesses
    assert "3 witnesses: pk.fia, pk.punjab-police, pk.sindh-police" in witnesses
    assert "2 record versions under its page key" in claims_of(lines, "agency pk.punjab-police")
    assert "membership of rabta.test, version 1" in claims_of(lines, "governance")


def test_redacted_still_proves_who_when_why() -> None:
    raw = redact(encode_evidence(GOOD))
    lines = verify_evidence(raw, anchor())
    assert proven(lines)
    full = verdict(GOOD)
    for part in ("officer", "why:", "seen by", "logged at", "system node asked"):
        assert [line for line in lines if part in line.claim] == [line for line in full if part in line.claim]
    assert "what was asked is redacted" in claims_of(lines, "agency pk.fia")
    assert not any(line.who == "agency pk.punjab-police" for line in lines)


def test_promise_only() -> None:
    made = World().make()
    for field in ("receipt", "checkpoint", "registry_inclusion"):
        made.ClearField(field)
    lines = verdict(made)
    assert proven(lines)
    assert "a promise under the hub's key only, no witness has proven it here" in claims_of(lines, "hub pk.hub")
    assert not any(line.who == "witnesses" for line in lines)


@pytest.mark.parametrize("cohort", [1, 2, 7])
def test_either_form_of_answer_signature(cohort: int) -> None:
    assert proven(verdict(World(cohort=cohort).make()))


def test_proven_needs_a_line() -> None:
    assert not proven([])
    assert not proven([Line("file", "x", ok=False)])


def test_without_an_officer() -> None:
    made = World(method="/rabta.audit.v1.AuditService/GetReceipts", token="", answer=b"", body=b"").make()
    lines = verdict(made)
    assert proven(lines)
    assert "asked as system node, without an officer" in claims_of(lines, "agency pk.fia")


def test_second_person() -> None:
    body = World().body
    lines = verdict(World(approver=approver_token(body)).make())
    assert proven(lines)
    assert "second person fia-2001, named by their own agency's issuer for this body" in claims_of(
        lines, "agency pk.fia"
    )


def test_refusal() -> None:
    lines = verdict(World(status=7, details=refusal("CASE_NOT_YOURS"), answer=b"", kind="REFUSAL").make())
    assert proven(lines)
    assert "refused this very request: CASE_NOT_YOURS" in claims_of(lines, "hub pk.hub")


def test_refusal_for_a_bad_token_is_evidence_too() -> None:
    made = World(
        status=16,
        details=refusal("TOKEN_INVALID"),
        answer=b"",
        kind="REFUSAL",
        token=access_token(PrivateKey.generate()),
        entry=lambda entry: but(
            entry, officer="", purpose="", legal_basis="", query_class="", case_reference="", token_id=""
        ),
    )
    lines = verdict(made.make())
    assert proven(lines)
    assert "token does not hold (TOKEN_INVALID); the hub refused the call" in claims_of(lines, "agency pk.fia")


def test_refusal_without_a_leaf() -> None:
    lines = verdict(World(status=14, details=refusal("AUDIT_UNAVAILABLE"), answer=b"", no_leaf=True).make())
    assert proven(lines)
    assert "says that this refusal left no log entry" in claims_of(lines, "hub pk.hub")
    made = World(status=7, details=refusal("POLICY_DENIED"), answer=b"", no_leaf=True).make()
    assert failures(made) == [("hub pk.hub", "answer has no log entry, and no right to have none")]


# tampering with the file


@budget(400)
@given(st.data())
def test_any_changed_byte_shows(data: st.DataObject) -> None:
    """Every byte of the bundle is bound, but ids of spare signatures in registry and checkpoint."""
    raw = bytearray(encode_evidence(GOOD))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    lines = verify_evidence(bytes(raw), anchor())
    if proven(lines):
        changed = Evidence.FromString(bytes(raw))
        for spare in ("registry", "checkpoint"):
            setattr(changed, spare, getattr(GOOD, spare))
        assert changed == GOOD


@given(st.binary(max_size=300))
def test_junk_never_raises(junk: bytes) -> None:
    (line,) = verify_evidence(junk, anchor())
    assert (line.who, line.ok) == ("file", False)


SWAPS = [
    "request_header",
    "request_signature",
    "request_body",
    "answer_header",
    "answer_signature",
    "answer_body",
    "token",
    "checkpoint",
    "receipt",
    "registry_inclusion",
]


def test_the_other_exchange_holds_too() -> None:
    assert proven(verdict(OTHER))


@pytest.mark.parametrize("field", SWAPS)
def test_part_of_another_true_exchange(field: str) -> None:
    mixed = Evidence()
    mixed.CopyFrom(GOOD)
    mixed.ClearField(field)
    if field in ("receipt", "registry_inclusion"):
        getattr(mixed, field).CopyFrom(getattr(OTHER, field))
    else:
        setattr(mixed, field, getattr(OTHER, field))
    assert failures(mixed)


@of_rows(
    ("field", "value", "claim"),
    [
        ("method", "/rabta.records.v1.RecordsService/GetRecord", "request is of another method"),
        ("request_body", b"x", "request body is not the signed one"),
        ("answer_body", b"x", "answer body is not the signed one"),
        ("answer_body", b"", "answer body is not the signed one"),
        ("status_details", b"x", "status details are not the signed ones"),
        ("token", "", "token is not the one that the request names"),
        ("approver_token", "a.b.c", "an approver token that the request does not name"),
        ("request_header", b"x", "header is not well-formed (*)"),
        ("answer_header", b"x", "header is not well-formed (*)"),
        ("request_signature", b"\x01" + bytes(64), "request signature does not hold"),
        ("answer_signature", b"\x01" + bytes(64), "answer signature does not hold"),
        ("checkpoint", b"junk", "checkpoint does not hold (note has no signatures)"),
    ],
)
def test_changed_field(field: str, value: Any, claim: str) -> None:
    made = Evidence()
    made.CopyFrom(GOOD)
    setattr(made, field, value)
    assert claim in [said for _, said in failures(made)]


def test_request_and_answer_swapped() -> None:
    made = Evidence()
    made.CopyFrom(GOOD)
    made.request_header, made.request_signature = GOOD.answer_header, GOOD.answer_signature
    made.answer_header, made.answer_signature = GOOD.request_header, GOOD.request_signature
    assert failures(made)


# governance


def test_another_anchor() -> None:
    strangers = Anchor.of(PrivateKey.generate().spki for _ in range(3))
    (line,) = verify_evidence(encode_evidence(GOOD), strangers)
    assert (line.who, line.ok) == ("governance", False)


def test_answer_under_another_registry_version() -> None:
    other = load_registry(edited(lambda said: said.agencies[1].formats.append("fir")))
    made = World().make()
    made.registry = other.raw
    assert failures(made)[0][0] in ("agency pk.fia", "hub pk.hub", "agency")


# agency and hub


def test_request_under_a_key_of_another_agency() -> None:
    made = World(message_key=key("pk.customs", "message")).make()
    assert failures(made) == [("agency pk.fia", "header names no message key of its issuer")]


def test_request_under_a_key_of_another_use() -> None:
    made = World(message_key=key("pk.fia", "page")).make()
    assert failures(made) == [("agency pk.fia", "header names no message key of its issuer")]


def test_an_agency_as_the_hub() -> None:
    made = World(hub_key=key("pk.customs", "message")).make()
    assert failures(made) == [("hub pk.hub", "header names no message key of its issuer")]


def test_revoked_message_key() -> None:
    def revoke(said: Any) -> None:
        fia = next(agency for agency in said.agencies if agency.id == "pk.fia")
        fia.systems[0].message_key.revoked_ms = CALL - 1000

    made = World(registry=load_registry(edited(revoke))).make()
    # the tokens name the federation of version 1 as it is; the frame falls first
    assert failures(made) == [("agency pk.fia", "message key was revoked or out of its validity")]
