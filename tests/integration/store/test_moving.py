"""A room's file into its schema: every row, what changed meanwhile, and no other room's or node's."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.linkage.store import database as linkage
from services.linkage.store.links import links_of
from services.records.store.postgres import PostgresStore
from services.store.postgres.connecting import Place, connect
from services.store.postgres.moving import Moved, digests, move, release
from services.store.postgres.source import MoveRefused, reading
from tests.bench.bench_classes import filled
from tests.e2e.processes import ROOT, until
from tests.fakes import postgres
from tests.fakes.record_maker import CNIC, POLICE, case_file, expunged, party
from tests.fakes.records_node import Federation, Node, caller, open_node
from tests.fakes.records_node import federation as made_federation

pytestmark = pytest.mark.postgres
SOURCE = "one federation's hub"


@pytest.fixture(scope="module")
def federation(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return made_federation(tmp_path_factory.mktemp("federation"))


def quiet(_table: str, _rows: int) -> None:
    """Nobody looks on."""


@pytest.fixture
def database() -> Iterator[str]:
    name = postgres.database()
    yield postgres.shared().address(name)
    postgres.drop(name)


def records_at(address: str) -> Place:
    return Place(address, "records", unsynced=True)


async def move_file(path: Path, place: Place, whose: str = SOURCE) -> Moved:
    with reading(path) as source:
        return await move(source, place, whose, quiet)


async def level_with(path: Path, place: Place) -> bool:
    with reading(path) as source:
        mine, theirs = await digests(source, place, quiet)
    assert len(mine) == len(theirs) == 64
    return mine == theirs


def moved(path: Path, place: Place, whose: str = SOURCE) -> Moved:
    return asyncio.run(move_file(path, place, whose))


def alike(path: Path, place: Place) -> bool:
    return asyncio.run(level_with(path, place))


def asked(place: Place, statement: str, *values: object) -> Any:
    async def run() -> Any:
        db = await connect(place, bounded=False)
        try:
            return await db.fetchval(statement, *values)
        finally:
            db.terminate()

    return asyncio.run(run())


async def _told(node: Node) -> bytes:
    return await node.raw_history(caller(POLICE), CNIC)


def test_histories_are_the_same_bytes_from_both(tmp_path: Path, federation: Federation, database: str) -> None:
    place = records_at(database)

    async def before() -> bytes:
        node = open_node(tmp_path, federation)
        await node.put(case_file(), party())
        told = await _told(node)
        await node.context.store.close()
        return told

    async def after() -> bytes:
        node = open_node(tmp_path, federation, store=PostgresStore(place))
        told = await _told(node)
        await node.context.store.close()
        return told

    told = asyncio.run(before())
    assert CNIC.encode() in told
    found = moved(tmp_path / "records.db", place)
    assert found.rows >= found.written > 10
    assert alike(tmp_path / "records.db", place)
    asyncio.run(release(place))
    assert asyncio.run(after()) == told


def test_what_is_written_meanwhile_comes_with_the_next_pass(
    tmp_path: Path, federation: Federation, database: str
) -> None:
    place, path = records_at(database), tmp_path / "records.db"

    async def run() -> tuple[Moved, bool, Moved, Moved]:
        node = open_node(tmp_path, federation)
        await node.put(case_file(), party())
        first = await move_file(path, place)
        await node.put(expunged(party()))
        level = await level_with(path, place)
        second = await move_file(path, place)
        third = await move_file(path, place)
        await node.context.store.close()
        return first, level, second, third

    first, level, second, third = asyncio.run(run())
    assert not level
    assert 0 < second.written < first.rows
    assert third.written == 0
    assert alike(path, place)


@pytest.fixture
def links(tmp_path: Path) -> Path:
    """A link store of a thousand cases, with tables that refer to one another."""
    path = tmp_path / "linkage.db"
    asyncio.run(filled(path, 1000))
    return path


def links_at(address: str) -> Place:
    place = Place(address, linkage.ROOM, unsynced=True)
    linkage.open_at(place).close()
    return place


def test_a_row_that_differs_is_found_and_brought(links: Path, database: str) -> None:
    place = links_at(database)
    moved(links, place)
    assert alike(links, place)
    asked(place, "UPDATE bound_class SET held_until_ms = 1 WHERE id = 7")
    assert not alike(links, place)
    assert moved(links, place).written == 1
    assert alike(links, place)


@pytest.mark.parametrize("where", ["file", "database"])
def test_a_row_that_the_file_has_no_more_goes(links: Path, database: str, where: str) -> None:
    place = links_at(database)
    moved(links, place)
    if where == "file":
        with sqlite3.connect(links) as db:
            db.execute("DELETE FROM bound_key WHERE bound = 7")
            db.execute("DELETE FROM bound_class WHERE id = 7")
    else:
        asked(place, "INSERT INTO bound_class (id, class, keys, held_until_ms, parts) VALUES (999999, 1, 'x', 0, '')")
    assert not alike(links, place)
    moved(links, place)
    assert alike(links, place)


def test_two_lists_of_other_types_or_lengths_are_not_alike(links: Path, database: str) -> None:
    """A digest over texts alone would take ('1', '2') for ('12', '')."""
    place = links_at(database)
    moved(links, place)
    asked(place, "UPDATE bound_class SET keys = keys || parts || '0', held_until_ms = 0 WHERE id = 7")
    assert not alike(links, place)


def test_a_schema_that_holds_rows_is_not_filled(links: Path, database: str) -> None:
    place = links_at(database)
    for number in (1, 2):
        asked(
            place, "INSERT INTO class (id, attributes, authority, parts) VALUES ($1, $2, '', '')", number, str(number)
        )
    with pytest.raises(MoveRefused, match="holds rows in table class"):
        moved(links, place)
    assert asked(place, "SELECT count(*) FROM bound_class") == 0


def test_a_schema_that_is_filled_for_another_node_is_not_filled_for_this_one(links: Path, database: str) -> None:
    place = links_at(database)
    moved(links, place, "another")
    with pytest.raises(MoveRefused, match="another node"):
        moved(links, place)


def test_a_schema_of_another_version_is_refused(links: Path, database: str) -> None:
    place = links_at(database)
    asked(place, "ALTER TABLE class ADD COLUMN later TEXT")
    with pytest.raises(MoveRefused, match="another version"):
        moved(links, place)


def test_a_text_that_the_database_cannot_hold_is_named_by_its_table(links: Path, database: str) -> None:
    place = links_at(database)
    with sqlite3.connect(links) as db:
        db.execute("INSERT INTO case_number (record, start, finish) VALUES ('a', ?, 'b')", ["x\0y"])
    with pytest.raises(MoveRefused, match="case_number"):
        moved(links, place)


def without_index(place: Place, table: str) -> int:
    """How many of its rows the server has read one after the other; a session's are counted when it has ended."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until(lambda: asked(place, others) == 0, "the sessions to end", 60.0)
    return int(asked(place, "SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = $1", table))


