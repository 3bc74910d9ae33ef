"""From a call to its entry: what is open, what sealed, what is consumed, what may wait for witnesses."""

from __future__ import annotations

from dataclasses import fields, replace
from hashlib import sha256
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.access.v1.rule_pb2 import EFFECT_READ, PERMISSION_RECORD_READ, Rule

from audit.entry import FeedPage, OpenEntry, decode_open, decode_sealed
from audit.items import Item
from audit.limits import is_scope
from services.access.approver import nonce_of
from services.access.caller import Approver, Caller
from services.edge import leaf
from services.edge.call import Call, Snapshot
from services.membership.rows import TlsRow
from services.signing.header import EMPTY_SHA256, SigHeader
from tests.fakes import live
from tests.fakes.hub import FakeEngine
from tests.fakes.records_node import caller as some_caller
from tests.fakes.world.keys import thumbprint_of

DIGESTS = {name: sha256(name.encode()).digest() for name in ("token", "approver", "body", "kid", "tls", "request")}


def call(**changes: Any) -> Call:
    registry = live.registry()
    made = Call("/rabta.records.v1.RecordsService/Search", Snapshot(registry, cast(Any, FakeEngine())), 1_000)
    made.header = SigHeader(
        nonce=b"n" * 16,
        exp_ms=60_000,
        kid=DIGESTS["kid"],
        body_sha256=DIGESTS["body"],
        token_sha256=DIGESTS["token"],
        approver_sha256=DIGESTS["approver"],
    )
    made.key = replace(registry.keys_of(live.FIA, "MESSAGE")[0])
    made.tls = cast(TlsRow, registry.tls(thumbprint_of(live.files().node(live.FIA))))
    made.thumbprint, made.request_sha256 = DIGESTS["tls"], DIGESTS["request"]
    made.rule = Rule(permission=PERMISSION_RECORD_READ, effect=EFFECT_READ)
    made.caller = some_caller(live.FIA)
    made.give(changes.pop("answer", b""))
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def opened(item: Item) -> OpenEntry:
    return decode_open(item.open)


def test_a_read_names_who_why_and_what_by_digest() -> None:
    made = call(answer=b"answer")
    made.trail.selectors.append(DIGESTS["body"])
    item = leaf.read_item(made)
    entry, who = opened(item), cast(Caller, made.caller)
    assert (entry.kind, entry.time_ms, entry.agency, entry.system) == ("READ", 1_000, live.FIA, "node")
    assert (entry.officer, entry.purpose, entry.legal_basis) == (who.officer, "INVESTIGATE_CASE", "CRPC_CASE")
    assert entry.case_reference == f"FIR:{who.case_key}"
    assert entry.answer_body_sha256 == sha256(b"answer").digest()
    assert (entry.tls_sha256, entry.request_kid) == (DIGESTS["tls"], DIGESTS["kid"])
    assert (entry.token_sha256, entry.approver_sha256) == (DIGESTS["token"], DIGESTS["approver"])
    assert (entry.registry_version, entry.policy_sha256) == (1, FakeEngine.digest)
    assert (item.nonce, item.issuer, item.exp_ms, item.agency) == (b"n" * 16, live.FIA, 60_000, live.FIA)
    assert not item.when_stale


def test_an_empty_answer_has_the_digest_of_nothing_and_an_intent_none() -> None:
    assert opened(leaf.read_item(call())).answer_body_sha256 == EMPTY_SHA256
    assert opened(leaf.intent_item(call())).answer_body_sha256 == b""


def test_a_refused_read_is_a_refusal_and_names_no_record() -> None:
    made = call(reason="NOT_FOUND", status=5)
    made.trail.records.append("agencies/pk.fia/records/r1/versions/1")
    made.trail.selectors.append(DIGESTS["body"])
    item = leaf.read_item(made)
    assert (opened(item).kind, opened(item).reason, opened(item).status) == ("REFUSAL", "NOT_FOUND", 5)
    assert (opened(item).records, len(item.quota), item.when_stale) == ((), 2, True)
    assert item.nonce


