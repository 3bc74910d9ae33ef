"""The examples of ``docs/protocol.md`` and ``tests/vectors_own`` are what the code makes, and the code accepts them."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from audit.checkpoint import open_checkpoint
from audit.merkle import leaf_hash, verify_consistency, verify_inclusion
from audit.monthkeys import WrappedKey
from audit.vault import MonthKey, unseal
from services.access.approver import parse_approver
from services.access.assertion import read_assertion
from services.access.token import bind, parse
from services.client.check_answer import Received, Sent, check_answer, read_refusal
from services.client.errors import Unproven
from services.membership.registry import load_registry
from services.records.app.intake import open_page
from services.records.wire import decode, decode_version
from services.signing.cohort import verify_request
from services.signing.page import verify_version
from services.values.records import SubmitPageRequest
from services.values.validation.validate import violations
from tests.rows import of_rows
from tests.unit.protocol import bundle, contribution, exchange, log, question, tokens
from tests.unit.protocol.document import Block, blocks, made, page, renewed
from tests.unit.protocol.examples import files, values
from tests.unit.protocol.federation import (
    FIA,
    HUB,
    NOW,
    OVERSIGHT,
    PUNJAB,
    WITNESSES,
    log_signer,
    registry,
    thumbprint,
    witness_signer,
)
from tests.unit.protocol.from_code import parts
from tests.unit.protocol.keys import key, scalar_key, secret
from tests.unit.protocol.messages import listing
from tests.unit.protocol.renew import VECTORS, written

SHOWN = blocks(page())
KNOWN = {**values(), **parts(), "appendix.messages": listing()}
NOT_MADE_HERE = {"month_key.json"}


@pytest.mark.parametrize("name", sorted(files()))
def test_the_files_of_vectors_are_what_the_code_makes(name: str) -> None:
    assert (VECTORS / f"{name}.json").read_text("utf-8") == written(files()[name])


def test_there_are_no_other_files_of_vectors() -> None:
    assert {path.name for path in VECTORS.glob("*.json")} == {f"{name}.json" for name in files()} | NOT_MADE_HERE


@of_rows("block", SHOWN, ids=lambda block: block.name)
def test_the_page_shows_what_the_code_makes(block: Block) -> None:
    assert block.says(KNOWN[block.name])


def test_the_page_shows_one_example_of_each_kind() -> None:
    names = {block.name for block in SHOWN}
    assert len(names) == len(SHOWN)
    assert names >= {
        "request.header", "request.pae", "request.value", "answer.header", "answer.value", "cohort.root",
        "cohort.value.1", "token.jws", "page.header", "page.signature", "page.proof.1", "entry.commitment",
        "receipt.path", "checkpoint.note", "consistency.path", "registry.sha256", "sealed.stored", "evidence.verdict",
    }  # fmt: skip


@pytest.mark.parametrize("name", parts())
def test_what_the_page_makes_from_the_code_is_what_the_code_says(name: str) -> None:
    assert made(page())[name] == KNOWN[name], "run python -m tests.unit.protocol.renew"


def test_nothing_else_of_the_page_says_that_it_is_made() -> None:
    assert made(page()).keys() == parts().keys()


def test_a_part_that_was_changed_by_hand_is_noticed_and_renewed() -> None:
    changed = page().replace("| `REPLAYED` | ALREADY_EXISTS |", "| `REPLAYED` | UNAVAILABLE |")
    assert made(changed)["reasons"] != KNOWN["reasons"]
    assert renewed(changed, KNOWN) == page()


def test_a_changed_example_is_noticed_and_renewed() -> None:
    changed = page().replace(KNOWN["request.sha256"], "00" * 32)
    assert any(not block.says(KNOWN[block.name]) for block in blocks(changed))
    assert renewed(changed, KNOWN) == page()


def test_the_registry_loads_on_the_anchors_word() -> None:
    raw = bytes.fromhex(values()["registry.file"])
    assert load_registry(raw, anchor=bundle.anchor()).digest.hex() == values()["registry.sha256"]


def test_the_request_verifies() -> None:
    asked = question.question()
    row = registry().message_key(key(f"{FIA} message").kid)
    assert row is not None
    verify_request(row.public, asked.header, asked.value)


def answered(
    value: bytes, header: bytes = b"", details: bytes = b"", code: int = 0, body: bytes | None = None
) -> Received:
    trailing = [("rabta-hdr-bin", header or exchange.answer()), ("rabta-sig-bin", value)]
    if details:
        trailing.append(("grpc-status-details-bin", details))
    return Received(code, question.answer_body() if body is None else body, trailing)


def sent() -> Sent:
    return Sent(question.METHOD, FIA, secret(f"{FIA} nonce")[:16], question.question().sha256)


@pytest.mark.parametrize("name", ["answer.value", "cohort.value.1"])
def test_the_client_takes_the_answer_in_either_form(name: str) -> None:
    proven = check_answer(sent(), answered(bytes.fromhex(values()[name])), [registry()], NOW + 100)
    assert proven.header.audit_index == log.OURS


def test_the_cohort_gives_each_header_its_own_path() -> None:
    with pytest.raises(Unproven):
        check_answer(sent(), answered(bytes.fromhex(values()["cohort.value.2"])), [registry()], NOW + 100)


def test_the_refusal_without_entry_is_taken() -> None:
    details = exchange.refusals()["replayed"]
    value = bytes.fromhex(values()["replayed.value"])
    received = answered(value, exchange.replayed(), details, 6, b"")
    assert read_refusal(check_answer(sent(), received, [registry()], NOW + 100).details).reason == "REPLAYED"


def test_the_refusals_read_as_they_say() -> None:
    read = {name: read_refusal(details) for name, details in exchange.refusals().items()}
    assert read["rate_limited"].retry_after_s == 3600
    assert read["invalid_argument"].broken[0].rule == "cnic-length"
    assert {refusal.reason for refusal in read.values()} == {
        "INVALID_ARGUMENT", "RATE_LIMITED", "AUDIT_UNAVAILABLE", "REPLAYED",
    }  # fmt: skip


def test_the_tokens_make_a_caller_with_a_second_person() -> None:
    row = registry().tls(thumbprint(FIA))
    assert row is not None
    caller = bind(parse(tokens.access_token(), registry(), NOW), registry(), row, thumbprint(FIA), NOW)
    body_sha256 = sha256(question.body()).digest()
    approval = parse_approver(
        tokens.approver_token(question.body()), registry(), caller, question.METHOD, body_sha256, NOW
    )
    assert approval.caller.approver is not None
    assert (caller.officer, approval.caller.approver.officer) == (tokens.OFFICER, tokens.SECOND)
    assert approval.nonce.hex() == values()["approver.nonce"]


def test_the_assertion_is_for_the_details_that_are_shown() -> None:
    said = read_assertion(tokens.assertion(), key(f"officer {tokens.OFFICER}").public())
    assert said.for_sha256 == sha256(values()["assertion.details"].encode()).digest()


def test_the_page_is_taken_whole_and_its_versions_are_sound() -> None:
    request = decode(SubmitPageRequest, contribution.submit_body())
    assert open_page(request, PUNJAB, registry(), NOW).sha256.hex() == values()["page.sha256"]
    for leaf in request.leaves:
        assert violations(decode_version(leaf.version)) == ()


def test_the_proof_ties_the_version_to_the_page() -> None:
    request = decode(SubmitPageRequest, contribution.submit_body())
    held = open_page(request, PUNJAB, registry(), NOW)
    proof = contribution.proof(1)
    verify_version(held.header, contribution.party(), proof.index, proof.salt, list(proof.path))


def test_the_receipt_leads_from_the_promise_to_the_checkpoint() -> None:
    opened = open_checkpoint(log.checkpoint(), [log_signer().key], [witness_signer(name).key for name in WITNESSES])
    receipt = log.receipt()
    opened_part = sha256(receipt.open_salt + receipt.open).digest()
    assert sha256(opened_part + receipt.sealed_sha256).digest() == log.entry().commitment
    checkpoint = opened.checkpoint
    hashed = leaf_hash(log.leaves()[log.OURS])
    verify_inclusion(hashed, log.OURS, checkpoint.size, list(receipt.inclusion.path), checkpoint.root)
    older = bytes.fromhex(values()["consistency.root"])
    path = [bytes.fromhex(line) for line in values()["consistency.path"].split("\n")]
    verify_consistency(log.OLDER, checkpoint.size, older, checkpoint.root, path)
    assert len(opened.cosigned) >= registry().witness_policy.quorum


def test_the_stored_form_opens_under_its_month_key() -> None:
    parts = unseal(log.OURS, MonthKey(FIA, log.MONTH, secret("month key")), log.stored())
    logged = log.entry()
    assert (parts.open, parts.sealed) == (logged.open, logged.sealed)


@pytest.mark.parametrize("holder", [HUB, OVERSIGHT])
def test_the_wrapped_month_key_opens_for_both_holders(holder: str) -> None:
    held = json.loads((VECTORS / "month_key.json").read_text("utf-8"))
    wrapped = WrappedKey.decode(bytes.fromhex(held["wrapped"]))
    found = wrapped.unwrap(held["agency"], held["month"], scalar_key(f"{holder} seal"))
    assert found.hex() == held["month_key"] == values()["sealed.month_key"]


def test_the_bundle_proves_all_that_it_claims() -> None:
    assert "FAILED" not in values()["evidence.verdict"]
    assert f"agency {PUNJAB}: 1 record version under its page key" in values()["evidence.verdict"]
