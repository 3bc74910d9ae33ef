"""The synchronous standby is away while a transaction commits: what one disk alone holds is not acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import pytest

from services.store.postgres import connecting
from services.store.postgres.connecting import SQL, Place
from services.store.postgres.errors import StoreLost
from services.store.postgres.writing import Writer
from tests.fakes.postgres import Server, synced_server

pytestmark = pytest.mark.postgres
BRIEF_S = 0.3


@pytest.fixture
def server() -> Iterator[Server]:
    with synced_server("CREATE DATABASE rows", "ALTER SYSTEM SET synchronous_standby_names = 'absent'") as made:
        made.run("CREATE TABLE row (number BIGINT)", "rows")
        made.run("SELECT pg_reload_conf()")
        yield made


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection gives up its COMMIT soon."""
    monkeypatch.setattr(connecting, "_MARGIN_S", 0.0)


WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'"


def place(server: Server) -> Place:
    return Place(server.address("rows"), "public", statement_s=BRIEF_S)


async def write(server: Server, patience_s: float, statements: Sequence[str] = ("INSERT INTO row VALUES (1)",)) -> None:
    writer = Writer(place(server), SQL["lock_room"], patience_s)
    try:
        async with writer.transaction() as db:
            for statement in statements:
                await db.execute(statement)
    finally:
        writer.let_go()


async def ended(server: Server) -> None:
    """An operator ends a wait for the standby."""
    while not (found := await asyncio.to_thread(server.run, WAITING)):
        await asyncio.sleep(0.01)
    await asyncio.to_thread(server.run, f"SELECT pg_cancel_backend({found[0][0]})")


def rows(server: Server) -> int:
    found: int = server.run("SELECT count(*) FROM row", "rows")[0][0]
    return found


def test_a_commit_that_no_standby_has_is_not_acknowledged_and_waits_on_at_the_server(server: Server) -> None:
    with pytest.raises(StoreLost, match="nobody can say"):
        asyncio.run(write(server, 4 * BRIEF_S))
    assert rows(server) == 0, "the server was not told to cease, and shows nobody what one disk alone has"
    for statement in ("ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()"):
        server.run(statement)
    while not rows(server):
        pass


@pytest.fixture
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection waits for its COMMIT as long as the operator needs."""
    monkeypatch.setattr(connecting, "_MARGIN_S", 60.0)


@pytest.mark.usefixtures("_patient")
def test_a_commit_whose_wait_was_ended_is_not_acknowledged_though_it_is_there(server: Server) -> None:
    """The server answers it with a warning, and then says of its number that it is committed."""

    async def run() -> None:
        writing = asyncio.ensure_future(write(server, 4 * BRIEF_S))
        await ended(server)
        with pytest.raises(StoreLost):
            await writing

    asyncio.run(run())
    assert rows(server) == 1


@pytest.mark.usefixtures("_patient")
def test_it_is_acknowledged_once_the_standby_has_it(server: Server) -> None:
    async def run() -> None:
        writing = asyncio.ensure_future(write(server, 60.0))
        await ended(server)
        for statement in ("ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()"):
            await asyncio.to_thread(server.run, statement)
        await writing

    asyncio.run(run())
    assert rows(server) == 1


def test_what_is_done_already_and_writes_no_row_waits_for_the_standby_too(server: Server) -> None:
    """So the same, asked again, is no way round the standby."""
    with pytest.raises(StoreLost):
        asyncio.run(write(server, 4 * BRIEF_S, ["SELECT number FROM row"]))
