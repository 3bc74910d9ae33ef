"""What is signed, or proven, and still not of this exchange: each shows as a line that does not hold."""

from __future__ import annotations

from dataclasses import replace as but
from hashlib import sha256
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.note import ED25519, Signer
from services.evidence.line import Line, proven
from services.membership.registry import load_registry
from services.signing.es256 import PrivateKey
from tests.fakes.world.keys import b64
from tests.rows import of_rows
from tests.unit.evidence.world import (
    CALL,
    OTHER,
    WHY,
    World,
    access_token,
    approver_token,
    failures,
    key,
    thumbprint,
    verdict,
)
from tests.unit.membership.world import edited, registry


def claims_of(lines: list[Line], who: str) -> str:
    return "\n".join(line.claim for line in lines if line.who == who)


AS_ANSWER = {
    "direction": 2,
    "token_sha256": b"",
    "request_sha256": bytes(32),
    "status_sha256": sha256(b"").digest(),
    "commitment": bytes(32),
}
AS_REQUEST = {"direction": 1, "request_sha256": b"", "status_sha256": b"", "commitment": b"", "audit_index": 0}


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"federation_id": b"f" * 32}, "header is of another federation"),
        ({"audience": "pk.other"}, "request is for an agency that answers nothing"),
        (AS_ANSWER, "request header is not that of a request"),
    ],
)
def test_signed_request_that_is_not_this_one(fields: dict[str, Any], claim: str) -> None:
    assert failures(World(request=fields).make()) == [("agency pk.fia", claim)]


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"federation_id": b"f" * 32}, "header is of another federation"),
        ({"audience": "pk.customs"}, "answer is for another agency"),
        ({"nonce": b"m" * 16}, "answer is to another request"),
        ({"request_sha256": bytes(32)}, "answer is to another request"),
        ({"method": "/a.B/C"}, "answer is to another request"),
        ({"registry_version": 2}, "answer was given under another registry version"),
        ({"registry_sha256": bytes(32)}, "answer was given under another registry version"),
        (AS_REQUEST, "answer header is not that of an answer"),
    ],
)
def test_signed_answer_that_is_not_this_one(fields: dict[str, Any], claim: str) -> None:
    assert failures(World(reply=fields).make()) == [("hub pk.hub", claim)]


def test_signed_answer_of_an_agency_in_its_own_name() -> None:
    made = World(hub_key=key("pk.customs", "message"), reply={"issuer": "pk.customs"}).make()
    assert failures(made) == [("hub pk.hub", "answer is of another agency than the one that was asked")]


def test_true_answer_to_another_request() -> None:
    made = World().make()
    made.answer_header, made.answer_signature = OTHER.answer_header, OTHER.answer_signature
    assert failures(made) == [("hub pk.hub", "answer is to another request")]


def test_checkpoint_beyond_the_end_of_its_log() -> None:
    """The log was closed at two leaves; a checkpoint of four under its old key is not one."""

    def close(said: Any) -> None:
        said.logs[0].last_size = 2
        fresh = Signer.of("rabta.test/audit/2", ED25519, Ed25519PrivateKey.generate()).key
        said.logs.add(origin=fresh.name, vkey=fresh.encode())

    closed = load_registry(edited(close))
    assert ("witnesses", "checkpoint is of no registered log at this size") in failures(World(registry=closed).make())


# token


def test_token_that_the_request_does_not_name() -> None:
    made = World(token="", answer=b"", method="/rabta.audit.v1.AuditService/GetReceipts").make()
    made.token = access_token()
    assert failures(made) == [("agency pk.fia", "a token that the request does not name")]


