"""An exchange becomes a bundle that a third party proves with the governance keys alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from services.client import evidence as evidence_module
from services.client.errors import Unproven
from services.client.evidence import gather
from services.evidence.line import Line, proven
from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from services.membership.provision import add_key, sign_and_publish
from services.membership.registry import load_registry
from services.signing.evidence import decode_evidence, redact
from tests.fakes import live
from tests.fakes.hub import ALONE, REGISTRY, WRITE, running
from tests.fakes.hub_log import FakeLog
from tests.unit.edge.bodies import missing


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_module, "PAUSE_S", 0.01)


def verdict(raw: bytes) -> list[Line]:
    return verify_evidence(raw, Anchor.from_pem(live.files().anchor.read_bytes()))


def failures(raw: bytes) -> list[str]:
    return [f"{line.who}: {line.claim}" for line in verdict(raw) if not line.ok]


@pytest.mark.parametrize("method", [ALONE, WRITE])
async def test_an_answer_is_proven_to_a_third_party(method: str, tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(method, b"question", live.token())
        raw = await gather(channel, exchange)
        assert failures(raw) == []
        bundle = decode_evidence(raw)
        assert (bundle.request_body, bundle.answer_body) == (b"question", b"answer to question")
        assert bundle.HasField("receipt")
        assert bundle.HasField("registry_inclusion")
        assert bundle.registry == hub.registry.raw


async def test_redacted_it_still_proves_who_when_and_why(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        raw = redact(await gather(channel, await channel.outcome(ALONE, b"question", live.token())))
        assert failures(raw) == []
        assert b"answer to question" not in raw


async def test_a_signed_refusal_is_evidence_too(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.bodies[ALONE] = missing
        raw = await gather(channel, await channel.outcome(ALONE, b"question", live.token()))
        assert failures(raw) == []
        assert "NOT_FOUND" in " ".join(line.claim for line in verdict(raw))


async def test_a_second_person_is_in_the_bundle(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        approver = live.approval(b"question", method=ALONE)
        exchange = await channel.outcome(ALONE, b"question", live.token(), approver)
        raw = await gather(channel, exchange)
        assert failures(raw) == []
        assert decode_evidence(raw).approver_token == approver


async def test_a_system_without_an_officer_has_evidence_too(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        raw = await gather(channel, await channel.outcome(REGISTRY, b""))
        assert failures(raw) == []


async def test_it_waits_for_the_checkpoint_that_covers_it(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(ALONE, b"question", live.token())
        hub.log.covered = 1
        true: Callable[..., Awaitable[object]] = FakeLog.receipts
        runs = 0

        async def receipts(*arguments: object) -> object:
            nonlocal runs
            runs += 1
            hub.log.covered = None if runs == 3 else 1
            return await true(hub.log, *arguments)

        hub.log.receipts = receipts  # type: ignore[method-assign, assignment]  # a log that lies from here on
        assert failures(await gather(channel, exchange)) == []
        assert runs == 3


async def test_without_a_receipt_in_time_the_promise_stands_alone_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_module, "TRIES", 2)
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(ALONE, b"question", live.token())
        hub.log.covered = 0
        raw = await gather(channel, exchange)
        bundle = decode_evidence(raw)
        assert (bundle.HasField("receipt"), bundle.checkpoint) == (False, b"")
        assert "promise" in " ".join(line.claim for line in verdict(raw))
        assert proven(verdict(raw))


async def test_a_refusal_without_a_leaf_has_no_receipt_to_wait_for(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.down = True
        exchange = await channel.outcome(ALONE, b"question", live.token())
        raw = await gather(channel, exchange)
        assert exchange.proven.header.no_leaf
        assert failures(raw) == []


async def test_no_evidence_is_made_of_a_log_that_lies(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(ALONE, b"question", live.token())
        hub.log.leaves[exchange.proven.header.audit_index].open_salt = bytes(32)
        with pytest.raises(Unproven):
            await gather(channel, exchange)


async def test_a_registry_that_followed_does_not_take_the_place_of_the_calls_own(tmp_path: Path) -> None:
    """The log proves the version that the answer names, whatever has been published since."""
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(ALONE, b"question", live.token(of=files))
        add_key(files, live.FIA, "TOKEN", live.now_ms())
        hub.registry = sign_and_publish(files)
        hub.registries.poll()
        await hub.log.append_registry(2, hub.registry.digest)
        raw = await gather(channel, exchange)
        assert failures(raw) == []
        bundle = decode_evidence(raw)
        assert (bundle.HasField("receipt"), bundle.registry_inclusion.index) == (True, 0)
        assert load_registry(bundle.registry).version == 1
        newer = await channel.outcome(ALONE, b"question", live.token(of=files))
        assert newer.proven.header.registry_version == 2
        raw = await gather(channel, newer)
        assert failures(raw) == []
        assert decode_evidence(raw).registry_inclusion.index == hub.log.versions[2]


async def test_the_place_of_another_version_is_never_passed_off_as_the_calls_own(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.outcome(ALONE, b"question", live.token(of=files))
        add_key(files, live.FIA, "TOKEN", live.now_ms())
        hub.registry = sign_and_publish(files)
        hub.registries.poll()
        await hub.log.append_registry(2, hub.registry.digest)
        await channel.fetch_registry()
        hub.log.versions[1] = hub.log.versions[2]
        bundle = decode_evidence(await gather(channel, exchange))
        assert (bundle.HasField("receipt"), bundle.HasField("registry_inclusion")) == (True, False)
