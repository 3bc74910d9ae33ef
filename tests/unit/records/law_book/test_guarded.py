"""``law.db``: whom the clock of guards is to look at, in the order in which they are due; nothing of them is readable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.guarded import SealedIndex

SECRET = bytes(range(32))
ONE, TWO, THREE = ("one" * 7 + "x", "two" * 7 + "x", "three" * 4 + "xx")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SealedIndex]:
    database = open_database(tmp_path / FILE)
    yield SealedIndex(database, SECRET)
    database.close()


async def test_at_first_nothing_was_taken_and_nobody_is_due(index: SealedIndex) -> None:
    assert await index.taken() == 0
    assert await index.due(10**15, 9) == []


async def test_the_longest_overdue_is_first_and_no_more_than_asked_for(index: SealedIndex) -> None:
    await index.take([ONE], 3, 500)
    await index.take([TWO], 4, 100)
    await index.take([THREE], 7, 900)
    assert await index.taken() == 7
    assert await index.due(500, 9) == [TWO, ONE]
    assert await index.due(1000, 1) == [TWO]


async def test_who_is_taken_again_is_due_at_once_and_stands_there_once(index: SealedIndex) -> None:
    await index.take([ONE, TWO], 1, 5)
    await index.looked(ONE, 10_000)
    assert await index.due(9_999, 9) == [TWO]
    await index.take([ONE], 2, 6)
    assert await index.due(9_999, 9) == [TWO, ONE]


async def test_who_is_looked_at_for_the_last_time_is_forgotten(index: SealedIndex, tmp_path: Path) -> None:
    await index.take([ONE], 1, 5)
    await index.looked(ONE, None)
    assert await index.due(10**15, 9) == []
    with sqlite3.connect(tmp_path / FILE) as db:
        assert db.execute("select count(*) from guarded").fetchone() == (0,)


async def test_nobody_who_was_forgotten_comes_back_by_being_looked_at(index: SealedIndex) -> None:
    await index.looked(ONE, 10)
    assert await index.due(10**15, 9) == []


async def test_all_may_be_taken_anew(index: SealedIndex) -> None:
    await index.take([ONE], 9, 5)
    await index.take([], 0, 6)
    assert await index.taken() == 0


async def test_nothing_is_readable_and_another_node_s_secret_opens_nothing(index: SealedIndex, tmp_path: Path) -> None:
    await index.take([ONE, TWO], 1, 5)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert ONE.encode() not in raw
    assert TWO.encode() not in raw
    stranger = open_database(tmp_path / FILE)
    assert await SealedIndex(stranger, bytes(32)).due(10, 9) == []
    stranger.close()


async def test_somebody_who_is_put_in_another_s_place_does_not_open(index: SealedIndex, tmp_path: Path) -> None:
    await index.take([ONE, TWO], 1, 5)
    with sqlite3.connect(tmp_path / FILE) as db:
        (body,) = db.execute("select body from guarded").fetchone()
        db.execute("update guarded set body = ?", (body,))
    assert len(await index.due(10, 9)) == 1
    assert await index.taken() == 0


async def test_one_row_that_is_damaged_stops_nobody_s_clock_and_all_are_taken_anew(
    index: SealedIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Who stood in it is not known: whoever follows the records from the first change finds them again."""
    await index.take([ONE, TWO, THREE], 7, 5)
    with sqlite3.connect(tmp_path / FILE) as db:
        (token, body) = db.execute("select token, body from guarded order by token limit 1").fetchone()
        db.execute("update guarded set body = ? where token = ?", (body[:-1] + bytes([body[-1] ^ 1]), token))
    sound = await index.due(10, 9)
    assert len(sound) == 2
    assert await index.taken() == 0
    assert "1 of the index of guards" in caplog.text
    await index.take([ONE, TWO, THREE], 7, 6)
    assert sorted(await index.due(10, 9)) == sorted([ONE, TWO, THREE])
    assert await index.taken() == 7
