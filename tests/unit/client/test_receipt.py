"""Promises into receipts: every proof held, another leaf and a fork kept as evidence, what is late shown."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from rabta.signing.v1.evidence_pb2 import Evidence

from audit.entry import entry_leaf
from audit.replies import OwnReceipt, Receipts
from services.client import receipt as receipt_module
from services.client.channel import Channel
from services.client.errors import Unproven
from services.client.evidence import gather
from services.client.receipt import quorum_checkpoint, settle
from services.client.store.promises import LATE_MS
from services.membership.provision import add_key, new_log, sign_and_publish
from tests.fakes import live
from tests.fakes.hub import INLINE, WRITE, Hub, running
from tests.fakes.hub_log import WITNESSES, FakeLog
from tests.fakes.world.federations import small_federation

Alter = Callable[[Receipts], Receipts]
ORIGIN = "rabta.test/audit/1"


async def ask(channel: Channel, number: int = 1) -> list[int]:
    """Calls, and the indexes that their answers promised."""
    found = []
    for place in range(number):
        exchange = await channel.call(INLINE, b"%d" % place, live.token())
        found.append(exchange.proven.header.audit_index)
    return found


def lies(log: FakeLog, alter: Alter) -> None:
    """The log's reads are altered from here on."""
    true = log.receipts

    async def receipts(indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0) -> Receipts:
        return alter(await true(indexes, agency, known_size, registry_version))

    log.receipts = receipts  # type: ignore[method-assign]  # a log that lies from here on


def first(change: Callable[[OwnReceipt], OwnReceipt]) -> Alter:
    return lambda found: replace(found, receipts=(change(found.receipts[0]), *found.receipts[1:]))