def test_limits_count_for_officer_and_agency_and_only_once_a_call() -> None:
    made = call()
    made.trail.selectors += [DIGESTS["body"], DIGESTS["token"]]
    uses = [(quota.scope, quota.token) for quota in leaf.read_item(made).quota]
    officer = f"officer:{live.FIA}/{cast(Caller, made.caller).officer}"
    assert uses == [
        (scope, token) for scope in (officer, f"agency:{live.FIA}") for token in (DIGESTS["body"], DIGESTS["token"])
    ]
    assert all(is_scope(scope) for scope, _ in uses)
    assert leaf.outcome_item(made).quota == ()


def test_intent_consumes_outcome_does_not_and_names_the_intent() -> None:
    intent, outcome = leaf.intent_item(call()), leaf.outcome_item(call(intent_index=41))
    assert (intent.nonce, outcome.nonce, outcome.issuer, outcome.exp_ms) == (b"n" * 16, b"", "", 0)
    assert (opened(intent).intent_index_plus_one, opened(outcome).intent_index_plus_one) == (0, 42)
    assert (intent.when_stale, outcome.when_stale) == (False, True)


def test_a_page_of_copies_says_what_its_header_says() -> None:
    made = call(caller=None)
    page = FeedPage("pk.customs", 7, 3, DIGESTS["body"], 2, 1)
    made.trail.feed, made.trail.feed_page, made.trail.feed_chain_sha256 = "records", 6, DIGESTS["request"]
    made.trail.page = page
    entry = opened(leaf.read_item(made))
    assert (entry.feed, entry.feed_page, entry.feed_chain_sha256, entry.page) == (
        "records", 6, DIGESTS["request"], page,
    )  # fmt: skip


def test_a_second_persons_approval_is_consumed_with_the_nonce() -> None:
    nonce = nonce_of("approval_0123456789")
    made = call(approver_nonce=nonce, approver_expires_ms=call().header.exp_ms + 3_000_000)
    made.caller = replace(
        cast(Caller, made.caller), approver=Approver("officer-2", 2, frozenset({"officer-9"}), bytes(32))
    )
    item = leaf.read_item(made)
    assert (item.second_nonce, item.second_exp_ms) == (nonce, made.approver_expires_ms)
    assert item.exp_ms == made.header.exp_ms, "the request ends when it says, however long the approval lives"
    assert opened(item).approver == "officer-2"
    assert (leaf.outcome_item(made).second_nonce, leaf.outcome_item(made).second_exp_ms) == (b"", 0)


def test_a_call_counts_once_for_its_officer_or_its_system() -> None:
    for make in (leaf.read_item, leaf.intent_item, leaf.refusal_item):
        assert make(call()).caller == "officer:pk.fia/pp-7"
        assert make(call(caller=None)).caller == "system:pk.fia/node"
    assert leaf.refusal_item(call(intent_index=4)).caller == leaf.outcome_item(call(intent_index=4)).caller == ""
    assert leaf.summary_item("pk.hub", 1, 0, []).caller == ""


def test_a_systems_calls_of_the_exchange_count_apart_and_their_outcomes_fill_no_other_share() -> None:
    for budget in ("exchange", "orders"):
        for make in (leaf.read_item, leaf.intent_item, leaf.refusal_item, leaf.outcome_item):
            assert make(call(caller=None, budget=budget)).caller == f"{budget}:pk.fia/node"
        assert leaf.read_item(call(budget=budget)).caller == "officer:pk.fia/pp-7", "an officer's call is an officer's"
        assert leaf.outcome_item(call(budget=budget)).caller == ""


def test_without_an_officer_the_system_stands_alone() -> None:
    entry = opened(leaf.read_item(call(caller=None)))
    assert (entry.system, entry.officer, entry.purpose, entry.case_reference, entry.role) == ("node", "", "", "", "")


@pytest.mark.parametrize("session", ["", "bg-1"])
def test_an_open_session_may_read_while_witnesses_are_stale(session: str) -> None:
    made = call()
    made.trail.break_glass = session
    assert leaf.read_item(made).when_stale == bool(session)


