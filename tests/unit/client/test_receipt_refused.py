"""What a hub may refuse of receipts, and which checkpoints and entries are none of those it promised."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from audit.entry import entry_leaf
from audit.replies import Receipts
from services.access.errors import InvalidArgument, Violation
from services.client.errors import Refusal, Unproven
from services.client.receipt import quorum_checkpoint, settle
from services.membership.rows import Span
from tests.fakes import live
from tests.fakes.hub import INLINE, running
from tests.fakes.hub_log import FakeLog


@pytest.mark.parametrize(
    ("first_size", "last_size", "holds"),
    [(0, 0, True), (3, 0, True), (4, 0, False), (0, 3, True), (0, 2, False), (3, 3, True)],
)
async def test_a_log_speaks_for_its_own_sizes_alone(first_size: int, last_size: int, holds: bool) -> None:
    log = FakeLog(live.files())
    for version in (1, 2, 3):
        await log.append_registry(version, bytes(32))
    (row,) = live.registry().logs
    registry = replace(live.registry(), logs=(replace(row, span=Span(first_size, last_size)),))
    if holds:
        assert quorum_checkpoint(log.note(), registry, live.HUB).checkpoint.size == 3
    else:
        with pytest.raises(Unproven) as caught:
            quorum_checkpoint(log.note(), registry, live.HUB)
        assert caught.value.step == "checkpoint"


@pytest.mark.parametrize(
    ("fields", "error"),
    [((), Refusal), (("indexes",), Refusal), (("known_size",), Unproven), (("indexes", "known_size"), Unproven)],
)
async def test_a_refusal_is_a_broken_word_only_where_the_log_is_shorter_now(
    fields: tuple[str, ...], error: type[Exception], tmp_path: Path
) -> None:
    async def refuse(indexes: Sequence[int], agency: str, known_size: int, registry_version: int = 0) -> Receipts:
        raise InvalidArgument(*(Violation(field, "range", "is beyond it") for field in fields))

    async with running() as hub, hub.channel(tmp_path / "state") as channel:
        hub.log.receipts = refuse  # type: ignore[method-assign]  # a log that refuses from here on
        with pytest.raises(error):
            await settle(channel)


async def test_an_entry_that_is_in_the_tree_and_is_not_the_promised_one_is_kept_as_evidence(tmp_path: Path) -> None:
    """Without the promise the same entry holds: the tree has it."""
    async with running() as hub, hub.channel(tmp_path / "one") as channel, hub.channel(tmp_path / "two") as other:
        index = (await channel.call(INLINE, b"1", live.token())).proven.header.audit_index
        leaf = hub.log.leaves[index]
        leaf.open_salt = os.urandom(32)
        opened, sealed = sha256(leaf.open_salt + leaf.open).digest(), sha256(leaf.sealed_salt + leaf.sealed).digest()
        leaf.data = entry_leaf(index, sha256(opened + sealed).digest())
        with pytest.raises(Unproven) as caught:
            await settle(channel)
        assert caught.value.step == "receipt"
        assert [(at, kind) for at, kind, _ in channel.promises.misbehaviour()] == [(index, "another-leaf")]
        assert index in (await settle(other, [index])).receipts
