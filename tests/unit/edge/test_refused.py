"""Steps 8 to 13, each broken alone: the refusal is signed, has one leaf, consumes the nonce, and runs no handler."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from services.client.check_answer import Received
from services.membership.provision import add_key, revoke, sign_and_publish
from tests.fakes import live
from tests.fakes.hub import ALONE, CLASSED, INLINE, RECEIPTS, REGISTRY, WRITE, Hub, running
from tests.fakes.raw_caller import Question, RawCaller, calling
from tests.fakes.world.keys import b64, key_of
from tests.unit.edge.answers import reason_of, rules_of

Ask = Callable[[RawCaller], Question]
BODY = b"question"


def another_body(caller: RawCaller) -> Question:
    return replace(caller.ask(INLINE, token=live.token()), body=b"another question")


def token_not_signed_for(caller: RawCaller) -> Question:
    return replace(caller.ask(INLINE, token=live.token()), token=live.token(sub="officer-5"))


def token_dropped(caller: RawCaller) -> Question:
    return replace(caller.ask(INLINE, token=live.token()), token="")


def token_dropped_where_none_is_needed(caller: RawCaller) -> Question:
    """The officer's name is taken off a call that would also answer the system alone."""
    return replace(caller.ask(RECEIPTS, token=live.token()), token="")


def token_added(caller: RawCaller) -> Question:
    return replace(caller.ask(INLINE), token=live.token())


def approver_not_signed_for(caller: RawCaller) -> Question:
    asked = caller.ask(INLINE, token=live.token(), approver=live.approval(BODY))
    return replace(asked, approver=live.approval(BODY, sub="officer-7"))


def approver_dropped(caller: RawCaller) -> Question:
    return replace(caller.ask(INLINE, token=live.token(), approver=live.approval(BODY)), approver="")


def approver_no_text(caller: RawCaller) -> Question:
    return caller.ask(INLINE, token=live.token(), approver="\u0637" * 10)


def with_token(method: str = INLINE, **changes: Any) -> Ask:
    return lambda caller: caller.ask(method, token=live.token(**changes))


def with_approver(body: bytes = BODY, **changes: Any) -> Ask:
    return lambda caller: caller.ask(INLINE, token=live.token(), approver=live.approval(body, **changes))


def cites(**changes: Any) -> Ask:
    return lambda caller: caller.ask(INLINE, token=live.token(), **changes)


LONG_AGO = live.now_ms() // 1000 - 1000
THUMB = {"x5t#S256": b64(bytes(32))}
CASES: dict[str, tuple[str, Ask]] = {
    "method without a route": (
        "METHOD_UNKNOWN",
        with_token("/rabta.records.v1.RecordsService/SubmitPage"),
    ),
    "method of nobody": ("METHOD_UNKNOWN", with_token("/rabta.nobody.v1.Service/Do")),
    "registry newer than the hub's": ("REGISTRY_STALE", cites(registry_version=2)),
    "registry of another digest": ("REGISTRY_STALE", cites(registry_sha256=bytes(32))),
    "another body": ("BODY_MISMATCH", another_body),
    "no token": ("TOKEN_INVALID", lambda caller: caller.ask(INLINE)),
    "token dropped": ("TOKEN_INVALID", token_dropped),
    "token dropped where none is needed": ("TOKEN_INVALID", token_dropped_where_none_is_needed),
    "token added": ("TOKEN_INVALID", token_added),
    "another token": ("TOKEN_INVALID", token_not_signed_for),
    "token is no token": ("TOKEN_INVALID", lambda caller: caller.ask(INLINE, token="a.b.c")),
    "token of another agency": ("TOKEN_INVALID", with_token(iss=live.PUNJAB)),
    "token for another hub": ("TOKEN_INVALID", with_token(aud="pk.other")),
    "token of another federation": ("TOKEN_INVALID", with_token(fed=b64(bytes(32)))),
    "token of another system": ("TOKEN_INVALID", with_token(client_id="desk")),
    "token without a claim": ("TOKEN_INVALID", with_token(jti=...)),
    "token with a claim more": ("TOKEN_INVALID", with_token(admin=True)),
    "token lives too long": ("TOKEN_INVALID", with_token(exp=LONG_AGO + 90_000)),
    "token expired": ("TOKEN_EXPIRED", with_token(iat=LONG_AGO, exp=LONG_AGO + 900)),
    "token bound to another certificate": ("TOKEN_NOT_BOUND", with_token(cnf=THUMB)),
    "approver dropped": ("APPROVER_INVALID", approver_dropped),
    "another approver": ("APPROVER_INVALID", approver_not_signed_for),
    "approver is no text": ("APPROVER_INVALID", approver_no_text),
    "approver of another body": ("APPROVER_INVALID", with_approver(b"another")),
    "approver is the officer": ("APPROVER_INVALID", with_approver(sub="officer-1")),
    "class of another method": ("PURPOSE_UNFIT", with_token(CLASSED)),
    "class of nobody": ("PURPOSE_UNFIT", with_token(CLASSED, details={"query_class": "EVERYTHING"})),
}


