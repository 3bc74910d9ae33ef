"""Reads and imports of a hub whose stores are on PostgreSQL, on a server of this machine that waits for its disk.

    python -m tests.bench.bench_postgres [VERSIONS]

``read.postgres.vs_echo``: as ``read.vs_echo`` of :mod:`tests.bench.bench_hub`, medians of pairs that alternate, once
each history was read; ``read_first.postgres.vs_echo``: those first reads over the median of the echo;
``calls_a_signature``: how many of them were logged and signed together. ``import.postgres.vs_bulk``: versions a second over
the wire over those of one COPY of the rows that end up in the store, into tables of the same columns, checks and
indexes in the same database, committed once.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

import asyncpg

from tests.bench.bench_hub import ALONE, CLIENTS, PAIRS, Reads, echo_servers
from tests.bench.bench_import import fill
from tests.bench.bulk import cnics
from tests.bench.calibrate import say
from tests.bench.driver import Run, build
from tests.bench.hub import Hub, running_hub, until_open
from tests.fakes.postgres import Server, synced_server

CALLS: Final = 1600
BULK_RUNS: Final = 3
TABLES: Final = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'records' AND tablename <> 'alembic_version' ORDER BY tablename
"""


async def bulk_s(address: str) -> float:
    """Seconds that the server takes for every row of the records in one COPY a table and one commit.

    Rows are read into memory, in the order in which they lie, before the clock starts.
    """
    db = await asyncpg.connect(address)
    try:
        names = [row[0] for row in await db.fetch(TABLES)]
        rows = {name: [tuple(row) for row in await db.fetch(f"SELECT * FROM records.{name}")] for name in names}
        await db.execute("CREATE SCHEMA plain")
        for name in names:
            await db.execute(f"CREATE TABLE plain.{name} (LIKE records.{name} INCLUDING ALL)")
        started = time.perf_counter()
        async with db.transaction():
            for name, found in rows.items():
                await db.copy_records_to_table(name, schema_name="plain", records=found)
        took = time.perf_counter() - started
        await db.execute("DROP SCHEMA plain CASCADE")
        return took
    finally:
        await db.close()


def measure_import(hub: Hub, server: Server, versions: int) -> None:
    """An import into a hub that is new, and the same rows in bulk."""
    seconds = fill(hub, versions)
    bulk = median(asyncio.run(bulk_s(server.address("hub"))) for _ in range(BULK_RUNS))
    say("import.postgres.versions_s", versions / seconds, "versions/s")
    say("import.postgres.bulk_versions_s", versions / bulk, "versions/s")
    say("import.postgres.vs_bulk", bulk / seconds, "ratio")


def measure_reads(hub: Hub, sender: Path, folder: Path, versions: int) -> None:
    """Histories against the echo."""
    numbers = cnics(versions)
    sample = Reads(hub, sender, folder, 0, numbers).history(1, 50)
    size = round(median([len(answer) for _, _, _, answer in sample.answers]))
    with echo_servers(hub, 2, size) as (port, _):
        reads = Reads(hub, sender, folder, port, numbers)
        first = reads.history(CLIENTS, len(numbers), numbers)
        pairs = [(reads.echo(CLIENTS, CALLS), reads.history(CLIENTS, CALLS)) for _ in range(PAIRS)]
        alone = reads.history(1, ALONE)
    say("read.postgres.calls_s", median([read.calls_s for _, read in pairs]), "calls/s")
    say("read.postgres.vs_echo", median([read.calls_s / echo.calls_s for echo, read in pairs]), "ratio")
    say("read_first.postgres.vs_echo", first.calls_s / median([echo.calls_s for echo, _ in pairs]), "ratio")
    say("read.postgres.calls_a_signature", median([len(read.answers) / signatures(read) for _, read in pairs]), "ratio")
    say("read.postgres.p50_ms", alone.p50_ms, "ms")


def signatures(run: Run) -> int:
    """How many there are over the answers: after its form, each value of either form begins with 64 bytes of one."""
    return len({signature[1:65] for _, _, signature, _ in run.answers})


def main(versions: int = 20_000) -> None:
    """Measure and print each figure on a line of its own."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name, synced_server("CREATE DATABASE hub") as server:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation", store=server.address("hub")) as hub:
            asyncio.run(until_open(hub))
            measure_import(hub, server, versions)
            measure_reads(hub, sender, folder, versions)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
