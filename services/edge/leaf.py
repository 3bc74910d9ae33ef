"""From a call to its log entry: the caller's own facts open, what was withheld sealed.

An entry holds ids, digests and HMAC tokens: never a name, never a number that was asked for.
"""

from __future__ import annotations

from audit.client import Item, Quota
from audit.entry import EntryKind, OpenEntry, encode_open
from services.edge import entry_parts as parts
from services.edge.call import SYSTEM, Call


def read_item(call: Call) -> Item:
    """The one leaf of an authenticated read, whatever its outcome; what it asked for counts, refused or not."""
    return _item(call, EntryKind.REFUSAL if call.reason else EntryKind.READ, consume=True, counts=True)


def refusal_item(call: Call) -> Item:
    """The leaf of a call that is refused after all; kept while the witnesses are stale. What it names counts no more,
    the call does, unless its intent has counted it."""
    return _item(call, EntryKind.REFUSAL, consume=call.intent_index < 0)


def intent_item(call: Call) -> Item:
    """Before a state change: consumes the nonce, so that a replay never reaches the handler; the call counts."""
    return _item(call, EntryKind.INTENT, consume=True, counts=True)


def outcome_item(call: Call) -> Item:
    """After a state change: names its intent. What was done is written down however late it is."""
    return _item(call, EntryKind.OUTCOME, consume=False)


def summary_item(hub: str, registry_version: int, now_ms: int, counts: list[str]) -> Item:
    """The minute's unauthenticated refusals in one leaf."""
    entry = OpenEntry(
        kind=EntryKind.SUMMARY, time_ms=now_ms, agency=hub, registry_version=registry_version, counts=tuple(counts)
    )
    return Item(open=encode_open(entry), sealed=b"", agency=hub, registry_version=registry_version, when_stale=True)


def _item(call: Call, kind: EntryKind, *, consume: bool, counts: bool = False) -> Item:
    refused = kind == EntryKind.REFUSAL
    return Item(
        open=_open(call, kind),
        sealed=_sealed(call),
        agency=call.agency,
        registry_version=call.snapshot.registry.version,
        nonce=call.header.nonce if consume else b"",
        issuer=call.agency if consume else "",
        exp_ms=call.header.exp_ms + call.late_ms if consume else 0,
        quota=_quotas(call) if counts else (),
        when_stale=refused or kind == EntryKind.OUTCOME or call.rule.when_stale or bool(call.trail.break_glass),
        deadline_ms=0 if kind == EntryKind.OUTCOME else call.deadline_ms,
        second_nonce=call.approver_nonce if consume else b"",
        second_exp_ms=call.approver_expires_ms if consume and call.approver_nonce else 0,
        caller=_caller(call, consume),
    )


def _caller(call: Call, consume: bool) -> str:
    """Whose call it is: the officer's, or where none stands behind it the system's, by what it asks for.

    An outcome counts for nobody's calls, but of the exchange it fills that share of the log.
    """
    if call.caller:
        return f"officer:{call.agency}/{call.caller.officer}" if consume else ""
    return f"{call.budget}:{call.agency}/{call.tls.system}" if consume or call.budget != SYSTEM else ""


def _quotas(call: Call) -> tuple[Quota, ...]:
    if call.caller is None or not call.trail.selectors:
        return ()
    scopes = (f"officer:{call.agency}/{call.caller.officer}", f"agency:{call.agency}")
    return tuple(Quota(scope, token) for scope in scopes for token in call.trail.selectors)


def _open(call: Call, kind: EntryKind) -> bytes:
    caller, trail, header, registry = call.caller, call.trail, call.header, call.snapshot.registry
    return b"".join(
        (
            parts.start(kind, call.now_ms),
            parts.standing(
                call.agency,
                call.tls.system,
                caller,
                call.method,
                trail.case_state,
                header.token_sha256,
                header.approver_sha256,
                call.thumbprint,
                header.kid,
            ),
            parts.digests(
                call.request_sha256, header.body_sha256, b"" if kind == EntryKind.INTENT else call.answer_sha256
            ),
            parts.result(call.status, call.reason),
            parts.selectors(trail.selectors),
            b"" if call.reason else parts.records(tuple(trail.records)),
            parts.rules(registry.version, registry.digest, call.snapshot.engine.digest),
            _rest(call, kind),
        )
    )


def _rest(call: Call, kind: EntryKind) -> bytes:
    """Fields 29 to 38, which most reads do not have."""
    trail = call.trail
    intent = call.intent_index + 1 if kind in (EntryKind.OUTCOME, EntryKind.REFUSAL) else 0
    times = trail.as_of_valid_ms or trail.as_of_recorded_ms
    if not (intent or times or trail.feed or trail.break_glass or trail.request_id):
        return b""
    return encode_open(
        OpenEntry(
            intent_index_plus_one=intent,
            feed=trail.feed,
            feed_page=trail.feed_page,
            feed_chain_sha256=trail.feed_chain_sha256,
            break_glass=trail.break_glass,
            as_of_valid_ms=trail.as_of_valid_ms,
            as_of_recorded_ms=trail.as_of_recorded_ms,
            request_id=trail.request_id,
            page=trail.page,
        )
    )


def _sealed(call: Call) -> bytes:
    trail = call.trail
    withheld = tuple((owner, cause, count) for (owner, cause), count in sorted(trail.withheld.items()))
    return parts.judged(withheld, tuple(sorted(trail.policies)), tuple(trail.alarms)) + parts.peer(call.peer)
