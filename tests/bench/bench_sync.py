"""Copies taken from a hub over the wire, signed, proven, decided, logged on both sides, against a plain bulk insert.

    python -m tests.bench.bench_sync [VERSIONS]

``sync.sqlite.records_s``: records that a member's node has made durable a second while it catches up from nothing, in
pages of 500 and of 200; ``vs_bulk``: over those of a plain insert of the rows that end up in its store
(:func:`tests.bench.bench_import.plain_insert_s`); ``sync.postgres`` the same into a database, over one COPY.
``sync.lag``: from a change's answer at the hub until its copy is durable at the member, by a poll that waits, at the
stated changes a second. ``sync.memory``: of the process that takes, at the end over that at a quarter.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from services.client.channel import Channel
from services.client.profile import load_profile
from services.demo.population import bulk
from services.membership import provision
from services.membership.layout import FederationFiles
from services.signing.es256 import PrivateKey
from services.values.copies import RECORDS
from tests.bench.bench_import import SUBMIT, plain_insert_s, submit
from tests.bench.bench_postgres import bulk_s
from tests.bench.bulk import Page, drafts, pages
from tests.bench.calibrate import say
from tests.bench.hub import OWNER, Hub, now_ms, rss_mb, running_hub, until_open
from tests.bench.receiver import HOLDER, STORE, Pulling, Receiver, agreement
from tests.e2e.exchange import agree
from tests.fakes.postgres import synced_server

VERSIONS = 20_000
SIZES = (500, 200)
CHANGES_S, LAG_S = 500, 10
SMALL = 50
"""Versions of a page while changes come at a steady pace."""


def agreed(files: FederationFiles) -> None:
    """The member keeps a log of its own, and may hold the register."""
    provision.new_log(files, 0, now_ms(), HOLDER)
    agree(files, agreement())


@contextmanager
def giving(folder: Path) -> Iterator[Hub]:
    """A hub that gives the member an agency's register."""
    with running_hub(folder, targets=("records", "oversight", "exchange"), before=agreed) as hub:
        asyncio.run(until_open(hub, 120.0))
        yield hub


@contextmanager
def receiving(hub: Hub, store: str = "") -> Iterator[Receiver]:
    """The member's node."""
    receiver = Receiver(hub, store)
    receiver.start()
    try:
        yield receiver
    finally:
        receiver.stop()


def resident() -> int:
    """Bytes of this process in memory."""
    return round(rss_mb(os.getpid()) * (1 << 20))


def caught_up(receiver: Receiver, items: int) -> tuple[float, int]:
    """Seconds to take everything, and how many records that is."""

    async def run() -> tuple[float, int]:
        async with Pulling(receiver, items) as pulling:
            seconds = await pulling.everything()
            async with pulling.context.store.snapshot() as view:
                return seconds, await view.copies_counted(receiver.hub.registry.hub)

    return asyncio.run(run())


def measure_sqlite(receiver: Receiver, folder: Path) -> None:
    """Each size of page from nothing, and the same rows in bulk."""
    for items in SIZES:
        receiver.forget()
        seconds, records = caught_up(receiver, items)
        plain = median(plain_insert_s(receiver.folder / STORE, folder) for _ in range(3))
        say(f"sync.sqlite.records_s.page_{items}", records / seconds, "records/s")
        say(f"sync.sqlite.vs_bulk.page_{items}", plain / seconds, "ratio")


def measure_memory(receiver: Receiver, versions: int) -> None:
    """What a puller that takes everything has at the end, over what it had at a quarter."""
    receiver.forget()

    async def run() -> tuple[float, float]:
        async with Pulling(receiver, SIZES[0]) as pulling:
            quarter: list[float] = []
            told = pulling.puller.told

            def noted() -> None:
                told()
                if not quarter and pulling.seen.taken.get(RECORDS, 0) >= versions // 4:
                    quarter.append(rss_mb(os.getpid()))

            pulling.puller.told = noted
            await pulling.everything()
            return quarter[0], rss_mb(os.getpid())

    first, last = asyncio.run(run())
    say("sync.memory_mb", last, "MB")
    say("sync.memory_growth", last / first, "ratio")


async def submitted(hub: Hub, paced: list[Page]) -> AsyncIterator[tuple[int, float]]:
    """Pages at a steady pace: the hub's count and the time, after each answer."""
    token, began = hub.upkeep_token(OWNER), time.perf_counter()
    db = sqlite3.connect(f"file:{hub.local.files.hub.folder / STORE}?mode=ro", uri=True)
    async with Channel(load_profile(hub.local.profile(OWNER))) as channel:
        await channel.fetch_registry()
        for number, page in enumerate(paced):
            await asyncio.sleep(max(0.0, began + number * SMALL / CHANGES_S - time.perf_counter()))
            await channel.call(SUBMIT, page.body, token)
            ((head,),) = db.execute("SELECT coalesce(max(changed), 0) FROM head")
            yield int(head), time.perf_counter()
    db.close()


@asynccontextmanager
async def polling(receiver: Receiver) -> AsyncIterator[Pulling]:
    """A puller that is level and waits, until left."""
    async with Pulling(receiver, SIZES[0]) as pulling:
        await pulling.everything()
        pulling.puller.wait_ms = 240_000
        task = asyncio.create_task(pulling.puller.run())
        try:
            yield pulling
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def measure_lag(receiver: Receiver, paced: list[Page]) -> None:
    """From the answer to a change until its copy is durable."""

    async def run() -> tuple[list[float], float]:
        async with polling(receiver) as pulling:
            told = [each async for each in submitted(receiver.hub, paced)]
            async with asyncio.timeout(120):
                while pulling.seen.taken[RECORDS] < told[-1][0]:
                    await asyncio.sleep(0.01)
            heads = [head for head, _ in pulling.times]
            lags = [max(0.0, pulling.times[bisect_left(heads, head)][1] - at) for head, at in told]
            return lags, (len(told) - 1) * SMALL / (told[-1][1] - told[0][1])

    lags, pace = asyncio.run(run())
    say("sync.lag.changes_s", pace, "changes/s")
    say("sync.lag.p50_ms", median(lags) * 1000, "ms")
    say("sync.lag.p99_ms", quantiles(lags, n=100)[98] * 1000, "ms")


def measure_postgres(hub: Hub) -> None:
    """Everything into a database of its own."""
    with synced_server("CREATE DATABASE member") as server, receiving(hub, server.address("member")) as receiver:
        receiver.forget()
        seconds, records = caught_up(receiver, SIZES[0])
        plain = median(asyncio.run(bulk_s(server.address("member"))) for _ in range(3))
        say("sync.postgres.records_s", records / seconds, "records/s")
        say("sync.postgres.vs_bulk", plain / seconds, "ratio")


def main(versions: int = VERSIONS) -> None:
    """Measure and print each figure on a line of its own."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        with giving(folder / "federation") as hub:
            key = PrivateKey.load(hub.local.files.agency(OWNER).page_key)
            versions_of = drafts(OWNER, bulk(versions + LAG_S * CHANGES_S, 1))
            made = list(pages(hub.registry, OWNER, key, islice(versions_of, versions)))
            paced = list(pages(hub.registry, OWNER, key, islice(versions_of, LAG_S * CHANGES_S), made[-1], SMALL))
            say("sync.fill_s", asyncio.run(submit(hub, OWNER, made)), "s")
            with receiving(hub) as receiver:
                measure_sqlite(receiver, folder)
                measure_memory(receiver, versions)
                measure_lag(receiver, paced)
            measure_postgres(hub)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
