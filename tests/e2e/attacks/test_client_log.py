"""A hub that lies about its log: forks, other leaves, too few witnesses, gaps, promises never kept."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rabta.audit.v1.audit_service_pb2 import GetReceiptsResponse

from audit import ed25519
from audit.checkpoint import Checkpoint, attach, sign_checkpoint
from audit.note import COSIGNATURE, ED25519, Note, Signer
from services.client.channel import Channel
from services.client.errors import Unproven
from services.client.receipt import settle
from services.signing.es256 import PrivateKey
from tests.e2e.attacks.lying import Answer, Liar, lying
from tests.e2e.attacks.test_hidden_log import RECEIPTS, cosigned
from tests.e2e.bodies import HISTORY, history_of
from tests.e2e.federation import WITNESSES
from tests.e2e.people import INVESTIGATOR
from tests.e2e.planted import KNOWN
from tests.e2e.world import World

Use = Callable[[Liar, Channel], Awaitable[None]]


def with_liar(world: World, state: Path, use: Use) -> None:
    async def run() -> None:
        async with lying(world) as liar, Channel(liar.profile(state), world.clock.now) as channel:
            await use(liar, channel)

    asyncio.run(run())


def hub_key(world: World) -> PrivateKey:
    return PrivateKey.load(world.files.hub.message_key)


async def settled(world: World, channel: Channel) -> int:
    """A call whose promise has become a receipt; its index."""
    exchange = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
    index = exchange.proven.header.audit_index
    for _ in range(100):
        if index in (await settle(channel)).receipts:
            return index
        await asyncio.sleep(0.1)
    raise AssertionError("no receipt")


def convicted(channel: Channel) -> list[str]:
    """Kinds of misbehaviour that are kept."""
    db = sqlite3.connect(channel.profile.state / "promises.db")
    try:
        return [row[0] for row in db.execute("select kind from misbehaviour")]
    finally:
        db.close()


def witness(world: World, agency: str) -> Signer:
    row = next(row for row in world.registry.witness_policy.witnesses if row.agency == agency)
    return Signer.of(row.vkey.name, COSIGNATURE, ed25519.load_private(world.node(agency).witness_key))


def forged(world: World, size: int, root: bytes, agencies: tuple[str, ...] = WITNESSES) -> bytes:
    """A head that the log's key signed and those witnesses cosigned: what only all of them together could make."""
    origin = world.registry.open_log(world.registry.hub).origin
    signer = Signer.of(origin, ED25519, ed25519.load_private(world.files.hub.log_key))
    note = sign_checkpoint(Checkpoint(origin, size, root), signer)
    text, now_s = Note.parse(note).text, world.clock.now() // 1000
    return attach(note, [witness(world, agency).line(text, now_s) for agency in agencies])