@pytest.mark.parametrize(
    ("token", "claim"),
    [
        (access_token(PrivateKey.generate()), "token does not hold (TOKEN_INVALID)"),
        (access_token(key("pk.customs", "token")), "token does not hold (TOKEN_INVALID)"),
        (access_token(key("pk.fia", "message")), "token does not hold (TOKEN_INVALID)"),
        (access_token(aud="pk.other"), "token does not hold (TOKEN_INVALID)"),
        (access_token(fed=b64(bytes(32))), "token does not hold (TOKEN_INVALID)"),
        (access_token(client_id="desk"), "token does not hold (TOKEN_INVALID)"),
        (access_token(iat=CALL // 1000 - 800, exp=CALL // 1000 - 1), "token does not hold (TOKEN_EXPIRED)"),
        (access_token(iat=CALL // 1000 + 31), "token does not hold (TOKEN_EXPIRED)"),
        ("not.a.token", "token does not hold (TOKEN_INVALID)"),
    ],
)
def test_token(token: str, claim: str) -> None:
    assert ("agency pk.fia", claim) in failures(World(token=token).make())


def test_token_of_another_connection() -> None:
    made = World(token=access_token(tls=thumbprint("pk.customs"), why=but(WHY, case_key="X"))).make()
    assert ("agency pk.fia", "token is bound to a certificate of another system") in failures(made)


@pytest.mark.parametrize(
    "approver",
    [
        approver_token(b"another body"),
        approver_token(World().body, sub="fia-1042"),
        approver_token(World().body, superiors=["fia-1042"]),
        approver_token(World().body, superiors=["fia-3", "fia-1042"]),
        approver_token(World().body, for_sub="fia-1043"),
        approver_token(World().body, method="/rabta.records.v1.RecordsService/Other"),
        approver_token(World().body, details_sha256=b64(bytes(32))),
        approver_token(World().body, key("pk.customs", "token")),
        access_token(),
    ],
)
def test_second_person_that_is_none(approver: str) -> None:
    assert ("agency pk.fia", "token does not hold (APPROVER_INVALID)") in failures(World(approver=approver).make())


def test_approver_token_of_another_call() -> None:
    made = World(approver=approver_token(World().body)).make()
    made.approver_token = approver_token(World().body, sub="fia-2002")
    assert ("agency pk.fia", "approver token is not the one that the request names") in failures(made)


# log


@of_rows(
    ("fact", "changes"),
    [
        ("request", {"request_sha256": bytes(32)}),
        ("request body", {"request_body_sha256": bytes(32)}),
        ("request key", {"request_kid": bytes(32)}),
        ("method", {"method": "/a.B/C"}),
        ("agency", {"agency": "pk.customs"}),
        ("system", {"system": "desk"}),
        ("token", {"token_sha256": bytes(32)}),
        ("approver token", {"approver_sha256": bytes(32)}),
        ("answer body", {"answer_body_sha256": bytes(32)}),
        ("status", {"status": 5}),
        ("registry version", {"registry_version": 2}),
        ("registry", {"registry_sha256": bytes(32)}),
        ("certificate of another system", {"tls_sha256": bytes(32)}),
        ("officer", {"officer": "fia-1"}),
        ("officer", {"officer": ""}),
        ("approver", {"approver": "fia-2"}),
        ("purpose", {"purpose": "CUSTODY"}),
        ("legal basis", {"legal_basis": "AMLA"}),
        ("query class", {"query_class": "WANTED"}),
        ("case", {"case_reference": "FIR:X"}),
        ("token id", {"token_id": "x"}),
    ],
)
def test_log_that_tells_another_story(fact: str, changes: dict[str, Any]) -> None:
    made = World(entry=lambda entry: but(entry, **changes)).make()
    wanted = (
        "log entry names a certificate of another system"
        if "certificate" in fact
        else f"log entry names another {fact}"
    )
    assert failures(made) == [("hub pk.hub", wanted)]


def test_intent_is_no_answer() -> None:
    made = World(kind="INTENT").make()
    assert failures(made) == [("hub pk.hub", "log entry is not that of an answered call")]


def test_entry_of_junk() -> None:
    made = World().make()
    made.receipt.open = b"\xff"
    assert failures(made) == [("hub pk.hub", "log entry is not well-formed")]


@pytest.mark.parametrize(
    ("field", "value", "claim"),
    [
        ("open_salt", bytes(32), "receipt opens another commitment"),
        ("open_salt", b"", "receipt opens another commitment"),
        ("sealed_sha256", bytes(32), "receipt opens another commitment"),
        ("sealed_sha256", b"", "receipt opens another commitment"),
    ],
)
def test_receipt_of_another_commitment(field: str, value: bytes, claim: str) -> None:
    made = World().make()
    setattr(made.receipt, field, value)
    assert failures(made) == [("hub pk.hub", claim)]


def test_salt_and_entry_cannot_be_shifted() -> None:
    made = World().make()
    made.receipt.open_salt, made.receipt.open = (
        made.receipt.open_salt[:31],
        made.receipt.open_salt[31:] + made.receipt.open,
    )
    assert failures(made)


def test_receipt_of_another_index() -> None:
    made = World().make()
    made.receipt.inclusion.index = 1
    assert ("hub pk.hub", "receipt is of another entry than the promised one") in failures(made)


def test_another_leaf_at_the_index() -> None:
    made = World(leaves=lambda leaves: [*leaves[:2], b"\x01" + bytes(40), leaves[3]]).make()
    assert ("witnesses", "entry is not in the log") in failures(made)


def test_path_with_a_hash_more() -> None:
    made = World().make()
    made.receipt.inclusion.path.append(bytes(32))
    assert ("witnesses", "entry is not in the log") in failures(made)


@pytest.mark.parametrize("names", [(), ("pk.fia",), ("pk.fia", "pk.oversight")])
def test_too_few_witnesses(names: tuple[str, ...]) -> None:
    assert ("witnesses", "fewer than 3 witnesses cosigned") in failures(World(witnesses=names).make())


def test_one_witness_three_times() -> None:
    made = World(witnesses=("pk.fia", "pk.oversight")).make()
    lines = made.checkpoint.splitlines(keepends=True)
    made.checkpoint += lines[-1] + lines[-1]
    assert any(who == "witnesses" for who, _ in failures(made))


def test_all_four_witnesses() -> None:
    names = ("pk.punjab-police", "pk.sindh-police", "pk.fia", "pk.oversight")
    assert "seen by" in claims_of(verdict(World(witnesses=names).make()), "witnesses")


def test_registry_that_is_not_in_the_log() -> None:
    made = World(leaves=lambda leaves: [leaves[0], b"\x02" + bytes(40), *leaves[2:]]).make()
    assert failures(made) == [("witnesses", "registry version is not in the log")]


def test_registry_that_stands_after_the_call() -> None:
    made = World(index=0).make()
    assert failures(made) == [("hub pk.hub", "registry version stands in the log after the call")]


def test_missing_registry_inclusion() -> None:
    made = World().make()
    made.ClearField("registry_inclusion")
    assert ("witnesses", "registry version is not in the log") in failures(made)


def test_one_broken_part_leaves_the_others_told() -> None:
    made = World(witnesses=()).make()
    lines = verdict(made)
    assert any("officer fia-1042" in line.claim and line.ok for line in lines)
    assert any(line.claim.endswith("under its page key") for line in lines)
    assert not proven(lines)


def test_registry_of_a_federation_with_the_same_name() -> None:
    assert registry().name == "rabta.test"
    other = load_registry(edited(lambda said: setattr(said, "expires_ms", said.expires_ms + 1)))
    assert other.federation_id != registry().federation_id
    made = World(registry=other).make()
    assert ("agency pk.fia", "token does not hold (TOKEN_INVALID)") in failures(made)
