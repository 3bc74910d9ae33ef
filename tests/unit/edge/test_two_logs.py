"""A member answers on its own node: its key, its log, tokens for it alone; and nothing of one log passes in the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import grpc
import pytest

from services.client.channel import Channel
from services.client.errors import HubNotPinned, Refusal, Unproven
from services.client.evidence import gather
from services.client.receipt import quorum_checkpoint, settle
from services.evidence.line import Line, proven
from services.evidence.verify import verify_evidence
from services.membership.anchor import Anchor
from services.membership.layout import FederationFiles
from services.membership.provision import new_log, sign_and_publish
from services.signing.evidence import decode_evidence, encode_evidence
from tests.fakes import live
from tests.fakes.hub import ALONE, Hub, running
from tests.fakes.raw_caller import calling

FIA, PUNJAB = live.FIA, live.PUNJAB
FIA_LOG = f"rabta.test/audit/{FIA}/1"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> FederationFiles:
    """A federation whose FIA answers too."""
    made = live.copied(tmp_path_factory.mktemp("two"))
    new_log(made, 0, live.now_ms(), FIA)
    sign_and_publish(made)
    return made


@asynccontextmanager
async def both(files: FederationFiles) -> AsyncIterator[tuple[Hub, Hub]]:
    async with running(files) as hub, running(files, member=FIA) as fia:
        yield hub, fia


def token(files: FederationFiles, server: str) -> str:
    return live.token(PUNJAB, files, aud=server)


def verdict(files: FederationFiles, raw: bytes) -> list[Line]:
    return verify_evidence(raw, Anchor.from_pem(files.anchor.read_bytes()))


def failures(files: FederationFiles, raw: bytes) -> list[str]:
    return [f"{line.who}: {line.claim}" for line in verdict(files, raw) if not line.ok]


async def bundle(channel: Channel, files: FederationFiles) -> bytes:
    return await gather(channel, await channel.outcome(ALONE, b"who is this?", token(files, channel.profile.hub)))


async def test_its_answers_are_its_own_and_a_third_party_proves_them_in_its_log(
    files: FederationFiles, tmp_path: Path
) -> None:
    async with both(files) as (_hub, fia), fia.channel(tmp_path, PUNJAB) as channel:
        raw = await bundle(channel, files)
        assert channel.origin() == FIA_LOG
    lines = verdict(files, raw)
    assert proven(lines)
    assert decode_evidence(raw).checkpoint.startswith(FIA_LOG.encode())
    assert {f"agency {FIA}", f"agency {PUNJAB}"} <= {line.who for line in lines}
    assert not any(line.who.startswith("hub") for line in lines), "the hub has said nothing"


async def test_promises_of_both_logs_stand_side_by_side(files: FederationFiles, tmp_path: Path) -> None:
    async with both(files) as (hub, fia):
        for server in (hub, fia):
            async with server.channel(tmp_path, PUNJAB) as channel:
                await channel.outcome(ALONE, b"x", token(files, server.server))
        for server in (hub, fia):
            async with server.channel(tmp_path, PUNJAB) as channel:
                (promise,) = channel.promises.open(10, channel.origin())
                settled = await settle(channel)
                assert promise.index in settled.receipts
                assert settled.checkpoint.startswith(channel.origin().encode() + b"\n")


@pytest.mark.parametrize("asked", [FIA, live.HUB])
async def test_a_promise_of_one_log_is_not_proved_in_the_other(
    files: FederationFiles, tmp_path: Path, asked: str
) -> None:
    """The same index, the same leaf even: the checkpoint is of a log of who answered, or it proves nothing."""
    async with both(files) as (hub, fia):
        mine, other = (fia, hub) if asked == FIA else (hub, fia)
        async with mine.channel(tmp_path / "mine", PUNJAB) as channel:
            raw = await bundle(channel, files)
        other.log.leaves = list(mine.log.leaves)
        forged = decode_evidence(raw)
        forged.checkpoint = other.log.note()
    assert failures(files, raw) == []
    assert any("checkpoint does not hold" in line for line in failures(files, encode_evidence(forged)))


async def test_a_client_takes_no_head_of_another_log(files: FederationFiles, tmp_path: Path) -> None:
    """A node that shows the hub's cosigned head as its own, over the very same leaves."""
    async with both(files) as (hub, fia), fia.channel(tmp_path, PUNJAB) as channel:
        await channel.outcome(ALONE, b"x", token(files, FIA))
        hub.log.leaves = fia.log.leaves
        registry = channel.registries.current()
        assert quorum_checkpoint(fia.log.note(), registry, FIA).checkpoint.origin == FIA_LOG
        with pytest.raises(Unproven, match="checkpoint"):
            quorum_checkpoint(hub.log.note(), registry, FIA)
        fia.log.begin(hub.log.origin, files.hub.log_key)
        fia.log.leaves = hub.log.leaves
        with pytest.raises(Unproven, match="checkpoint"):
            await settle(channel)


async def test_a_token_for_one_opens_nothing_at_the_other(files: FederationFiles, tmp_path: Path) -> None:
    async with both(files) as (hub, fia):
        for server, meant in ((hub, FIA), (fia, live.HUB)):
            async with server.channel(tmp_path, PUNJAB) as channel:
                with pytest.raises(Refusal) as refused:
                    await channel.call(ALONE, b"x", token(files, meant))
            assert refused.value.reason == "TOKEN_INVALID"
            assert refused.value.broken[0].field == "token.aud"
            assert server.ran == []


async def test_a_request_for_one_is_not_heard_by_the_other(files: FederationFiles, tmp_path: Path) -> None:
    """Who passes it on has nothing: its header names who is asked, though all else of it, its token too, would do."""
    async with both(files) as (hub, fia):
        profile = live.profile(files, PUNJAB, fia.port, tmp_path, hub_certificates=files.node(FIA).tls_crt)
        with pytest.raises(HubNotPinned):
            await Channel(profile).__aenter__()
        async with calling(files, hub.port, PUNJAB) as caller:
            for_fia = caller.ask(ALONE, token=token(files, live.HUB), audience=FIA)
            assert (await caller.send(for_fia))[0].code == grpc.StatusCode.UNAUTHENTICATED.value[0]
            for_hub = caller.ask(ALONE, token=token(files, live.HUB))
            assert (await caller.send(for_hub))[0].code == grpc.StatusCode.OK.value[0]
        assert hub.ran == [ALONE]


async def test_an_answer_of_a_member_that_has_no_log_binds_nobody(files: FederationFiles, tmp_path: Path) -> None:
    """Its key is in the registry, but what it says is entered nowhere."""
    async with running(files, member=FIA) as fia, fia.channel(tmp_path, PUNJAB) as channel:
        fia.registry = channel.registries.chain()[0]
        assert not fia.registry.serves(FIA)
        with pytest.raises(Unproven, match="signer"):
            await channel.outcome(ALONE, b"x", token(files, FIA))
