"""Imports through the whole path, signed, decided, logged, against a plain bulk insert of the same rows.

    python -m tests.bench.bench_import [VERSIONS]

``import.sqlite.vs_bulk``: versions a second over the wire over those of a plain insert of the rows that end up in
the store, in the order in which they arrived; ``vs_bulk_by_key``: in the order of their keys. At 20,000 versions,
the median of three imports, and at 100,000, one.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from statistics import median

from rabta.records.v1.records_service_pb2 import SubmitPageResponse

from services.client.channel import Channel
from services.client.feed import CONNECTIONS, PAGES_AT_ONCE
from services.client.pages_in_flight import PagesInFlight
from services.client.profile import load_profile
from services.client.store.journal_rows import PendingPage
from services.signing.es256 import PrivateKey
from tests.bench.bulk import PAGE, Page, bulk_pages, cited_case
from tests.bench.calibrate import say
from tests.bench.hub import ASKER, OWNER, Hub, running_hub, until_open

SUBMIT = "/rabta.records.v1.RecordsService/SubmitPage"
PAUSE_S = 0.2
"""Before a page's second try."""
SIZES = {20_000: 3, 100_000: 1}


async def submit(hub: Hub, agency: str, pages: list[Page]) -> float:
    """Seconds to submit pages as `rabta import` does: a few at once, over several connections, one that came too early
    again."""
    token = hub.upkeep_token(agency)
    async with Channel(load_profile(hub.local.profile(agency)), connections=CONNECTIONS) as channel:
        await channel.fetch_registry()

        async def send(body: bytes, _request_id: str) -> bytes:
            return (await channel.call(SUBMIT, body, token)).proven.body

        started = time.perf_counter()
        in_flight, left = PagesInFlight(PAGES_AT_ONCE, PAUSE_S), deque(enumerate(pages, 1))
        while left or in_flight.last:
            some = [left.popleft() for _ in range(min(in_flight.free, len(left)))]
            in_flight.start(send, [PendingPage(number, b"", "", page.body) for number, page in some])
            landed, body = await in_flight.land(send)
            check(pages[landed.number - 1], SubmitPageResponse.FromString(body))
        return time.perf_counter() - started


def check(page: Page, answer: SubmitPageResponse) -> None:
    """AssertionError where not all of it was taken."""
    if answer.accepted != page.versions:
        raise AssertionError(f"accepted {answer.accepted} of {page.versions}: {list(answer.refused)[:1]}")


def fill(hub: Hub, versions: int) -> float:
    """The cited case and the owner's records, over the wire; seconds that the latter took."""
    files = hub.local.files
    asyncio.run(submit(hub, ASKER, list(cited_case(hub.registry, PrivateKey.load(files.agency(ASKER).page_key)))))
    pages = list(bulk_pages(hub.registry, PrivateKey.load(files.agency(OWNER).page_key), versions))
    return asyncio.run(submit(hub, OWNER, pages))


def plain_insert_s(source: Path, folder: Path, *, by_key: bool = False) -> float:
    """Seconds that SQLite takes to insert every row of a records file into a fresh one of the same tables.

    WAL, synchronous FULL, one transaction for the rows of each 500 versions, prepared statements, nothing computed.
    The tables and indexes are those of the file; rows are read into memory before the clock starts. Rows come in the
    order in which their records arrived; ``by_key``: in the order of their keys, which no import has, since tokens
    are keyed digests, and which fills every tree from left to right.
    """
    old = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    tables = {
        name: sql
        for name, sql in old.execute(
            "select name, sql from sqlite_schema where type = 'table' and name not like 'sqlite_%'"
        )
        if sql and not name.startswith("alembic")
    }
    indexes = [sql for (sql,) in old.execute("select sql from sqlite_schema where type = 'index' and sql is not null")]
    rows = {name: _rows(old, name, by_key=by_key) for name in tables}
    groups = max(1, -(-len(rows["log"]) // PAGE))
    target = folder / "plain.db"
    for suffix in ("", "-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    new = sqlite3.connect(target, isolation_level=None)
    new.execute("pragma page_size = 8192")
    for statement in ("pragma journal_mode = wal", "pragma synchronous = full", *tables.values(), *indexes):
        new.execute(statement)
    started = time.perf_counter()
    for group in range(groups):
        new.execute("begin immediate")
        for name, found in rows.items():
            part = found[len(found) * group // groups : len(found) * (group + 1) // groups]
            if part:
                new.executemany(f"insert or ignore into {name} values({','.join('?' * len(part[0]))})", part)
        new.execute("commit")
    took = time.perf_counter() - started
    new.close()
    return took


def _rows(old: sqlite3.Connection, table: str, *, by_key: bool) -> list[tuple[object, ...]]:
    columns = [column[1] for column in old.execute(f"pragma table_info({table})")]
    order = " order by record" if "record" in columns and not by_key else ""
    return old.execute(f"select * from {table}{order}").fetchall()


def measure(versions: int) -> tuple[float, float, float]:
    """Seconds of one import into a fresh hub, of the plain insert, and of that by key."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        with running_hub(folder / "federation") as hub:
            asyncio.run(until_open(hub))
            seconds = fill(hub, versions)
            store = hub.local.files.hub.folder / "records.db"
            plain, by_key = ([plain_insert_s(store, folder, by_key=key) for _ in range(3)] for key in (False, True))
            return seconds, median(plain), median(by_key)


def main(*versions: int) -> None:
    """Print the figures of each size."""
    for size in versions or SIZES:
        runs = [measure(size) for _ in range(SIZES.get(size, 1))]
        suffix = f".{size // 1000}k"
        say(f"import.sqlite.versions_s{suffix}", size / median([run[0] for run in runs]), "versions/s")
        say(f"import.sqlite.bulk_versions_s{suffix}", size / median([run[1] for run in runs]), "versions/s")
        say(f"import.sqlite.vs_bulk{suffix}", median([run[1] / run[0] for run in runs]), "ratio")
        say(f"import.sqlite.vs_bulk_by_key{suffix}", median([run[2] / run[0] for run in runs]), "ratio")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