async def test_promises_become_receipts(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        indexes = await ask(channel, 5)
        settled = await settle(channel)
        assert sorted(settled.receipts) == indexes
        assert (settled.pending, settled.size, settled.registry_version) == ((), 6, 1)
        assert settled.registry_inclusion.index == 0
        seen = channel.promises.seen(ORIGIN)
        assert seen is not None
        assert (seen.size, seen.note) == (6, settled.checkpoint)
        assert [promise.index for promise in channel.promises.open()] == [6], "asking is itself logged, and promised"
        assert channel.promises.misbehaviour() == []


async def test_each_run_extends_the_checkpoint_of_the_last(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        for run in range(4):
            await ask(channel, run + 1)
            await settle(channel)
        assert channel.promises.misbehaviour() == []
        request = hub.log.opened().method
        assert request.endswith("GetReceipts")


async def test_what_the_checkpoint_does_not_reach_yet_stays_open(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        one, two = await ask(channel, 2)
        hub.log.covered = 2
        settled = await settle(channel)
        assert (list(settled.receipts), settled.pending) == ([one], (two,))
        hub.log.covered = None
        assert two in (await settle(channel)).receipts


async def test_before_the_first_checkpoint_everything_waits(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        indexes = await ask(channel, 2)
        hub.log.covered = 0
        settled = await settle(channel)
        assert (settled.receipts, settled.pending, settled.registry_version) == ({}, tuple(indexes), 0)
        assert (settled.checkpoint, settled.size) == (b"", 0)
        assert channel.promises.seen(ORIGIN) is None


async def test_entries_of_others_come_without_their_content(tmp_path: Path) -> None:
    async with (
        running() as hub,
        hub.channel(tmp_path / "one") as one,
        hub.channel(tmp_path / "two", live.PUNJAB) as two,
    ):
        (index,) = await ask(one)
        await two.call(INLINE, b"two", live.token(live.PUNJAB))
        settled = await settle(two, [index])
        assert index in settled.pending
        assert index not in settled.receipts


async def test_what_is_wanted_comes_first_however_many_promises_are_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_module, "MAX_PROMISES", 3)
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        indexes = await ask(channel, 6)
        settled = await settle(channel, [indexes[-1]])
        assert sorted(settled.receipts) == [*indexes[:2], indexes[-1]]
        assert {one.index for one in channel.promises.open()}.isdisjoint(settled.receipts), "what is proven is not late"


MISBEHAVES: dict[str, Alter] = {
    "another open part": first(lambda one: replace(one, open=one.open + b"\x00")),
    "another salt": first(lambda one: replace(one, open_salt=os.urandom(32))),
    "a first fact passed off as salt": first(
        lambda one: replace(one, open=one.open[2:], open_salt=one.open_salt + one.open[:2])
    ),
    "a salt cut short": first(
        lambda one: replace(one, open=one.open_salt[31:] + one.open, open_salt=one.open_salt[:31])
    ),
    "another sealed part": first(lambda one: replace(one, sealed_sha256=os.urandom(32))),
    "a path that leads elsewhere": first(lambda one: replace(one, path=(os.urandom(32), *one.path[1:]))),
    "a path cut short": first(lambda one: replace(one, path=one.path[1:])),
    "a path too long": first(lambda one: replace(one, path=(*one.path, os.urandom(32)))),
    "another entry of one's own": lambda found: replace(
        found, receipts=(replace(found.receipts[1], index=found.receipts[0].index), *found.receipts[1:])
    ),
}


@pytest.mark.parametrize("case", MISBEHAVES)
async def test_another_leaf_is_kept_as_evidence_with_the_hubs_own_word(case: str, tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        indexes = await ask(channel, 3)
        promise = channel.promises.open()[0]
        lies(hub.log, MISBEHAVES[case])
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "receipt"
        ((index, kind, _),) = channel.promises.misbehaviour()
        assert (index, kind) == (indexes[0], "another-leaf")
        (proof,) = channel.promises.proofs(indexes[0])
        assert (proof.answer_header, proof.answer_signature) == (promise.header, promise.signature)
        assert proof.checkpoint
        assert proof.HasField("receipt")
        assert indexes[0] in [one.index for one in channel.promises.open()]


async def test_a_receipt_nobody_was_promised_is_held_against_the_tree_alone(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "one") as one, hub.channel(tmp_path / "two") as two:
        (index,) = await ask(one)
        assert index in (await settle(two, [index])).receipts
        lies(hub.log, first(lambda found: replace(found, open_salt=os.urandom(32))))
        with pytest.raises(Unproven):
            await settle(two, [index])


async def test_a_receipt_of_a_promise_already_proven_is_still_held_against_it(tmp_path: Path) -> None:
    """The tree changed under it: proven once is not proven for good."""
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        (index,) = await ask(channel)
        await settle(channel)
        lies(hub.log, first(lambda found: replace(found, open_salt=os.urandom(32))))
        with pytest.raises(Unproven):
            await settle(channel, [index])
        assert len(channel.promises.proofs(index)) == 1


def rewritten(hub: Hub, index: int) -> None:
    """The operator replaces an entry and signs a tree of its own; the witnesses, bribed, cosign."""
    leaf = hub.log.leaves[index]
    leaf.data = entry_leaf(index, os.urandom(32))


async def test_a_fork_is_kept_as_evidence_both_heads_of_it(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await ask(channel, 3)
        first_note = (await settle(channel)).checkpoint
        await ask(channel)
        rewritten(hub, 2)
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "consistency"
        kinds = {kind for _, kind, _ in channel.promises.misbehaviour()}
        assert kinds == {"fork"}
        (index, _, _) = channel.promises.misbehaviour()[0]
        notes = [proof.checkpoint for proof in channel.promises.proofs(index)]
        assert notes[0] == first_note
        assert notes[1] != first_note
        seen = channel.promises.seen(ORIGIN)
        assert seen is not None
        assert seen.note == first_note, "a fork is not taken over"


async def test_a_log_that_shrank_is_a_fork_too(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await ask(channel, 3)
        await settle(channel)
        hub.log.covered = 2
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "consistency"


async def test_a_log_without_any_checkpoint_after_one_was_seen_is_unproven(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await ask(channel, 3)
        await settle(channel)
        hub.log.covered = 0
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "consistency"


@pytest.mark.parametrize(("witnesses", "step"), [((), "quorum"), (WITNESSES[:2], "quorum")])
async def test_too_few_witnesses_prove_nothing(witnesses: tuple[str, ...], step: str, tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await ask(channel)
        hub.log.witnesses = witnesses
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == step
        assert channel.promises.seen(ORIGIN) is None


@pytest.mark.parametrize("note", [b"no note", b"", b"rabta.test/audit/1\n1\nAAAA\n\n"])
def test_what_is_no_checkpoint_is_unproven(note: bytes) -> None:
    with pytest.raises(Unproven):
        quorum_checkpoint(note, live.registry(), live.HUB)


async def test_a_checkpoint_of_another_federations_log_is_unproven(tmp_path: Path) -> None:
    other = FakeLog(small_federation(tmp_path / "other", live.now_ms()))
    await other.append_registry(1, bytes(32))
    with pytest.raises(Unproven):
        quorum_checkpoint(other.note(), live.registry(), live.HUB)


async def test_every_witness_of_the_policy_counts_and_none_twice(tmp_path: Path) -> None:
    log = FakeLog(live.files())
    await log.append_registry(1, bytes(32))
    for number in range(5):
        log.witnesses = WITNESSES[:number]
        if number >= live.registry().witness_policy.quorum:
            assert set(quorum_checkpoint(log.note(), live.registry(), live.HUB).cosigned) == {
                f"{name}/witness" for name in WITNESSES[:number]
            }
        else:
            with pytest.raises(Unproven):
                quorum_checkpoint(log.note(), live.registry(), live.HUB)
    log.witnesses = (WITNESSES[0],) * 3
    with pytest.raises(Unproven):
        quorum_checkpoint(log.note(), live.registry(), live.HUB)


async def test_a_promise_is_late_after_a_minute_and_stays_until_it_is_kept(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        (index,) = await ask(channel)
        now = channel.clock()
        assert channel.promises.late(now + LATE_MS - 5_000) == []
        hub.log.covered = 1
        await settle(channel)
        late = channel.promises.late(now + LATE_MS + 60_000)
        assert index in [promise.index for promise in late]
        hub.log.covered = None
        await settle(channel)
        assert index not in [promise.index for promise in channel.promises.late(now + LATE_MS + 60_000)]


async def test_a_registry_that_followed_is_named_by_its_own_version(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        await channel.call(INLINE, b"1", live.token(of=files))
        add_key(files, live.FIA, "TOKEN", live.now_ms())
        hub.registry = sign_and_publish(files)
        hub.registries.poll()
        await hub.log.append_registry(2, hub.registry.digest)
        settled = await settle(channel)
        assert (settled.registry_version, settled.registry_inclusion.index) == (2, 2)


async def test_a_registry_leaf_that_is_none_held_here_names_no_version(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        await ask(channel)
        lies(hub.log, lambda found: replace(found, registry_index=1))
        assert (await settle(channel)).registry_version == 0


async def test_writes_are_promised_by_their_outcome(tmp_path: Path) -> None:
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        exchange = await channel.call(WRITE, b"1", live.token())
        index = exchange.proven.header.audit_index
        assert hub.log.opened(index).kind == "OUTCOME"
        assert index in (await settle(channel)).receipts


async def test_promises_that_are_never_kept_do_not_crowd_out_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as one question holds are of leaves whose entry the hub cannot show."""
    monkeypatch.setattr(receipt_module, "MAX_PROMISES", 3)
    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        indexes = await ask(channel, 6)
        hidden = set(indexes[:3])
        lies(
            hub.log,
            lambda found: replace(
                found, receipts=tuple(OwnReceipt(one.index) if one.index in hidden else one for one in found.receipts)
            ),
        )
        assert (await settle(channel)).receipts == {}
        assert sorted((await settle(channel)).receipts) == indexes[3:]
        assert len(channel.promises.late(channel.clock() + LATE_MS + 60_000)) >= 3


async def test_a_new_log_is_no_fork_of_the_old(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        old = [(await channel.call(INLINE, b"%d" % place, live.token(of=files))) for place in range(3)]
        hub.log.covered = 2
        assert len((await settle(channel)).receipts) == 1
        new_log(files, 50, live.now_ms())
        hub.registry = sign_and_publish(files)
        hub.registries.poll()
        hub.log.begin("rabta.test/audit/2", files.hub.log_key.with_name("log-2.key"))
        await hub.log.append_registry(2, hub.registry.digest)
        await channel.fetch_registry()
        exchange = await channel.call(INLINE, b"new", live.token(of=files))
        settled = await settle(channel)
        assert exchange.proven.header.audit_index in settled.receipts
        assert channel.promises.misbehaviour() == []
        assert {one.index for one in channel.promises.open(origin=ORIGIN)} >= {
            one.proven.header.audit_index for one in old[1:]
        }
        assert channel.promises.seen(ORIGIN) is not None
        assert channel.promises.seen("rabta.test/audit/2") is not None
        bundle = Evidence.FromString(await gather(channel, old[0]))
        assert not bundle.HasField("receipt")


async def test_a_checkpoint_of_the_log_before_is_none_of_the_open_one(tmp_path: Path) -> None:
    files = live.copied(tmp_path)
    async with running(files) as hub, hub.channel(tmp_path / "state") as channel:
        new_log(files, 50, live.now_ms())
        hub.registry = sign_and_publish(files)
        hub.registries.poll()
        await channel.call(INLINE, b"1", live.token(of=files))
        await channel.fetch_registry()
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "checkpoint"
