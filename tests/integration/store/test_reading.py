"""Reads on PostgreSQL whose task is cancelled: the connection that they had never shows an older moment to the next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from services.records.errors import StorageUnavailable
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place
from tests.conformance.store.stores import put, wait
from tests.fakes import postgres

pytestmark = pytest.mark.postgres
BACKENDS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rabta-records'"


@pytest.fixture
def store() -> Iterator[PostgresStore]:
    """With one connection for reads."""
    name = postgres.database()
    opened = PostgresStore(Place(postgres.shared().address(name), ROOM, unsynced=True, reads=1, lock_s=0.5))
    yield opened
    wait(opened.close())
    postgres.drop(name)


async def count(store: PostgresStore) -> int:
    async with store.snapshot() as view:
        return len(await view.feed(0, 10))


@pytest.mark.parametrize("times", [1, 2, 3, 4])
def test_a_read_that_is_cancelled_however_often_leaves_no_transaction(store: PostgresStore, times: int) -> None:
    async def held(inside: asyncio.Event) -> None:
        async with store.snapshot() as view:
            await view.feed(0, 10)
            inside.set()
            await asyncio.sleep(30)

    async def run() -> None:
        inside = asyncio.Event()
        task = asyncio.ensure_future(held(inside))
        await inside.wait()
        for _ in range(times):
            task.cancel()
            await asyncio.sleep(0)
        await asyncio.gather(task, return_exceptions=True)
        await put(store, 1)
        assert await count(store) == 1

    wait(run())


def test_who_finds_no_connection_free_is_told_in_time(store: PostgresStore) -> None:
    async def run() -> None:
        async with store.snapshot():
            with pytest.raises(StorageUnavailable):
                await count(store)
        assert await count(store) == 0

    wait(run())


def test_a_connection_that_the_server_ended_while_nobody_read_is_opened_anew(store: PostgresStore) -> None:
    async def run() -> None:
        assert await count(store) == 0
        await asyncio.to_thread(postgres.shared().run, BACKENDS)
        assert await count(store) == 0

    wait(run())


def test_a_connection_that_the_server_ends_in_a_read_is_said_to_be_lost(store: PostgresStore) -> None:
    async def run() -> None:
        async with store.snapshot() as view:
            await asyncio.to_thread(postgres.shared().run, BACKENDS)
            await asyncio.sleep(0.2)
            with pytest.raises(StorageUnavailable):
                await view.feed(0, 10)
        assert await count(store) == 0

    wait(run())
