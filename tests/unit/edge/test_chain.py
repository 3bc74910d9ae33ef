"""The chain over a real connection: what each kind of call leaves in the log, and what leaves the hub when things go wrong."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

import pytest

from audit.client import Refusal
from services.access.errors import NotFound
from services.client.errors import Refusal as Refused
from services.edge.call import Call
from tests.fakes import live
from tests.fakes.hub import ALONE, INLINE, WRITE, running
from tests.fakes.raw_caller import calling
from tests.fakes.world.keys import thumbprint_of
from tests.unit.edge.answers import info_of, reason_of, rules_of
from tests.unit.edge.bodies import EVERY, SECRET, broken, malformed, missing, noted


@pytest.mark.parametrize("method", EVERY)
async def test_an_answer_is_signed_chained_and_promises_its_entry(method: str, tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.call(method, b"question", live.token())
        header = exchange.proven.header
        assert exchange.proven.body == b"answer to question"
        assert hub.log.leaves[header.audit_index].data.endswith(header.commitment)
        entry = hub.log.opened(header.audit_index)
        assert entry.answer_body_sha256 == sha256(b"answer to question").digest()
        assert entry.request_body_sha256 == sha256(b"question").digest()
        assert entry.request_sha256 == header.request_sha256
        assert entry.tls_sha256 == thumbprint_of(hub.files.node(live.FIA))
        assert (entry.officer, entry.case_reference) == ("officer-1", "FIR:PB/LAHORE/ICHHRA/512/2024")
        assert (entry.registry_version, entry.registry_sha256) == (1, hub.registry.digest)
        assert entry.policy_sha256 == hub.edge.snapshot().engine.digest
        assert hub.ran == [method]


async def test_a_read_leaves_one_leaf_a_change_two() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for method, kinds in ((INLINE, ["READ"]), (ALONE, ["READ"]), (WRITE, ["INTENT", "OUTCOME"])):
            before = len(hub.log.kinds())
            await caller.proven(caller.ask(method, token=live.token()))
            assert hub.log.kinds()[before:] == kinds


async def test_an_answer_to_a_change_names_the_process_that_gave_it_and_no_other_does() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        named = {}
        for method in EVERY:
            received, _ = await caller.send(caller.ask(method, token=live.token()))
            named[method] = dict(received.trailing).get("rabta-process")
        assert named == {INLINE: None, ALONE: None, WRITE: hub.edge.process}
        hub.bodies[WRITE] = broken
        refused, _ = await caller.send(caller.ask(WRITE, token=live.token()))
        assert refused.code
        assert "rabta-process" not in dict(refused.trailing)


async def test_the_intent_comes_before_the_handler_and_its_outcome_names_it() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        seen: list[str] = []

        async def change(_call: Call, _raw: bytes) -> bytes:
            seen.extend(hub.log.kinds())
            return b"done"

        hub.bodies[WRITE] = change
        answer = await caller.proven(caller.ask(WRITE, token=live.token()))
        assert seen == ["INTENT"]
        intent, outcome = hub.log.opened(1), hub.log.opened(2)
        assert outcome.intent_index_plus_one == 2
        assert (intent.answer_body_sha256, outcome.answer_body_sha256) == (b"", sha256(b"done").digest())
        assert answer.header.audit_index == 2
        (first,), (second,) = hub.log.frames
        assert (len(first.nonce), second.nonce) == (16, b"")


async def test_what_a_handler_notes_is_logged_the_callers_part_open_the_rest_sealed() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = noted
        await caller.proven(caller.ask(INLINE, token=live.token()))
        entry, sealed = hub.log.opened(), hub.log.sealed()
        assert entry.records == ("agencies/pk.fia/records/r1/versions/1",)
        assert (entry.case_state, entry.request_id) == ("RESOLVED", "request-1")
        assert entry.selectors == (sha256(b"who").digest(),)
        assert [(one.owner, one.cause, one.count) for one in sealed.withheld] == [("pk.prisons", "juvenile", 2)]
        assert (sealed.policies, sealed.alarms) == (("r06-investigate",), ("own-or-kin",))
        assert sealed.peer.startswith("ipv4:127.0.0.1:")
        assert b"juvenile" not in hub.log.leaves[-1].open
        scopes = [quota.scope for quota in hub.log.frames[-1][0].quota]
        assert scopes == ["officer:pk.fia/officer-1", "agency:pk.fia"]


@pytest.mark.parametrize("method", EVERY)
async def test_what_a_handler_refuses_is_signed_with_its_place_and_without_a_body(method: str) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[method] = malformed
        answer = await caller.proven(caller.ask(method, token=live.token()))
        assert reason_of(answer) == "INVALID_ARGUMENT"
        assert rules_of(answer.details) == [("selector.identifier.value", "cnic")]
        assert not answer.body
        entry = hub.log.opened()
        assert (entry.reason, entry.status, entry.records) == ("INVALID_ARGUMENT", 3, ())
        assert entry.kind == ("OUTCOME" if method == WRITE else "REFUSAL")


@pytest.mark.parametrize("method", EVERY)
async def test_an_exception_never_reaches_the_peer_nor_the_log(method: str, caplog: pytest.LogCaptureFixture) -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[method] = broken
        with caplog.at_level(logging.ERROR):
            answer = await caller.proven(caller.ask(method, body=b"Bano Khan", token=live.token()))
        info = info_of(answer.details)
        assert (info.reason, answer.header.grpc_status, answer.body) == ("INTERNAL", 13, b"")
        correlation = info.metadata["correlation"]
        assert len(correlation) == 32
        assert correlation in caplog.text
        assert "RuntimeError" in caplog.text
        assert "bodies.py" in caplog.text
        for told in (answer.details.decode("latin-1"), caplog.text, repr(hub.log.opened())):
            assert SECRET not in told
            assert "Bano" not in told


async def test_the_line_of_a_call_names_no_one_asked_for() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        await caller.proven(caller.ask(INLINE, body=SECRET.encode(), token=live.token()))
        (line,) = hub.lines.seen
        assert set(line) == {"event", "method", "agency", "officer", "status", "reason", "index", "ms"}
        assert SECRET not in repr(line)


async def test_absent_and_forbidden_look_the_same() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = missing
        one = await caller.proven(caller.ask(INLINE, token=live.token()))
        two = await caller.proven(caller.ask(INLINE, body=b"another", token=live.token()))
        assert one.details == two.details
        assert len(one.raw_header) == len(two.raw_header)


async def test_a_client_is_told_what_was_refused(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[INLINE] = malformed
        with pytest.raises(Refused) as caught:
            await channel.call(INLINE, b"question", live.token())
        assert (caught.value.reason, caught.value.broken[0].rule) == ("INVALID_ARGUMENT", "cnic")


async def test_an_entry_carries_the_deadline_of_its_call() -> None:
    async with running() as hub, calling(hub.files, hub.port) as caller:
        for timeout_s in (5.0, 1_000_000.0):
            before = hub.clock()
            await caller.proven(caller.ask(INLINE, token=live.token()), timeout=timeout_s)
            (item,) = hub.log.frames[-1]
            capped_ms = int(min(timeout_s, 3600) * 1000)
            assert before + capped_ms - 2_000 < item.deadline_ms <= hub.clock() + capped_ms


async def test_a_refused_call_counts_what_it_asked_for_and_the_limits_answer_counts_nothing() -> None:
    async def denied(call: Call, raw: bytes) -> bytes:
        await noted(call, raw)
        raise NotFound

    async with running() as hub, calling(hub.files, hub.port) as caller:
        hub.bodies[INLINE] = denied
        await caller.proven(caller.ask(INLINE, token=live.token()))
        assert [quota.token for quota in hub.log.frames[-1][0].quota] == [sha256(b"who").digest()] * 2
        hub.log.refuse = lambda item: Refusal.RATE_LIMITED if item.quota else None
        answer = await caller.proven(caller.ask(INLINE, token=live.token()))
        assert reason_of(answer) == "RATE_LIMITED"
        assert hub.log.frames[-1][0].quota == ()