@pytest.fixture(scope="module")
def trusting(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client's state after one good run, with one promise that could be a receipt by now."""
    folder = tmp_path_factory.mktemp("trusting")

    async def use(_liar: Liar, channel: Channel) -> None:
        await settled(world, channel)
        exchange = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        await asyncio.to_thread(cosigned, world, exchange.proven.header.audit_index)

    with_liar(world, folder, use)
    return folder


@pytest.fixture
def state(trusting: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(trusting / "state", tmp_path / "state")
    return tmp_path


def relied(world: World, state: Path, change: Callable[[GetReceiptsResponse], None], step: str, kind: str = "") -> None:
    """The hub lies about receipts under its own signature, to a client that has seen a head before."""

    async def use(liar: Liar, channel: Channel) -> None:
        def lie(answer: Answer) -> Answer:
            found = GetReceiptsResponse.FromString(answer.body)
            change(found)
            return answer.saying(hub_key(world), found.SerializeToString(deterministic=True))

        liar.lie, liar.methods = lie, (RECEIPTS,)
        with pytest.raises(Unproven, match=step):
            await settle(channel)
        assert convicted(channel) == ([kind] * (2 if kind == "fork" else 1) if kind else [])

    with_liar(world, state, use)


def size_of(found: GetReceiptsResponse) -> int:
    return Checkpoint.parse(Note.parse(found.checkpoint).text).size


def test_fork_of_the_same_history(world: World, state: Path) -> None:
    """A larger head, wholly signed and cosigned, that does not extend the one seen before: kept as evidence."""

    def change(found: GetReceiptsResponse) -> None:
        found.checkpoint = forged(world, size_of(found), b"\x07" * 32)

    relied(world, state, change, "consistency", "fork")


def test_checkpoint_smaller_than_seen(world: World, state: Path) -> None:
    def change(found: GetReceiptsResponse) -> None:
        found.checkpoint = forged(world, 1, b"\x07" * 32)
        del found.consistency[:]

    relied(world, state, change, "consistency", "fork")


def test_consistency_proof_dropped(world: World, state: Path) -> None:
    relied(world, state, lambda found: found.ClearField("consistency"), "consistency", "fork")


def test_checkpoint_of_two_witnesses(world: World, state: Path) -> None:
    def change(found: GetReceiptsResponse) -> None:
        found.checkpoint = forged(world, size_of(found), b"\x07" * 32, WITNESSES[:2])

    relied(world, state, change, "quorum")


def test_checkpoint_of_one_witness_twice(world: World, state: Path) -> None:
    """Three cosignatures, two of them by one witness at two times: two voices."""

    def change(found: GetReceiptsResponse) -> None:
        size = size_of(found)
        note = forged(world, size, b"\x07" * 32, WITNESSES[:2])
        text = Note.parse(note).text
        line = witness(world, WITNESSES[0]).line(text, world.clock.now() // 1000 + 1)
        found.checkpoint = note + line.encode()

    relied(world, state, change, "quorum|checkpoint")


def test_checkpoint_without_the_logs_signature(world: World, state: Path) -> None:
    def change(found: GetReceiptsResponse) -> None:
        text, _, lines = found.checkpoint.decode().partition("\n\n")
        found.checkpoint = f"{text}\n\n{lines.partition(chr(10))[2]}".encode()

    relied(world, state, change, "checkpoint")


def test_checkpoint_of_another_origin(world: World, state: Path) -> None:
    def change(found: GetReceiptsResponse) -> None:
        found.checkpoint = found.checkpoint.replace(b"audit/1\n", b"audit/2\n", 1)

    relied(world, state, change, "checkpoint")


def test_receipt_of_another_leaf(world: World, state: Path) -> None:
    """Another entry at the promised index: the hub's own promise convicts it."""

    def change(found: GetReceiptsResponse) -> None:
        entry = next(one.entry for one in found.receipts if b"fia-1042" in one.entry.open)
        entry.open = entry.open.replace(b"fia-1042", b"fia-1043")

    relied(world, state, change, "receipt", "another-leaf")


def test_receipt_with_another_path(world: World, state: Path) -> None:
    def change(found: GetReceiptsResponse) -> None:
        found.receipts[-1].entry.inclusion.path[0] = bytes(32)

    relied(world, state, change, "receipt", "another-leaf")


async def settle_often(channel: Channel) -> None:
    for _ in range(100):
        await settle(channel)
        await asyncio.sleep(0.1)


def test_promise_for_another_call(world: World, tmp_path: Path) -> None:
    """The answer promises another call's entry, under the hub's signature: its receipt gives it away."""

    async def use(liar: Liar, channel: Channel) -> None:
        first = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        held = first.proven.header
        fake = b"\x05" * 32
        liar.lie = lambda answer: answer.signed(hub_key(world), audit_index=held.audit_index + 1, commitment=fake)
        await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        liar.lie = lambda answer: answer
        with pytest.raises(Unproven, match="receipt"):
            await settle_often(channel)
        assert "another-leaf" in convicted(channel)

    with_liar(world, tmp_path, use)


def test_two_promises_of_one_index(world: World, tmp_path: Path) -> None:
    async def use(liar: Liar, channel: Channel) -> None:
        first = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        index = first.proven.header.audit_index
        liar.lie = lambda answer: answer.signed(hub_key(world), audit_index=index)
        await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        assert convicted(channel) == ["two-promises"] * 2

    with_liar(world, tmp_path, use)


def test_promise_never_kept(world: World, tmp_path: Path) -> None:
    """Receipts withheld: after a minute the promise is shown as late, as the hub signed it."""

    async def use(liar: Liar, channel: Channel) -> None:
        def lie(answer: Answer) -> Answer:
            found = GetReceiptsResponse.FromString(answer.body)
            for receipt in found.receipts:
                receipt.ClearField("entry")
            return answer.saying(hub_key(world), found.SerializeToString(deterministic=True))

        liar.lie, liar.methods = lie, (RECEIPTS,)
        exchange = await channel.call(HISTORY, history_of(KNOWN), world.token(INVESTIGATOR))
        index = exchange.proven.header.audit_index
        assert (await settle(channel)).receipts == {}
        now: Any = world.clock.now()
        assert index not in {promise.index for promise in channel.promises.late(now)}
        late = {promise.index: promise for promise in channel.promises.late(now + 61_000)}
        assert late[index].signature == exchange.proven.signature

    with_liar(world, tmp_path, use)
