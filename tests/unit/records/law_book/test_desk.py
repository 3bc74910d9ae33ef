"""``law.db``: the desk's queries and directions, sealed, kept through a restart, and in a file of before there was one."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest

from services.access.request_id import Act
from services.records.desk_port import Directed, NoDesk, Query
from services.records.errors import StorageUnavailable
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.desk import SealedDesk
from services.records.law_book.store.said import SealedBook
from services.records.law_book_port import Said
from services.records.statement_port import NoLawError

SECRET = bytes(range(32))
FIR, COURT = "a" * 64, "b" * 64
QUERY = Query("R-AAAAAAAA", "pk.fia", "fia-1", 1000)
DIRECTED = Directed("R-AAAAAAAA", "WAIT", "pk.punjab-prosecution", "pr-1", 2000)
MATTER = ("guard", FIR, "FIR:1")
WORD = Said("PROCEED", "Looked at.", "pk.punjab-prosecution", "pr-1", 7, "ab" * 32)


def act(request_id: str = "request-1") -> Act:
    return Act("pk.punjab-prosecution", "pr-1", request_id, sha256(b"x").digest())


async def test_what_is_put_under_one_number_stands_under_each_and_survives_a_restart(tmp_path: Path) -> None:
    for turn in range(2):
        database = open_database(tmp_path / FILE)
        desk = SealedDesk(database, SECRET, 1)
        assert await desk.ask([FIR, COURT], QUERY._replace(at_ms=1000 + turn)) == QUERY
        assert await desk.direct([COURT], DIRECTED._replace(at_ms=2000 + turn), act()) == DIRECTED
        assert await desk.queries([COURT]) == await desk.queries([FIR, COURT]) == [QUERY]
        assert await desk.directions([FIR, COURT]) == [DIRECTED]
        assert await desk.directions([FIR]) == []
        database.close()
    raw = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    for text in (QUERY.reference, QUERY.agency, QUERY.officer, DIRECTED.agency, FIR):
        assert text.encode() not in raw


async def test_of_two_directions_the_last_counts_under_whatever_number_it_was_given(tmp_path: Path) -> None:
    database = open_database(tmp_path / FILE)
    desk, later = SealedDesk(database, SECRET, 1), DIRECTED._replace(kind="PROCEED", at_ms=3000)
    await desk.direct([FIR], DIRECTED, act())
    await desk.direct([COURT], later, act("request-2"))
    assert await desk.directions([FIR, COURT]) == [later]
    database.close()


async def test_a_file_of_before_is_opened_with_what_it_holds(tmp_path: Path) -> None:
    database = open_database(tmp_path / FILE)
    await SealedBook(database, SECRET).say(MATTER, WORD, act())
    database.close()
    before = sqlite3.connect(tmp_path / FILE)
    for name in ("desk_query", "desk_direction"):
        before.execute(f"DROP TABLE {name}")
    before.commit()
    before.close()
    database = open_database(tmp_path / FILE)
    assert await SealedBook(database, SECRET).last(MATTER) == WORD
    desk = SealedDesk(database, SECRET, 1)
    assert await desk.queries([FIR]) == []
    assert await desk.ask([FIR], QUERY) == QUERY
    database.close()


async def test_a_query_that_was_changed_on_disk_is_an_error(tmp_path: Path) -> None:
    database = open_database(tmp_path / FILE)
    desk = SealedDesk(database, SECRET, 1)
    await desk.ask([FIR], QUERY)
    with sqlite3.connect(tmp_path / FILE) as other:
        other.execute("UPDATE desk_query SET body = zeroblob(length(body))")
    with pytest.raises(StorageUnavailable):
        await desk.queries([FIR])
    database.close()


async def test_a_node_without_a_desk_keeps_nothing() -> None:
    desk = NoDesk()
    with pytest.raises(NoLawError):
        await desk.ask([FIR], QUERY)
    with pytest.raises(NoLawError):
        await desk.direct([FIR], DIRECTED, act())
    assert await desk.queries([FIR]) == []
    assert await desk.directions([FIR]) == []
