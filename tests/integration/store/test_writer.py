"""The connection of a room that writes, and a server that gives a lost transaction's number to another one."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator

import pytest

from services.store.postgres.connecting import SQL, Place
from services.store.postgres.errors import StoreLost
from services.store.postgres.writing import Writer
from tests.fakes.postgres import Server, synced_server

pytestmark = pytest.mark.postgres
MANY = 1000


@pytest.fixture
def server() -> Iterator[Server]:
    with synced_server("CREATE TABLE kept (one BIGINT)") as made:
        yield made


def writer(server: Server) -> Writer:
    return Writer(Place(server.address("postgres"), "public"), SQL["lock_room"], 10.0)


async def number_of(one: Writer) -> int:
    async with one.transaction() as db:
        await db.execute("INSERT INTO kept VALUES (2)")
        return int(await db.fetchval("SELECT CAST(pg_current_xact_id() AS TEXT)"))


async def whose_number_another_gets(server: Server, *, postmaster: bool) -> None:
    """A transaction that is lost with the server, and of whose number another is committed before anybody asks."""
    lost, other = writer(server), writer(server)
    async with lost.transaction() as db:
        await db.execute("INSERT INTO kept VALUES (1)")
        number = int(await db.fetchval("SELECT CAST(pg_current_xact_id() AS TEXT)"))
        if postmaster:
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        else:
            os.kill(await db.fetchval("SELECT pg_backend_pid()"), signal.SIGKILL)
            await asyncio.sleep(0.5)
        for _ in range(MANY):
            try:
                if await number_of(other) >= number:
                    break
            except StoreLost:
                await asyncio.sleep(0.05)
    for one in (lost, other):
        one.let_go()


@pytest.mark.parametrize("postmaster", [True, False], ids=["the server", "one of its processes"])
def test_what_was_lost_is_not_said_to_be_there_for_anothers_commit(server: Server, postmaster: bool) -> None:
    with pytest.raises(StoreLost):
        asyncio.run(whose_number_another_gets(server, postmaster=postmaster))
    assert server.run("SELECT count(*) FROM kept WHERE one = 1") == [(0,)]
    assert server.run("SELECT count(*) FROM kept WHERE one = 2") != [(0,)], "another was committed"
