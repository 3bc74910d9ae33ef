"""How often a call waits for the database: what is asked in turn is asked together, and a page's length changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest

from services.demo.population import bulk
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place
from tests.bench.bulk import cnics, drafts
from tests.conformance.store.stores import wait
from tests.fakes import postgres
from tests.fakes.postgres_line import Counter, running
from tests.fakes.record_maker import POLICE, case_file, fir
from tests.fakes.records_node import Federation, Node, caller, open_node

pytestmark = pytest.mark.postgres
FIRST, AGAIN, PAGE = 8, 3, 22
"""Of a history that nobody asked for before, of one that was asked for, of a page of an import."""


@pytest.fixture
def line() -> Iterator[Counter]:
    with running(Counter, postgres.shared().folder) as made:
        yield made


@pytest.fixture
def counted(line: Counter, tmp_path: Path, known: Federation) -> Iterator[Node]:
    """A node on a database, over the line."""
    name = postgres.database()
    store = PostgresStore(Place(line.address(postgres.shared().address(name)), ROOM, unsynced=True, reads=1))
    yield open_node(tmp_path / "counted", known, store=store)
    wait(store.close())
    postgres.drop(name)


async def turns(line: Counter, work: Awaitable[object]) -> int:
    """Until every transaction has ended; nobody waits for the end of one that only read."""
    line.turns.clear()
    assert await work
    async with asyncio.timeout(30):
        while sum(said.startswith("BEGIN") for said in line.turns) != line.turns.count("COMMIT"):
            await asyncio.sleep(0.01)
    return len(line.turns)


async def asked(line: Counter, node: Node, numbers: Sequence[str]) -> list[int]:
    """Of a history each."""
    return [await turns(line, node.history(caller(), number)) for number in numbers]


def test_calls_wait_a_few_times(line: Counter, counted: Node) -> None:
    async def run() -> tuple[list[int], list[int], list[int]]:
        cited = case_file("cited", agency=caller().agency, case_references=(fir(),), officers=(caller().officer,))
        await counted.put(cited)
        versions, pages = drafts(POLICE, bulk(330, 1)), list[int]()
        for size in (50, 50, 10, 200, 10):
            page = counted.page(POLICE, list(islice(versions, size)))
            pages.append(await turns(line, counted.send(page, POLICE)))
        numbers = cnics(300)
        await asked(line, counted, numbers[:3])
        return pages[2:], await asked(line, counted, numbers[10:16]), await asked(line, counted, numbers[10:16])

    pages, first, again = wait(run())
    assert max(first) <= FIRST
    assert max(again) <= AGAIN
    assert max(pages) <= PAGE
    assert pages[1] == pages[2], "a page of 200 versions waits as often as one of 10"
