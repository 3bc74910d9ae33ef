"""From a call to its log entry: the caller's own facts open, what was withheld sealed.

An entry holds ids, digests and HMAC tokens: never a name, never a number that was asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from audit.client import Item, Quota
from audit.entry import OpenEntry, SealedEntry, Withheld, encode_open, encode_sealed
from services.edge.call import Call
from services.signing.header import EMPTY_SHA256


def read_item(call: Call) -> Item:
    """The one leaf of an authenticated read, whatever its outcome; what it asked for counts, refused or not."""
    return replace(_item(call, "REFUSAL" if call.reason else "READ", consume=True), quota=_quotas(call))


def refusal_item(call: Call) -> Item:
    """The leaf of a call that is refused after all; kept while the witnesses are stale, and counts no further."""
    return _item(call, "REFUSAL", consume=call.intent_index < 0)


def intent_item(call: Call) -> Item:
    """Before a state change: consumes the nonce, so that a replay never reaches the handler."""
    return _item(call, "INTENT", consume=True)


def outcome_item(call: Call) -> Item:
    """After a state change: names its intent. What was done is written down however late it is."""
    return replace(_item(call, "OUTCOME", consume=False), deadline_ms=0)


def summary_item(hub: str, registry_version: int, now_ms: int, counts: list[str]) -> Item:
    """The minute's unauthenticated refusals in one leaf."""
    entry = OpenEntry(
        kind="SUMMARY", time_ms=now_ms, agency=hub, registry_version=registry_version, counts=tuple(counts)
    )
    sealed = encode_sealed(SealedEntry())
    return Item(open=encode_open(entry), sealed=sealed, agency=hub, registry_version=registry_version, when_stale=True)


def _item(call: Call, kind: str, *, consume: bool) -> Item:
    refused = kind == "REFUSAL"
    return Item(
        open=encode_open(_open(call, kind)),
        sealed=encode_sealed(_sealed(call)),
        agency=call.agency,
        registry_version=call.snapshot.registry.version,
        nonce=call.header.nonce if consume else b"",
        issuer=call.agency if consume else "",
        exp_ms=max(call.header.exp_ms, call.approver_expires_ms) if consume else 0,
        when_stale=refused or kind == "OUTCOME" or call.rule.when_stale or bool(call.trail.break_glass),
        deadline_ms=call.deadline_ms,
        second_nonce=call.approver_nonce if consume else b"",
    )


def _quotas(call: Call) -> tuple[Quota, ...]:
    if call.caller is None or not call.trail.selectors:
        return ()
    scopes = (f"officer:{call.agency}/{call.caller.officer}", f"agency:{call.agency}")
    return tuple(Quota(scope, token) for scope in scopes for token in call.trail.selectors)


def _open(call: Call, kind: str) -> OpenEntry:
    caller, trail, registry = call.caller, call.trail, call.snapshot.registry
    intent = kind == "INTENT"
    return OpenEntry(
        kind=kind,
        time_ms=call.now_ms,
        agency=call.agency,
        system=call.tls.system,
        officer=caller.officer if caller else "",
        approver=caller.approver.officer if caller and caller.approver else "",
        method=call.method,
        purpose=caller.purpose if caller else "",
        legal_basis=caller.legal_basis if caller else "",
        query_class=caller.query_class if caller else "",
        case_reference=f"{caller.case_type}:{caller.case_key}" if caller and caller.case_type else "",
        case_state=trail.case_state,
        role=",".join(sorted(caller.roles)) if caller else "",
        token_id=caller.token_id if caller else "",
        token_sha256=call.header.token_sha256,
        approver_sha256=call.header.approver_sha256,
        tls_sha256=call.thumbprint,
        request_kid=call.header.kid,
        request_sha256=call.request_sha256,
        request_body_sha256=call.header.body_sha256,
        answer_body_sha256=b"" if intent else (hashlib.sha256(call.answer).digest() if call.answer else EMPTY_SHA256),
        status=call.status,
        reason=call.reason,
        selectors=tuple(trail.selectors),
        records=() if call.reason else tuple(trail.records),
        registry_version=registry.version,
        registry_sha256=registry.digest,
        policy_sha256=call.snapshot.engine.digest,
        intent_index_plus_one=call.intent_index + 1 if kind == "OUTCOME" or (kind == "REFUSAL" and not intent) else 0,
        feed=trail.feed,
        feed_page=trail.feed_page,
        feed_chain_sha256=trail.feed_chain_sha256,
        break_glass=trail.break_glass,
        as_of_valid_ms=trail.as_of_valid_ms,
        as_of_recorded_ms=trail.as_of_recorded_ms,
        request_id=trail.request_id,
    )


def _sealed(call: Call) -> SealedEntry:
    trail = call.trail
    if not (trail.withheld or trail.policies or trail.alarms):
        return SealedEntry(peer=call.peer)
    return SealedEntry(
        withheld=tuple(Withheld(owner, cause, count) for (owner, cause), count in sorted(trail.withheld.items())),
        policies=tuple(sorted(trail.policies)),
        alarms=tuple(trail.alarms),
        peer=call.peer,
    )
