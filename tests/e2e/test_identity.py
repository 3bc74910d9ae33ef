"""An officer of the FIA asks the registry over a real socket: answer verified, receipt proven in the registry's log."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rabta.identity.v1.attribute_pb2 import ATTRIBUTE_NAME, VERDICT_YES, Claimed
from rabta.identity.v1.identity_service_pb2 import (
    RESOLVE_OUTCOME_TOKEN,
    ResolveTokenRequest,
    ResolveTokenResponse,
    VerifyRequest,
    VerifyResponse,
)

from services.client.channel import Channel
from services.client.evidence import gather
from services.client.profile import Profile
from services.client.receipt import settle
from services.evidence.line import proven
from services.evidence.verify import verify_evidence
from services.identity.asking.ports import Counts, Number
from services.identity.asking.store.book import StoredBook
from services.membership.anchor import Anchor
from services.node.identities import open_book
from services.node.local import write_hub_settings
from services.node.settings import load_settings
from services.signing.keyfile import read_secret, replace_private
from services.values.records import Identifier
from tests.e2e.identity import IDENTIFIER, NADRA, RESOLVE, VERIFY, number, of_system, registry_running, why
from tests.e2e.people import FIA
from tests.e2e.processes import until
from tests.e2e.world import World
from tests.fakes import live
from tests.unit.identity.site import FATIMA, PASSPORT, YOUSAF

NOBODYS = "3520212345999"

ASKED = VerifyRequest(
    asked=why(IDENTIFIER, "first-of-the-socket"),
    identifier=number(YOUSAF),
    claimed=[Claimed(attribute=ATTRIBUTE_NAME, text="Mohammad Yusuf")],
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with registry_running(tmp_path_factory.mktemp("registry")) as up:
        yield up


def profile(world: World, state: Path) -> Profile:
    """Of the FIA's system, for the registry."""
    pinned = world.answering.tls_crt
    return live.profile(world.files, FIA, world.own_port, state, hub=NADRA, hub_certificates=pinned)


async def _verified(world: World, state: Path) -> tuple[VerifyResponse, bytes, str, bytes]:
    async with Channel(profile(world, state)) as channel:
        exchange = await channel.call(VERIFY, ASKED.SerializeToString(), world.token(IDENTIFIER))
        raw = await gather(channel, exchange)
        answer = VerifyResponse.FromString(exchange.proven.body)
        return answer, raw, channel.origin(), (await settle(channel)).checkpoint


def test_an_officer_verifies_a_number_and_a_third_party_proves_the_answer(world: World, tmp_path: Path) -> None:
    answer, raw, origin, checkpoint = asyncio.run(_verified(world, tmp_path))
    assert [one.verdict for one in answer.verified] == [VERDICT_YES]
    assert origin == f"{world.files.name}/audit/{NADRA}/1"
    assert checkpoint.startswith(f"{origin}\n".encode())
    lines = verify_evidence(raw, Anchor.from_pem(world.files.anchor.read_bytes()))
    assert proven(lines), [line for line in lines if not line.ok]
    assert f"agency {NADRA}" in {line.who for line in lines}


async def _resolved(world: World, state: Path) -> ResolveTokenResponse:
    numbers = [number(YOUSAF), number(PASSPORT.value, "PASSPORT", "PK")]
    request = ResolveTokenRequest(asked=of_system("tokens-of-the-socket"), identifiers=numbers)
    async with Channel(profile(world, state)) as channel:
        return ResolveTokenResponse.FromString((await channel.call(RESOLVE, request.SerializeToString())).proven.body)


def test_a_system_resolves_numbers_without_an_officer(world: World, tmp_path: Path) -> None:
    one, other = asyncio.run(_resolved(world, tmp_path)).resolved
    assert one.outcome == RESOLVE_OUTCOME_TOKEN
    assert (len(one.token), one.token) == (32, other.token)


def test_nobody_else_serves_identity(world: World) -> None:
    """The hub's folder names no registry as its home: the node does not start."""
    told = ("-m", "services.node", "--folder", str(world.files.hub.folder), "--target", "identity")
    done = subprocess.run((sys.executable, *told), capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert b"home: names no identity registry" in done.stderr


def ask_this_registry(world: World) -> None:
    """Said in the settings of the hub's node."""
    replace_private(world.files.hub.folder / "identity.crt", world.answering.tls_crt.read_bytes())
    settings = {"identity_registry": NADRA, "identity_endpoint": f"127.0.0.1:{world.own_port}"}
    write_hub_settings(world.local, log_level="warning", **settings)


@contextmanager
def book_of(world: World) -> Iterator[StoredBook]:
    folder = world.files.hub.folder
    book, close = open_book(load_settings(folder, {}), read_secret(folder / "secret.key"))
    try:
        yield book
    finally:
        close()


def start_asker(world: World) -> None:
    told = ("-m", "services.node", "--folder", str(world.files.hub.folder), "--target", "records", "--role", "asker")
    world.run.start("asker", *told)


def queue_in(book: StoredBook, *numbers: Identifier) -> None:
    asked = [Number(f"blind-{one.type}-{one.value}", one) for one in numbers]
    asyncio.run(book.queue(asked, live.now_ms()))


def counts(book: StoredBook) -> Counts:
    return asyncio.run(book.counts())


def test_what_waits_in_a_hub_is_asked_whatever_is_killed_meanwhile(world: World) -> None:
    """The last one: it ends the registry's node, and starts it again."""
    ask_this_registry(world)
    with book_of(world) as book:
        queue_in(book, Identifier("CNIC", YOUSAF), PASSPORT, Identifier("CNIC", NOBODYS))
        start_asker(world)
        until(lambda: counts(book) == Counts(tokens=2, not_registered=1), "the first answers")
        one = f"blind-PASSPORT-{PASSPORT.value}"
        assert asyncio.run(book.same_person(f"blind-CNIC-{YOUSAF}")) == (one,)
        assert not asyncio.run(book.standing()).silent

        world.run.kill_group("hub")
        queue_in(book, Identifier("CNIC", FATIMA))
        world.run.kill_group("asker")
        assert counts(book).waiting == 1
        world.start_node()
        start_asker(world)
        until(lambda: counts(book).tokens == 3, "the queued check completed")
        assert counts(book) == Counts(tokens=3, not_registered=1)
        assert not asyncio.run(book.standing()).silent
