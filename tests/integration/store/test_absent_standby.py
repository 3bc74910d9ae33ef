"""The synchronous standby is away while a transaction commits: what one disk alone holds is not acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from services.store.postgres import connecting
from services.store.postgres.connecting import SQL, Place
from services.store.postgres.errors import StoreLost
from services.store.postgres.writing import Writer
from tests.fakes.postgres import Server, synced_server

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


def place(server: Server) -> Place:
    return Place(server.address("rows"), "public", statement_s=BRIEF_S)


async def write(server: Server, patience_s: float) -> None:
    writer = Writer(place(server), SQL["lock_room"], patience_s)
    try:
        async with writer.transaction() as db:
            await db.execute("INSERT INTO row VALUES (1)")
    finally:
        writer.let_go()


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
