"""How long a log takes to open, from its settings to where it asks its witnesses, by its size.

    python -m tests.bench.bench_start [entries ...]

prints ``audit.start_ms_ENTRIES`` for logs that are loaded in bulk, commits of 128 entries of
some 700 bytes, with a checkpoint five entries before the end; the median of nine starts in
this process. Then the ratio of the last to the first. A million entries take some 800 MB.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from audit.entry import entry_leaf
from audit.leaves import store_entries
from audit.log import Log
from audit.merkle import leaf_hash
from audit.tree import Tree, root_of
from tests.unit.audit.writers import make_settings, opened

SIZES = (10_000, 1_000_000)
GROUP, STORED, TAIL, STARTS = 128, bytes(700), 5, 9


def load(log: Log, size: int) -> None:
    """Fill an empty log as appends would have, but for nonces and uses, which a start reads of a day alone."""
    store, tree = log.store, Tree()
    while tree.size < size:
        with store.transaction():
            for _ in range(64):
                count = min(GROUP, size - tree.size)
                if count:
                    values = [os.urandom(32) for _ in range(count)]
                    store_entries(store, tree.size, values, [STORED] * count)
                    hashes = [leaf_hash(entry_leaf(index, value)) for index, value in enumerate(values, tree.size)]
                    tree, rows = tree.grown(hashes)
                    store.many("insert_tile", rows)


def start_ms(base: Path, size: int) -> float:
    """Median time to open a log of ``size`` entries."""
    settings = make_settings(base)
    with opened(settings) as log:
        load(log, size)
        log.appender.shares.save(size)
        log.heads.sign(size - TAIL, root_of(log.store, size - TAIL), 0)
    took = []
    for _ in range(STARTS):
        began = time.perf_counter()
        log = Log(settings)
        took.append((time.perf_counter() - began) * 1000)
        log.close()
    return median(took)


def main(*sizes: int) -> None:
    """Measure each size and print a line for it."""
    figures = []
    for size in sizes or SIZES:
        with tempfile.TemporaryDirectory() as name:
            figures.append(start_ms(Path(name) / "log", size))
        print(f"audit.start_ms_{size} {figures[-1]:.2f} ms", flush=True)
    print(f"audit.start_growth {figures[-1] / figures[0]:.2f} ratio")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