def test_a_pass_finds_rows_by_their_keys_however_many_there_are(tmp_path: Path, database: str) -> None:
    """A range of keys of two columns is to the planner up to a quarter of a table: it would read all for each chunk."""
    path, place = tmp_path / "linkage.db", links_at(database)
    asyncio.run(filled(path, 5_000))
    moved(path, place)
    asked(place, "ANALYZE bound_key")
    before = without_index(place, "bound_key")
    assert moved(path, place).written == 0
    assert alike(path, place)
    assert without_index(place, "bound_key") == before


def test_killed_in_its_midst_it_goes_on_where_it_was(tmp_path: Path, database: str) -> None:
    path, place = tmp_path / "linkage.db", links_at(database)
    asyncio.run(filled(path, 20_000))
    words = [sys.executable, "-m", "tests.integration.store.moving_process", str(path), database]
    process = subprocess.Popen(words, cwd=ROOT)
    until(lambda: asked(place, "SELECT count(*) FROM bound_class") > 2000, "some rows", 60.0)
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = asked(place, "SELECT count(*) FROM bound_class")
    assert not alike(path, place)
    rest = moved(path, place)
    assert rest.written <= rest.rows - there
    assert alike(path, place)


def test_the_room_reads_what_came(links: Path, database: str) -> None:
    from services.linkage.store.links import StoredLinks

    place = links_at(database)
    moved(links, place)
    asyncio.run(release(place))

    async def found(store: StoredLinks) -> list[Any]:
        return await store.classes.bindings(["CASE FIR:PB/LAHORE/ICHHRA/7/2024"], 0)

    here, there = links_of(links), StoredLinks(linkage.open_at(place))
    assert asyncio.run(found(here)) == asyncio.run(found(there)) != []
