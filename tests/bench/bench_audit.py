"""Durable appends through the client and the socket to a real writer process, against plain SQLite.

    python -m tests.bench.bench_audit [pairs]

prints ``name value unit``, medians over interleaved pairs of

    log     128 waiters through AuditClient, entries of about 700 bytes in two parts, each
            with a nonce: sealed, hashed, stored, acknowledged
    sqlite  the same bytes in groups of 128 into one table of a plain SQLite database in
            WAL mode with synchronous = FULL, in this process
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import uvloop

from audit.client import Appended, AuditClient, Item
from audit.entry import EntryKind, OpenEntry, SealedEntry, Withheld, encode_open, encode_sealed
from tests.unit.audit.writers import PLENTY, make_settings, writer_process

WAITERS, COUNT = 128, 12_800
DAY_MS = 86_400_000


def make_items(count: int) -> list[Item]:
    """Items as a read of a history leaves them."""
    digest = os.urandom(32)
    now_ms = time.time_ns() // 1_000_000
    entry = OpenEntry(
        kind=EntryKind.READ, time_ms=now_ms, agency="pk.fia", system="node-1", officer="pk.fia/fia-1042",
        method="/rabta.records.v1.RecordsService/GetHistory", purpose="INVESTIGATE_CASE", legal_basis="CRPC_CASE",
        query_class="HISTORY", case_reference="FIR:PB/LAHORE/ICHHRA/512/2024", case_state="RESOLVED",
        role="INVESTIGATOR", token_id="0123456789abcdef", token_sha256=digest, tls_sha256=digest, request_kid=digest,
        request_sha256=digest, request_body_sha256=digest, answer_body_sha256=digest, selectors=(digest,),
        records=("agencies/pk.punjab/records/512-2024-1/versions/2",), registry_version=1, registry_sha256=digest,
        policy_sha256=digest,
    )  # fmt: skip
    sealed = SealedEntry((Withheld("pk.sindh", "juvenile", 1),), ("grant-6", "cap-24"), (), "ipv4:10.0.0.1:40000")
    parts = encode_open(entry), encode_sealed(sealed)
    caller = "officer:pk.fia/fia-1042"
    return [Item(*parts, "pk.fia", 1, os.urandom(16), "pk.fia", now_ms + DAY_MS, caller=caller) for _ in range(count)]


def sqlite_rate(folder: Path, items: Sequence[Item], group: int) -> float:
    """Rows a second of the same bytes, ``group`` a transaction."""
    path = folder / "plain.db"
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE entry (idx INTEGER PRIMARY KEY, body BLOB)")
    rows = [(index, item.open + item.sealed + item.nonce) for index, item in enumerate(items)]
    start = time.perf_counter()
    for at in range(0, len(rows), group):
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO entry VALUES (?, ?)", rows[at : at + group])
        database.execute("COMMIT")
    took = time.perf_counter() - start
    database.close()
    return len(rows) / took


async def log_rate(socket: Path, items: Sequence[Item], waiters: int) -> float:
    """Acknowledged appends a second by ``waiters`` tasks that each wait for one before the next."""
    client = await AuditClient.connect(socket)
    left = iter(items)

    async def wait() -> None:
        for item in left:
            (outcome,) = client.append_many((item,))
            assert isinstance(await outcome, Appended)

    start = time.perf_counter()
    await asyncio.gather(*[wait() for _ in range(waiters)])
    took = time.perf_counter() - start
    client.close()
    return len(items) / took


def main(pairs: int = 9) -> None:
    """Measure the log and print each figure on a line of its own."""
    rates: dict[int, list[float]] = {1: [], 64: [], WAITERS: []}
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        base = Path(name) / "log"
        settings = make_settings(base, limits=PLENTY)
        with writer_process(settings):
            for _ in range(pairs):
                plain = sqlite_rate(base, make_items(COUNT), WAITERS)
                rates[WAITERS].append(uvloop.run(log_rate(settings.socket, make_items(COUNT), WAITERS)))
                ratios.append(rates[WAITERS][-1] / plain)
                for waiters, count in ((1, 500), (64, COUNT // 2)):
                    rates[waiters].append(uvloop.run(log_rate(settings.socket, make_items(count), waiters)))
    print(f"audit.vs_sqlite {median(ratios):.3f} ratio")
    for waiters, values in rates.items():
        print(f"audit.appends_s_{waiters} {median(values):.0f} appends/s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