def test_what_was_withheld_is_sealed_sorted_and_nowhere_else() -> None:
    made = call(peer="ipv4:127.0.0.1:1")
    made.trail.withheld.update({("pk.prisons", "sealed"): 1, ("pk.customs", "juvenile"): 3})
    made.trail.policies |= {"r06", "r01"}
    made.trail.alarms.append("own-or-kin")
    item = leaf.read_item(made)
    sealed = decode_sealed(item.sealed)
    assert [(one.owner, one.cause, one.count) for one in sealed.withheld] == [
        ("pk.customs", "juvenile", 3),
        ("pk.prisons", "sealed", 1),
    ]
    assert (sealed.policies, sealed.alarms, sealed.peer) == (("r01", "r06"), ("own-or-kin",), "ipv4:127.0.0.1:1")
    assert b"juvenile" not in item.open
    assert b"own-or-kin" not in item.open
    assert b"127.0.0.1" not in item.open


def test_the_summary_of_a_minute_is_the_hubs_and_consumes_nothing() -> None:
    item = leaf.summary_item("pk.hub", 7, 5_000, ["-/metadata=3"])
    entry = opened(item)
    assert (entry.kind, entry.agency, entry.counts) == ("SUMMARY", "pk.hub", ("-/metadata=3",))
    assert (item.nonce, item.issuer, item.registry_version, item.when_stale) == (b"", "", 7, True)


@given(
    st.lists(st.binary(min_size=32, max_size=32), max_size=20, unique=True),
    st.lists(st.from_regex(r"agencies/pk\.fia/records/[a-z0-9]{1,9}/versions/[1-9]", fullmatch=True), max_size=9),
    st.integers(0, 2**40),
    st.binary(max_size=64),
)
def test_any_trail_reads_back_as_it_was_noted(
    selectors: list[bytes], records: list[str], as_of_ms: int, answer: bytes
) -> None:
    made = call(answer=answer)
    made.trail.selectors, made.trail.records, made.trail.as_of_recorded_ms = selectors, records, as_of_ms
    entry = opened(leaf.read_item(made))
    assert (entry.selectors, entry.records, entry.as_of_recorded_ms) == (tuple(selectors), tuple(records), as_of_ms)
    assert entry.answer_body_sha256 == sha256(answer).digest()


def test_every_field_of_the_entry_is_filled_somewhere() -> None:
    """A field that is added to the entry and not to the leaf would stay empty for ever."""
    made = call(answer=b"a", status=5, reason="NOT_FOUND", intent_index=0)
    made.caller = replace(
        cast(Caller, made.caller), approver=Approver("officer-2", 2, frozenset({"officer-9"}), bytes(32))
    )
    trail = made.trail
    trail.selectors, trail.case_state, trail.break_glass = [bytes(32)], "RESOLVED", "bg-1"
    trail.as_of_valid_ms = trail.as_of_recorded_ms = trail.feed_page = 1
    trail.request_id, trail.feed, trail.feed_chain_sha256 = "request-1", "records", bytes(32)
    trail.page = FeedPage("pk.customs")
    outcome = opened(leaf.outcome_item(made))
    read = opened(leaf.read_item(replace_trail(made)))
    summary = opened(leaf.summary_item("pk.hub", 1, 1, ["x=1"]))
    empty = {
        field.name
        for field in fields(OpenEntry)
        if not any(getattr(entry, field.name) for entry in (outcome, read, summary))
    }
    assert empty == set()


def replace_trail(made: Call) -> Call:
    made.reason, made.status = "", 0
    made.trail.records = ["agencies/pk.fia/records/r1/versions/1"]
    return made


def test_what_was_asked_for_counts_once_refused_or_not_and_never_again_for_the_refusal_itself() -> None:
    for reason in ("", "POLICY_DENIED", "NOT_FOUND"):
        made = call(reason=reason)
        made.trail.selectors.append(DIGESTS["body"])
        assert len(leaf.read_item(made).quota) == 2
        assert leaf.refusal_item(made).quota == ()
    assert leaf.read_item(call(reason="TOKEN_INVALID", caller=None)).quota == ()


def test_an_entry_waits_no_longer_than_the_caller_but_an_outcome_is_written_however_late() -> None:
    made = call(deadline_ms=7_000, intent_index=3)
    for make in (leaf.read_item, leaf.refusal_item, leaf.intent_item):
        assert make(made).deadline_ms == 7_000
    assert leaf.outcome_item(made).deadline_ms == 0
