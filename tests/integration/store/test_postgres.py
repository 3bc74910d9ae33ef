"""The base of stores on PostgreSQL against a real server: what is promised, bounded, and whose fault an error is."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from services.store.errors import StoreUnsafe
from services.store.postgres.checks import check
from services.store.postgres.connecting import Place, connect, pool
from services.store.postgres.errors import StoreLost, machine_errors
from tests.fakes import postgres

Work = Callable[[asyncpg.Connection], Coroutine[Any, Any, Any]]


@pytest.fixture
def place() -> Iterator[Place]:
    """An empty database."""
    name = postgres.database()
    yield Place(postgres.shared().address(name), "records", unsynced=True)
    postgres.drop(name)


def on(place: Place, work: Work) -> Any:
    """What one connection comes to."""

    async def run() -> Any:
        db = await connect(place)
        try:
            with machine_errors():
                return await work(db)
        finally:
            db.terminate()

    return asyncio.run(run())


def shown(place: Place, name: str) -> str:
    return str(on(place, lambda db: db.fetchval(f"SHOW {name}")))


class TestConnection:
    def test_it_is_of_its_room_and_bounded(self, place: Place) -> None:
        found = {
            name: shown(place, name)
            for name in ("application_name", "search_path", "TimeZone", "statement_timeout", "lock_timeout")
        }
        assert found == {
            "application_name": "rabta-records",
            "search_path": "records",
            "TimeZone": "UTC",
            "statement_timeout": "30s",
            "lock_timeout": "10s",
        }
        assert shown(place, "idle_in_transaction_session_timeout") == "1min"

    def test_a_migration_is_not_bounded(self, place: Place) -> None:
        async def run() -> Any:
            db = await connect(place, bounded=False)
            try:
                return await db.fetchval("SHOW statement_timeout")
            finally:
                await db.close()

        assert asyncio.run(run()) == "0"

    def test_of_several_hosts_the_one_that_is_there_is_used(self, place: Place) -> None:
        folder = str(postgres.shared().folder)
        both = replace(place, address=place.address.replace(folder, f"/nowhere,{folder}") + "&port=5432,5432")
        assert on(both, lambda db: db.fetchval("SELECT 1")) == 1

    def test_reads_come_from_a_pool_that_opens_nothing_before_it_is_asked(self, place: Place) -> None:
        async def run() -> None:
            held = await pool(place)
            assert held.get_size() == 0
            async with held.acquire() as db:
                assert await db.fetchval("SELECT 1") == 1
            held.terminate()

        asyncio.run(run())

    def test_a_transaction_that_nobody_ended_is_not_the_next_reader_s(self, place: Place) -> None:
        async def run() -> None:
            held = await pool(replace(place, reads=1))
            async with held.acquire() as db:
                await db.execute("BEGIN")
            async with held.acquire() as db:
                assert not db.is_in_transaction()
                await db.execute("BEGIN")
                await db.execute("COMMIT")
                first = db.get_server_pid()
            async with held.acquire() as db:
                assert db.get_server_pid() == first
            held.terminate()

        asyncio.run(run())


class TestChecks:
    def test_a_server_that_does_not_wait_for_its_disk_is_refused(self, place: Place) -> None:
        durable = replace(place, unsynced=False)
        with pytest.raises(StoreUnsafe, match="fsync must read on"):
            on(durable, lambda db: check(db, durable))
        on(place, lambda db: check(db, place))

    @pytest.mark.parametrize(
        ("name", "setting", "said"),
        [
            ("fsync", "off", "fsync must read on"),
            ("full_page_writes", "off", "full_page_writes must read on"),
            ("synchronous_commit", "off", "synchronous_commit must not read off"),
            ("server_encoding", "SQL_ASCII", "server_encoding must read UTF8"),
            ("server_version_num", "140012", "the server must be PostgreSQL 15 or newer"),
        ],
    )
    def test_each_promise_is_needed(self, place: Place, name: str, setting: str, said: str) -> None:
        durable = replace(place, unsynced=False)
        with pytest.raises(StoreUnsafe, match=said):
            asyncio.run(check(Promising({name: setting}), durable))  # type: ignore[arg-type]  # a connection that only says its settings
        asyncio.run(check(Promising({}), durable))  # type: ignore[arg-type]  # a connection that only says its settings

    @pytest.mark.parametrize("word", ["local", "remote_write", "remote_apply"])
    def test_a_commit_that_waits_for_more_is_taken(self, place: Place, word: str) -> None:
        asyncio.run(check(Promising({"synchronous_commit": word}), replace(place, unsynced=False)))  # type: ignore[arg-type]  # a connection that only says its settings


class Promising:
    """A server's answer to what it promises, with some of it replaced."""

    def __init__(self, other: dict[str, str]) -> None:
        good = dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on")
        self._said = good | {"server_encoding": "UTF8", "server_version_num": "180006"} | other

    async def fetch(self, _statement: str) -> list[dict[str, str]]:
        """See asyncpg."""
        return [{"name": name, "setting": setting} for name, setting in self._said.items()]


class TestWhoseFault:
    def test_a_server_that_is_not_there(self, place: Place) -> None:
        with pytest.raises(StoreLost):
            on(replace(place, address="postgresql://rabta@/records?host=/nowhere"), lambda db: db.fetchval("SELECT 1"))

    def test_no_such_database(self, place: Place) -> None:
        with pytest.raises(StoreLost):
            on(replace(place, address=postgres.shared().address("absent")), lambda db: db.fetchval("SELECT 1"))

    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT pg_terminate_backend(pg_backend_pid())",
            "SELECT pg_cancel_backend(pg_backend_pid())",
            "DO $$ BEGIN RAISE 'full' USING ERRCODE = '53100'; END $$",
            "DO $$ BEGIN RAISE 'standby' USING ERRCODE = '25006'; END $$",
        ],
    )
    def test_the_machine_s(self, place: Place, statement: str) -> None:
        with pytest.raises(StoreLost) as lost:
            on(place, lambda db: db.execute(statement))
        assert lost.value.__suppress_context__

    def test_what_takes_too_long(self, place: Place) -> None:
        with pytest.raises(StoreLost):
            on(replace(place, statement_s=0.05), lambda db: db.fetchval("SELECT pg_sleep(5)"))

    def test_a_connection_that_is_closed(self, place: Place) -> None:
        async def twice(db: asyncpg.Connection) -> None:
            await db.close()
            await db.fetchval("SELECT 1")

        with pytest.raises(StoreLost):
            on(place, twice)

    @pytest.mark.parametrize("statement", ["SELECT absent", "SELECT 1/0", "SELEC", "SELECT 1; SELECT $1"])
    def test_a_statement_s(self, place: Place, statement: str) -> None:
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            on(place, lambda db: db.fetch(statement))

    def test_another_operation_under_way_is_a_mistake_of_ours(self, place: Place) -> None:
        async def together(db: asyncpg.Connection) -> None:
            await asyncio.gather(db.fetchval("SELECT pg_sleep(0.2)"), db.fetchval("SELECT 1"))

        with pytest.raises(asyncpg.InterfaceError):
            on(place, together)


def test_the_server_of_the_tests_is_nobody_else_s() -> None:
    assert stat.S_IMODE(postgres.shared().folder.stat().st_mode) == 0o700
    assert postgres.shared().run("SHOW listen_addresses") == [("",)]
