"""How far a peer's orders were taken: a store that is further is newer than a file that was lost or put back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.exchange.orders.inbox import Inbox, Upto
from services.exchange.store.database import open_database
from services.store.sqlite import SqliteDatabase

PEER, NOW = "pk.hub", 1_780_000_000_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    made = open_database(tmp_path / "exchange.db")
    yield made
    made.close()


async def test_a_file_lacks_what_a_store_has_taken_beyond_it(database: SqliteDatabase) -> None:
    inbox = Inbox(database)
    assert not await inbox.lacks(PEER, Upto(0, 0)), "nothing was taken"
    assert await inbox.lacks(PEER, Upto(7, 1)), "the file was lost"
    await inbox.add(PEER, [], NOW, Upto(7, 5))
    places = ((7, 5), (7, 4), (0, 0), (7, 6), (8, 1))
    told = {each: await inbox.lacks(PEER, Upto(*each)) for each in places}
    assert told == {(7, 5): False, (7, 4): False, (0, 0): False, (7, 6): True, (8, 1): True}
    assert await inbox.lacks("pk.fia", Upto(1, 1)), "another peer's"
