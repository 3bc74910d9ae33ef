"""When copies were level: what the puller saw, by the hub or by the giver's own node, as far as the records bear it out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.node.copies_synced import STATE, SyncedCopies
from services.records.copies_port import CursorRow
from services.records.ports import Store, Transaction
from services.records.store import open_store
from services.signing.keyfile import replace_private

HUB, FIA = "pk.hub", "pk.fia"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    tmp_path.chmod(0o700)
    opened = open_store(tmp_path / "records.db")
    yield opened
    asyncio.run(opened.close())


def seen(number: int = 7, level_ms: int = 1000) -> dict[str, Any]:
    return {"taken": {"records": number}, "heads": {"records": number}, "level_ms": {"records": level_ms}}


def taken(peer: str = HUB, number: int = 7, **changes: Any) -> CursorRow:
    return CursorRow(peer, "records", 1, number, bytes(32))._replace(**changes)


def synced(
    store: Store, folder: Path, state: object, *cursors: CursorRow, of: tuple[str, ...] = (FIA,)
) -> dict[str, int]:
    """What is told of these givers."""
    if state is not None:
        replace_private(folder / STATE, state if isinstance(state, bytes) else json.dumps(state).encode())

    async def put(tx: Transaction) -> None:
        for cursor in cursors:
            await tx.put_cursor(cursor)

    async def run() -> dict[str, int]:
        await store.write(put)
        return dict(await SyncedCopies(folder / STATE, store).synced(of, HUB))

    return asyncio.run(run())


def test_the_hub_gives_what_it_holds_of_everybody(store: Store, tmp_path: Path) -> None:
    assert synced(store, tmp_path, {HUB: seen()}, taken(), of=(FIA, "pk.anf")) == {FIA: 1000, "pk.anf": 1000}


def test_a_givers_own_node_gives_its_own_alone(store: Store, tmp_path: Path) -> None:
    assert synced(store, tmp_path, {FIA: seen()}, taken(FIA), of=(FIA, "pk.anf")) == {FIA: 1000}


def test_the_later_of_both_counts(store: Store, tmp_path: Path) -> None:
    state = {HUB: seen(), FIA: seen(9, 2000)}
    assert synced(store, tmp_path, state, taken(), taken(FIA, 9), of=(FIA, "pk.anf")) == {FIA: 2000, "pk.anf": 1000}


@pytest.mark.parametrize(
    "cursor",
    [
        taken(number=6),
        taken(stopped="too-much-aside"),
        taken(sweep_at=7),
        taken(feed="orders"),
        taken("pk.anf"),
    ],
    ids=["put-back-older", "stopped", "snapshot-under-way", "another-feed", "another-peer"],
)
def test_what_the_records_do_not_bear_out_is_not_told(store: Store, tmp_path: Path, cursor: CursorRow) -> None:
    assert synced(store, tmp_path, {HUB: seen()}, cursor) == {}


def test_records_that_are_ahead_of_what_was_written_down_count_as_of_then(store: Store, tmp_path: Path) -> None:
    """A page that came since takes nothing back, and a post is not to be refused at each of them."""
    assert synced(store, tmp_path, {HUB: seen()}, taken(number=8)) == {FIA: 1000}


def test_an_operators_word_lets_a_stopped_feed_go_on(store: Store, tmp_path: Path) -> None:
    assert synced(store, tmp_path, {HUB: seen()}, taken(stopped="accepted")) == {FIA: 1000}


@pytest.mark.parametrize(
    "state",
    [
        None,
        {},
        {HUB: {}},
        {HUB: {"taken": {"records": 7}, "level_ms": {}}},
        {HUB: seen(level_ms=0)},
        [],
        7,
        b"{",
        b"\xff",
    ],
    ids=repr,
)
def test_without_a_word_of_the_puller_nothing_is_told(store: Store, tmp_path: Path, state: object) -> None:
    assert synced(store, tmp_path, state, taken()) == {}


def test_a_file_that_others_may_write_is_not_believed(store: Store, tmp_path: Path) -> None:
    replace_private(tmp_path / STATE, json.dumps({HUB: seen()}).encode())
    (tmp_path / STATE).chmod(0o666)
    assert synced(store, tmp_path, None, taken()) == {}
