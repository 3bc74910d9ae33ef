"""``history.p50_ms.20k`` and ``history.p50_ms.1m``: one client's history at two sizes of the store.

    python -m tests.bench.bench_size [COPIES]

The first 20,000 versions come over the wire. The store is then stopped and grown by SQL to
fifty times its rows, each copy under record ids and tokens of its own, so that tables and indexes
have their real size while the persons asked for stay those that were imported.
"""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

from services.node.local import node_child
from tests.bench.bench_hub import ALONE, Reads
from tests.bench.bench_import import fill
from tests.bench.bulk import cnics
from tests.bench.calibrate import say
from tests.bench.driver import build
from tests.bench.hub import Hub, running_hub, until_open

VERSIONS, COPIES = 20_000, 49
GROW = (
    "insert into log select seq + :shift, record + :shift, version, sha256, recorded_ms, page, leaf, salt, path, body,"
    " voice from log where seq <= :rows",
    "insert into head select record + :shift, agency, record_id || :mark, version, seq + :shift, kind, status,"
    " own, klass, until_ms, act_day, people, cases, facts, changed + :shift * 8 from head where record <= :rows",
    "insert into person_token select hex(randomblob(12)), record + :shift, since_ms, until_ms, strength, changed,"
    " born_from, born_to, ordered, birth_by from person_token where record <= :rows",
    "insert into case_token select hex(randomblob(12)), record + :shift, since_ms, until_ms, file"
    " from case_token where record <= :rows",
)


def grow(path: Path, copies: int) -> int:
    """Copy every row ``copies`` times; number of versions afterwards."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma synchronous = off")
    database.execute("pragma cache_size = -500000")
    rows = database.execute("select max(max(seq), max(record)) from log").fetchone()[0]
    for copy in range(1, copies + 1):
        database.execute("begin immediate")
        for statement in GROW:
            database.execute(statement, {"shift": rows * copy, "rows": rows, "mark": f"-{rows * copy}"})
        database.execute("update log_head set seq = :seq", {"seq": rows * (copy + 1)})
        database.execute("commit")
    database.execute("pragma wal_checkpoint(truncate)")
    versions: int = database.execute("select count(*) from log").fetchone()[0]
    database.close()
    return versions


def restart(hub: Hub, folder: Path, between: int) -> int:
    """Stop the node, grow its store, start it again; versions in the store."""
    node = hub.processes.pop()
    node.send_signal(signal.SIGTERM)
    node.wait(60)
    versions = grow(hub.local.files.hub.folder / "records.db", between)
    with (folder / "again.log").open("ab") as log:
        hub.processes.append(
            subprocess.Popen(
                [sys.executable, *node_child(hub.local, ("records", "oversight")).arguments], stdout=log, stderr=log
            )
        )
    asyncio.run(until_open(hub))
    return versions


def main(copies: int = COPIES) -> None:
    """Measure a history among 20,000 versions and among a million, and print each figure."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        folder = Path(name)
        sender = build(folder)
        with running_hub(folder / "federation") as hub:
            asyncio.run(until_open(hub))
            fill(hub, VERSIONS)
            reads = Reads(hub, sender, folder, 0, cnics(VERSIONS))
            say("history.p50_ms.20k", reads.history(1, ALONE).p50_ms, "ms")
            say("history.versions", restart(hub, folder, copies), "versions")
            say("history.p50_ms.1m", reads.history(1, ALONE).p50_ms, "ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
