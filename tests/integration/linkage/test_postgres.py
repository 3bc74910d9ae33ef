"""Links on PostgreSQL: ``kill -9`` of the server in mid-import and mid-delete, and what the node's setting opens.

The server waits for its disk here, as in production.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from services.linkage.errors import StorageUnavailable
from services.linkage.kept import CaseNumber, FeedRow
from services.linkage.ports import LinkStore
from services.node.link_store import open_links
from services.node.settings import NodeSettings
from services.store.errors import StoreUnsafe
from tests.conformance.linkage_store.rows import authority, decision, feed_row
from tests.fakes.postgres import Server, on_server, synced_server

NAME, OTHER = "pk.fia/W1", "pk.fia/W2"
ROWS = 50
"""Of each page."""
ALL = 1_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with synced_server() as made:
        yield made


@pytest.fixture
def settings(server: Server, tmp_path: Path) -> NodeSettings:
    return on_server(server, tmp_path)


@asynccontextmanager
async def opened(settings: NodeSettings) -> AsyncIterator[tuple[LinkStore, LinkStore]]:
    """Twice, as an edge's worker and the projector have it, with two authorities and a class."""
    both = open_links(settings), open_links(settings)
    for name in (NAME, OTHER):
        await both[0].feeds.register(authority(name), ("FIR:1",), 1)
    await both[0].classes.add([("a", NAME, "")])
    yield both
    for each in both:
        await each.close()


def page(number: int, name: str = NAME) -> list[FeedRow]:
    return [feed_row(name, 1, number=f"{name} {number} {row}") for row in range(ROWS)]


async def rows_of(store: LinkStore) -> list[FeedRow]:
    return await store.feeds.after(0, ALL)


async def until(met: Callable[[], bool]) -> None:
    for _ in range(3000):
        if met():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it does not come")


async def until_back(store: LinkStore) -> None:
    for _ in range(600):
        with suppress(StorageUnavailable):
            await store.feeds.head()
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it does not go on")


async def test_a_server_that_is_killed_in_mid_import_loses_doubles_and_halves_no_page(
    settings: NodeSettings, server: Server
) -> None:
    async with opened(settings) as both:
        answered: dict[int, int] = {}
        refused: list[int] = []
        stop = asyncio.Event()

        async def take(at: int) -> None:
            number = at
            while not stop.is_set():
                number += 2
                try:
                    answered[number] = await both[at].feeds.add(page(number))
                except StorageUnavailable:
                    refused.append(number)
                    await asyncio.sleep(0.02)

        taking = [asyncio.ensure_future(take(at)) for at in range(2)]
        await until(lambda: len(answered) > 10)
        await asyncio.to_thread(server.kill)
        felt = len(refused)
        await until(lambda: len(refused) > felt + 4)
        await asyncio.to_thread(server.start)
        await until_back(both[0])
        known = len(answered)
        await until(lambda: len(answered) > known + 4)
        stop.set()
        await asyncio.gather(*taking)
        found = await rows_of(both[1])
        assert [row.seq for row in found] == list(range(1, len(found) + 1)), "dense, in the order of commits"
        ids = [row.id for row in found]
        assert len(set(ids)) == len(ids)
        whole = {number for number in (*answered, *refused) if f"{NAME} {number} 0" in set(ids)}
        assert set(ids) == {row.id for number in whole for row in page(number)}, "each page whole or not at all"
        assert whole >= set(answered)
        assert set(answered.values()) == {ROWS}
        for number in refused[:10]:
            assert await both[0].feeds.add(page(number)) == (0 if number in whole else ROWS), "sent again, it is once"


async def test_a_server_that_is_killed_in_mid_delete_deletes_a_batch_whole_or_not_at_all(
    settings: NodeSettings, server: Server
) -> None:
    async with opened(settings) as (edge, projector):
        for number in range(40):
            await edge.feeds.add(page(number))
        await edge.feeds.add(page(0, OTHER))
        given = await edge.feeds.head()
        failures, done = 0, 0

        async def retain() -> None:
            nonlocal failures, done
            while True:
                try:
                    rows = await projector.feeds.of_authority(NAME, ROWS)
                    if not rows:
                        return
                    await projector.feeds.delete(NAME, rows[-1].seq)
                    done += 1
                except StorageUnavailable:
                    failures += 1
                    await asyncio.sleep(0.02)

        retaining = asyncio.ensure_future(retain())
        await until(lambda: done > 3)
        await asyncio.to_thread(server.kill)
        await until(lambda: failures > 0)
        await asyncio.to_thread(server.start)
        await until_back(edge)
        left = [row for row in await rows_of(edge) if row.authority == NAME]
        assert len(left) % ROWS == 0, "no batch is half gone"
        await retaining
        assert [row.id for row in await rows_of(edge)] == [row.id for row in page(0, OTHER)], "another's rows stay"
        assert await edge.feeds.add(page(99)) == ROWS
        assert [row.seq for row in await edge.feeds.after(given, ALL)] == list(range(given + 1, given + 1 + ROWS))


async def test_decisions_and_numbers_of_cases_are_there_after_a_kill(settings: NodeSettings, server: Server) -> None:
    async with opened(settings) as (one, other):
        await one.decisions.add(decision("d1", "a", "b"))
        await one.feeds.give_numbers([CaseNumber("r", "FIR:1", "FIR:2"), CaseNumber("s", "FIR:1", "FIR:2")])
        assert await one.feeds.forget_numbers(["s"]) == 1
        await asyncio.to_thread(server.kill)
        for asked in (one.decisions.head(), one.decisions.add(decision("d2", "a", "c")), one.classes.bind([])):
            with pytest.raises(StorageUnavailable):
                await asked
        await asyncio.to_thread(server.start)
        await until_back(other)
        assert await other.decisions.changed(0, 9) == [(1, decision("d1", "a", "b"))]
        assert await other.feeds.numbers_given(["r", "s"]) == [("r", "FIR:1", "FIR:2")]
        await one.decisions.add(decision("d2", "a", "c"))
        assert [change.number for change in await other.decisions.changed(0, 9)] == [1, 2]


def test_a_folder_that_still_holds_the_file_is_refused(settings: NodeSettings) -> None:
    (settings.folder / "linkage.db").touch()
    with pytest.raises(StoreUnsafe, match=r"linkage\.db is in the folder"):
        open_links(settings)


def test_a_server_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable):
        open_links(NodeSettings(tmp_path, store="postgresql://rabta@/hub?host=/nowhere"))
