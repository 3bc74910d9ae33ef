"""Part ``records``: a history first read, a search by number and the store opened, by how many versions it holds.

A base of some thousand versions is taken through the room, signed as agencies sign; the rest are copies of its rows by
SQL, each under record ids and tokens of its own and without a signature, as nobody reads them. Part
``records_postgres`` brings the same rows at each size into a PostgreSQL server that waits for its disk, as ``rabta store
migrate`` does, and reads there too.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from services.access.caller import Caller
from services.access.engine import CedarEngine
from services.demo.population import bulk
from services.records.store.migrations import migrate_postgres
from services.records.store.postgres import ROOM, PostgresStore
from services.store.postgres.connecting import Place, connect
from services.store.postgres.moving import move
from services.store.postgres.source import reading
from tests.bench.bench_size import grow
from tests.bench.bulk import cnics, drafts
from tests.bench.calibrate import say
from tests.bench.scale.model import Point
from tests.bench.scale.telling import fastest, grown, loaded, on_disk, progress, room_for
from tests.fakes.postgres import synced_server
from tests.fakes.record_maker import CNIC, case_file, fir
from tests.fakes.records_node import Federation, Node, caller, federation, open_node

SIZES: Final = (10_000, 1_000_000, 5_000_000)
BASE: Final = 10_000
PAGE: Final = 500
ASKED: Final = 100
BYTES_EACH: Final = 2_500
"""More than a version takes, to see beforehand whether the disk has room."""
OWNER: Final = "pk.punjab-police"


def measure_postgres(folder: Path, sizes: Sequence[int] = SIZES, base: int = BASE, leave: int = 30 << 30) -> None:
    """The same figures, and those of first reads in a database."""
    with synced_server("CREATE DATABASE scale") as server:
        measure(folder, sizes, base, leave, Place(server.address("scale"), ROOM, statement_s=600.0))


def measure(
    folder: Path,
    sizes: Sequence[int] = SIZES,
    base: int = BASE,
    leave: int = 30 << 30,
    place: Place | None = None,
) -> None:
    """Print the figures of each size in turn, in one store that grows. A size that the disk has no room for is left out.

    ``place``: a database that is filled from the store at each size and read, None for none.
    """
    stores = 1 if place is None else 2
    known, base = federation(folder), min(base, min(sizes))
    held = asyncio.run(_fill(open_node(folder / "node", known), base))
    loaded(
        f"records: {held} versions through the room in pages of {PAGE}; above that copies of their rows by SQL, unsigned"
    )
    numbers = cnics(base)
    figures: dict[str, list[Point]] = {}
    for size in sizes:
        if not room_for(folder, stores * (size - held) * BYTES_EACH, leave):
            progress(f"records: no room for {size} versions")
            break
        held = _grown(folder / "node" / "records.db", held, size)
        progress(f"records: {held} versions")
        found = _at(folder / "node", known, numbers)
        if place is not None:
            found["postgres_history_first_ms"] = _in_database(folder / "node", known, numbers, place)
        for name, value in found.items():
            figures.setdefault(name, []).append(Point(held, value))
            say(f"scale.records.{name}.{held}", value, "ms" if name.endswith("_ms") else "bytes")
    for name, points in figures.items():
        if name.endswith("_ms"):
            grown(f"scale.records.{name}", points)
    last = figures["disk"][-1]
    say("scale.records.bytes_a_version", last.value / last.size, "bytes")


async def _fill(node: Node, base: int) -> int:
    """The base, and the case that the askers cite; number of versions."""
    await node.put(case_file("cited", agency=caller().agency, case_references=(fir(),), officers=(caller().officer,)))
    versions, count = drafts(OWNER, bulk(base, 1)), 1
    while page := list(islice(versions, PAGE)):
        answer = await node.send(node.page(OWNER, page), OWNER)
        count += answer.accepted
        if count // PAGE % 5 == 0:
            progress(f"records: {count} of the base")
    await node.context.store.close()
    return count


def _grown(path: Path, held: int, size: int) -> int:
    copies = max(size // held - 1, 0)
    return grow(path, copies) if copies else held


def _at(folder: Path, known: Federation, numbers: Sequence[str]) -> dict[str, float]:
    """Milliseconds and bytes of one size."""
    opening = fastest(lambda: asyncio.run(open_node(folder, known).context.store.close()))
    node = open_node(folder, known, CedarEngine.load())
    try:
        first = asyncio.run(_taken(node.raw_history, numbers))
        searched = asyncio.run(_taken(node.search, numbers))
    finally:
        asyncio.run(node.context.store.close())
    return {
        "open_ms": opening,
        "history_first_ms": first[len(first) // 2],
        "search_p95_ms": searched[len(searched) * 95 // 100],
        "disk": float(on_disk(folder)),
    }


def _in_database(folder: Path, known: Federation, numbers: Sequence[str], place: Place) -> float:
    """Brought there and vacuumed, as the server does by itself in time; milliseconds of a first read."""
    migrate_postgres(place)
    with reading(folder / "records.db") as source:
        asyncio.run(move(source, place, "scale", lambda *_: None))
    asyncio.run(_settled(place))
    return asyncio.run(_read_once(folder, known, numbers, place))


async def _read_once(folder: Path, known: Federation, numbers: Sequence[str], place: Place) -> float:
    """A store on PostgreSQL is of the loop that reads it, and is closed there."""
    node = open_node(folder, known, CedarEngine.load(), store=PostgresStore(place))
    try:
        first = await _taken(node.raw_history, numbers)
        return first[len(first) // 2]
    finally:
        await node.context.store.close()


async def _settled(place: Place) -> None:
    db = await connect(place, bounded=False)
    try:
        await db.execute("VACUUM ANALYZE")
    finally:
        db.terminate()


async def _taken(ask: Callable[[Caller, str], Awaitable[object]], numbers: Sequence[str]) -> list[float]:
    """Milliseconds, sorted, of questions about people about whom nobody asked this before."""
    took = []
    await ask(caller(), CNIC)
    for number in _spread(numbers):
        began = time.perf_counter()
        await ask(caller(), number)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)


def _spread(numbers: Sequence[str]) -> Iterator[str]:
    return islice(numbers, 0, None, max(len(numbers) // ASKED, 1))