async def only_refusal(hub: Hub, reason: str) -> None:
    """The log holds the registry's leaf and one refusal; nothing ran."""
    assert hub.ran == []
    assert hub.log.kinds() == ["REFUSAL"]
    entry = hub.log.opened()
    assert (entry.reason, entry.status > 0, entry.agency, entry.records) == (reason, True, live.FIA, ())
    assert hub.edge.counts.drain() == []
    assert hub.edge.slots.used == 0


@pytest.mark.parametrize("case", CASES)
async def test_is_refused_signed_and_logged(case: str) -> None:
    reason, ask = CASES[case]
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = ask(caller)
        answer = await caller.proven(question)
        assert reason_of(answer) == reason
        assert not answer.body
        assert not answer.header.no_leaf
        assert answer.header.audit_index == 1
        await only_refusal(hub, reason)
        (line,) = hub.lines.seen
        assert (line["reason"], line["index"], line["agency"]) == (reason, 1, live.FIA)


@pytest.mark.parametrize("case", ["another body", "token expired", "class of another method"])
async def test_a_refusal_consumes_the_nonce(case: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        question = CASES[case][1](caller)
        await caller.proven(question)
        again = await caller.proven(question)
        assert (reason_of(again), again.header.no_leaf) == ("REPLAYED", True)
        assert hub.log.kinds() == ["REFUSAL"]


async def test_a_refused_token_names_the_rule_and_no_value() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        answer = await caller.proven(caller.ask(INLINE, token=live.token(aud="pk.elsewhere")))
        assert rules_of(answer.details)[0][1] == "audience"
        assert b"elsewhere" not in answer.details


async def test_an_officer_is_logged_only_once_the_token_is_theirs() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await caller.proven(caller.ask(INLINE, token=live.token(aud="pk.other")))
        assert hub.log.opened().officer == ""
        await caller.proven(caller.ask(CLASSED, token=live.token()))
        assert hub.log.opened().officer == "officer-1"


async def test_a_right_approver_is_named_and_their_approval_counts_once() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        approver = live.approval(BODY)
        answer = await caller.proven(caller.ask(INLINE, token=live.token(), approver=approver))
        assert answer.body == b"answer to question"
        entry = hub.log.opened()
        assert (entry.approver, entry.approver_sha256) == ("officer-2", sha256(approver.encode()).digest())
        again = await caller.proven(caller.ask(INLINE, token=live.token(), approver=approver))
        assert reason_of(again) == "REPLAYED"


async def test_a_class_that_may_call_the_method_does() -> None:
    async with running() as hub, calling(hub.files, hub.port, live.OVERSIGHT) as caller:
        details = {
            "purpose": "OVERSIGHT",
            "legal_basis": "DATA_OVERSIGHT",
            "query_class": "AUDIT",
            "case": {"type": "REVIEW", "key": "2026/1"},
        }
        answer = await caller.proven(caller.ask(CLASSED, token=live.token(live.OVERSIGHT, details=details)))
        assert answer.body == b"answer to question"


async def test_a_token_whose_key_was_revoked_is_refused_although_it_was_cached(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, calling(files, hub.port) as caller:
        token = live.token(of=files)
        assert (await caller.proven(caller.ask(INLINE, token=token))).body
        add_key(files, live.FIA, "TOKEN", live.now_ms())
        revoke(files, key_of(files, live.FIA, "token").kid, live.now_ms())
        sign_and_publish(files)
        hub.registry = live.registry(files)
        answer = await caller.proven(caller.ask(INLINE, token=token))
        assert reason_of(answer) == "TOKEN_INVALID"


async def test_behind_its_peer_the_hub_says_so(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, calling(files, hub.port) as caller:
        add_key(files, live.FIA, "TOKEN", live.now_ms())
        sign_and_publish(files)
        received, _ = await caller.send(caller.ask(INLINE, token=live.token(of=files)))
        assert reason_of(received) == "REGISTRY_STALE"


async def test_after_expiry_only_the_registry_answers() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.registry = replace(hub.registry, expires_ms=live.now_ms() - 1)
        for method, token in ((INLINE, live.token()), (ALONE, live.token()), (WRITE, live.token()), (RECEIPTS, "")):
            received, _ = await caller.send(caller.ask(method, body=b"", token=token))
            assert reason_of(received) == "REGISTRY_EXPIRED", method
        assert hub.log.kinds() == ["REFUSAL"] * 4
        answer = await caller.proven(caller.ask(REGISTRY, body=b""))
        assert hub.registry.raw in answer.body


async def test_without_a_token_a_tokenless_method_answers_across_versions(tmp_path: Path) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for method in (REGISTRY, RECEIPTS):
            received, _ = await caller.send(caller.ask(method, body=b"", registry_version=9))
            assert (method, received.code) == (method, 0)
        assert [hub.log.opened(index).officer for index in (1, 2)] == ["", ""]


async def test_a_deadline_is_required() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        answer = await caller.proven(caller.ask(INLINE, token=live.token()), timeout=None)
        assert reason_of(answer) == "DEADLINE_REQUIRED"
        await only_refusal(hub, "DEADLINE_REQUIRED")


def test_reasons_of_received_and_proven_are_read_alike() -> None:
    assert reason_of(Received(0, b"", ())) == ""
