"""How often the clock of guards goes, that a failure stops it not for long, and that a node opens it over its own files."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from pathlib import Path

import pytest

from services.node.guards_told import EVERY_S, keep_told, open_guards
from services.records.errors import StorageUnavailable
from services.records.law_book.store.database import FILE
from services.records.sealing import Keys
from services.records.store import open_store
from tests.fakes.clock_loop import run_timed

SECRET = bytes(range(32))


def kept(fails: set[int], seconds: float) -> tuple[list[int], list[int]]:
    """Times of turns, and times at which all were told; turns of ``fails``, by their number, fail."""
    turns: list[int] = []
    told: list[int] = []

    async def turn(now_ms: int) -> None:
        turns.append(now_ms)
        if len(turns) in fails:
            raise StorageUnavailable

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await keep_told(turn, lambda: int(loop.time() * 1000), told.append)

    run_timed(scenario)
    return turns, told


def test_it_goes_at_once_and_then_every_minute() -> None:
    turns, told = kept(set(), 3 * EVERY_S - 1)
    assert turns == told == [0, 60_000, 120_000]


def test_a_turn_that_fails_is_not_told_and_the_next_one_comes(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        turns, told = kept({1, 3}, 4 * EVERY_S - 1)
    assert turns == [0, 60_000, 120_000, 180_000]
    assert told == [60_000, 180_000]
    assert [each.message for each in caplog.records] == ["the clock of guards stands still: StorageUnavailable"] * 2


def test_over_a_folder_without_a_book_it_makes_one_for_its_owner_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)

    async def run() -> None:
        store = open_store(tmp_path / "records.db")
        guards = open_guards(tmp_path, SECRET, store, Keys.from_secret(SECRET, tmp_path))
        await guards.clock.turn(1)
        guards.close()
        await store.close()

    asyncio.run(run())
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
