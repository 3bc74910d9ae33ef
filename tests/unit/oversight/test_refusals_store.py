"""Statements as the hub keeps them: only what follows, once and for all; who is late."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.oversight.app.refusals import standings
from services.oversight.errors import StatementAltered, StatementOutOfOrder
from services.oversight.ports import Standing, Statement
from services.oversight.store.database import open_database, read_standings
from services.oversight.store.refusals import StoredRefusals
from services.signing.refusals import day_of, ends_ms
from services.signing.sealing import Sealer
from tests.budget import budget
from tests.fakes import live
from tests.unit.oversight.world import FIA, PUNJAB

NOW = live.now_ms()
YESTERDAY = day_of(NOW) - timedelta(days=1)
SEALER = Sealer(b"r" * 32)


def test_an_agency_is_late_six_hours_after_a_day() -> None:
    registry = live.registry()
    told = {FIA: Standing(FIA, 3, YESTERDAY.isoformat(), 0, 0)}
    midnight = ends_ms(YESTERDAY)

    def late(now_ms: int) -> set[str]:
        return {one.standing.agency for one in standings(told, registry, now_ms) if one.late}

    assert FIA not in late(midnight)
    assert FIA not in late(midnight + 86_400_000 + 6 * 3_600_000 - 1)
    assert FIA in late(midnight + 86_400_000 + 6 * 3_600_000)
    assert PUNJAB in late(NOW), "it never told"
    assert live.HUB not in {one.standing.agency for one in standings(told, registry, midnight)}, "it has no issuer"


async def test_standings_are_read_from_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "oversight.db"
    file = open_database(path)
    store = StoredRefusals(file, SEALER)
    await store.take(Statement(FIA, 1, YESTERDAY.isoformat(), bytes(32), NOW, b"words"), bytes(32))
    file.close()
    assert read_standings(path)[FIA] == Standing(FIA, 1, YESTERDAY.isoformat(), 0, 0)
    bare = tmp_path / "bare.db"
    sqlite3.connect(bare).close()
    assert read_standings(bare) == {}


@budget(40)
@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=20))
def test_what_was_kept_never_changes_and_only_follows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool]]
) -> None:
    asyncio.run(tell(tmp_path_factory.mktemp("told") / "oversight.db", steps))


async def tell(path: Path, steps: list[tuple[int, bool]]) -> None:
    file = open_database(path)
    store, held, altered = StoredRefusals(file, SEALER), 0, 0
    digests = {number: bytes([number]) * 32 for number in range(6)} | {0: bytes(32)}
    for number, honest in steps:
        one = Statement(FIA, number, f"2026-01-{number:02}", digests[number] if honest else b"\xff" * 32, 1, b"words")
        previous = digests[number - 1]
        if number > held + 1:
            with pytest.raises(StatementOutOfOrder):
                await store.take(one, previous)
        elif number <= held and one.sha256 != digests[number]:
            altered += 1
            with pytest.raises(StatementAltered):
                await store.take(one, previous)
        else:
            assert await store.take(one, previous) is (number == held + 1)
            held, digests[number] = max(held, number), one.sha256
    found = await store.find(FIA, ("", 0), ("", ""), 100, 1 << 20)
    assert [one.sha256 for one in found] == [digests[number] for number in range(1, held + 1)]
    assert ((await store.standings())[FIA].altered if held else 0) == (altered if held else 0)
    file.close()
