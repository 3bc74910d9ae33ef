"""Oversight on PostgreSQL: ``kill -9`` of the server in mid-write, what a commit came to, what the node's setting opens.

The server waits for its disk here, as in production.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from services.node.issuers_late import lines
from services.node.oversight_store import open_oversight, standings_of
from services.node.settings import NodeSettings
from services.oversight.errors import StoreUnavailable
from services.oversight.ports import Statement
from services.oversight.store.refusals import StoredRefusals
from services.oversight.store.sessions import StoredSessions
from services.signing.sealing import Sealer
from services.store.database import Database
from services.store.errors import StoreUnsafe
from tests.fakes import live
from tests.fakes.async_tests import pytest_pyfunc_call
from tests.fakes.postgres import Server, on_server, synced_server
from tests.shared import PATIENCE_S
from tests.unit.oversight.world import FIA, NOW, PRISONS, session

__all__ = ["pytest_pyfunc_call"]
SEALER = Sealer(bytes(32))
ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rabta-oversight'"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server() as made:
        yield made


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> NodeSettings:
    return on_server(server, tmp_path)


async def opened(database: Database, number: int) -> str:
    """A session of an officer of an agency of its own; its id."""
    made = session(number, agency=f"pk.agency-{number}", officer=f"o-{number}")
    return (await StoredSessions(database).open(made, f"request-{number}", NOW)).id


async def tell(database: Database, number: int) -> bool:
    """A statement of an issuer, each on its own day."""
    digest = number.to_bytes(32)
    one = Statement(FIA, number, f"2026-01-{number:02}", digest, NOW, b"words")
    return await StoredRefusals(database, SEALER).take(one, (number - 1).to_bytes(32))


async def held(database: Database) -> list[str]:
    return [one.id for one in await StoredSessions(database).notices("", "", "", 10_000)]


async def until_back(database: Database) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            with suppress(StoreUnavailable):
                await held(database)
                return
            await asyncio.sleep(0.05)


async def until_more(than: int, there: Collection[object]) -> None:
    """Wait until so many and one more are there."""
    async with asyncio.timeout(PATIENCE_S):
        while len(there) <= than:
            await asyncio.sleep(0.02)


async def test_a_server_that_is_killed_in_mid_write_loses_doubles_and_halves_nothing(
    settings: NodeSettings, server: Server
) -> None:
    """Two processes write; what was acknowledged is there once, and what was refused may be asked again."""
    both = [open_oversight(settings) for _ in range(2)]
    acknowledged: set[str] = set()
    refused: list[int] = []
    stop = asyncio.Event()

    async def write(at: int) -> None:
        number = at
        while not stop.is_set():
            number += 2
            try:
                acknowledged.add(await opened(both[at], number))
                await StoredSessions(both[at]).touched(f"bg-{number:04}", [PRISONS, FIA], NOW)
            except StoreUnavailable:
                refused.append(number)
                await asyncio.sleep(0.02)

    writing = [asyncio.ensure_future(write(at)) for at in range(2)]
    await until_more(5, acknowledged)
    await asyncio.to_thread(server.kill)
    await until_more(len(refused), refused)
    await asyncio.to_thread(server.start)
    await until_back(both[0])
    await until_more(len(acknowledged), acknowledged)
    stop.set()
    await asyncio.gather(*writing)
    found = await held(both[1])
    assert len(found) == len(set(found))
    assert acknowledged <= set(found)
    for number in sorted(refused)[:20]:
        assert await opened(both[0], number) == f"bg-{number:04}", "the same request is the same session"
    sessions = StoredSessions(both[0])
    assert await sessions.first_reads(PRISONS) == await sessions.first_reads(FIA), "both owners or neither"
    for each in both:
        each.close()


async def test_a_chain_goes_on_where_it_was_after_a_kill(settings: NodeSettings, server: Server) -> None:
    database = open_oversight(settings)
    assert [await tell(database, number) for number in (1, 2)] == [True, True]
    await asyncio.to_thread(server.kill)
    with pytest.raises(StoreUnavailable):
        await tell(database, 3)
    with pytest.raises(StoreUnavailable):
        await StoredRefusals(database, SEALER).standings()
    with pytest.raises(StoreUnavailable):
        await StoredRefusals(database, SEALER).find("", ("", 0), ("", ""), 10, 1 << 20)
    await asyncio.to_thread(server.start)
    await until_back(database)
    assert [await tell(database, number) for number in (1, 2, 3)] == [False, False, True]
    assert (await StoredRefusals(database, SEALER).standings())[FIA].altered == 0
    database.close()


async def test_connections_that_went_while_nobody_asked_are_opened_anew(settings: NodeSettings, server: Server) -> None:
    database = open_oversight(settings)
    assert await opened(database, 1) == "bg-0001"
    await asyncio.to_thread(server.run, ENDED)
    assert await opened(database, 2) == "bg-0002"
    database.close()


async def test_limits_hold_over_processes_that_write_at_once(settings: NodeSettings) -> None:
    both = [open_oversight(settings) for _ in range(2)]
    asked = [
        StoredSessions(both[number % 2]).open(session(number, officer=f"o-{number}"), f"request-{number}", NOW)
        for number in range(12)
    ]
    came = await asyncio.gather(*asked)
    assert sorted(one.state(NOW) for one in came) == ["OPEN"] * 9 + ["WAITING"] * 3
    assert len(await held(both[0])) == 12
    for each in both:
        each.close()


async def test_what_a_caller_no_longer_waits_for_is_written_whole(settings: NodeSettings) -> None:
    database = open_oversight(settings)
    gone = asyncio.ensure_future(opened(database, 1))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    assert await opened(database, 2) == "bg-0002"
    assert await held(database) == ["bg-0001", "bg-0002"]
    database.close()


async def test_a_table_that_is_gone_is_a_refusal_and_is_said_by_its_state(
    settings: NodeSettings, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    database = open_oversight(settings)
    await asyncio.to_thread(server.run, "DROP TABLE oversight.touched", settings.store.split("/")[3].split("?")[0])
    with caplog.at_level(logging.ERROR), pytest.raises(StoreUnavailable):
        await StoredSessions(database).first_reads(FIA)
    assert [record.getMessage() for record in caplog.records] == ["oversight: 42P01"]
    database.close()


def test_a_folder_that_still_holds_the_file_is_refused(settings: NodeSettings) -> None:
    (settings.folder / "oversight.db").touch()
    with pytest.raises(StoreUnsafe, match=r"oversight\.db is in the folder"):
        open_oversight(settings)


def test_a_server_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable):
        open_oversight(NodeSettings(tmp_path, store="postgresql://rabta@/hub?host=/nowhere"))


def test_what_issuers_told_is_read_whatever_runs(settings: NodeSettings, tmp_path: Path) -> None:
    hub = live.copied(tmp_path / "federation").hub.folder
    assert standings_of(settings) == {}

    async def told() -> None:
        database = open_oversight(settings)
        await tell(database, 1)
        database.close()

    asyncio.run(told())
    assert standings_of(settings)[FIA].number == 1
    with (hub / "settings.toml").open("a") as file:
        file.write(f'\nstore = "{settings.store}"\n')
    assert f"refusals of {FIA}: late, told up to 2026-01-01" in list(lines(hub, live.now_ms()))
    away = replace(settings, store="postgresql://rabta@/hub?host=/nowhere")
    (hub / "settings.toml").write_text(f'store = "{away.store}"\n')
    assert list(lines(hub, live.now_ms())) == ["refusals: what issuers told cannot be read (StoreUnavailable)"]
