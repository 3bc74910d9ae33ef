"""``verify.entries_s``: entries a second of the offline verifier over an exported log, structure and hashes.

python -m tests.bench.bench_verify [ENTRIES]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from audit.export import export
from audit.verify.directory import Trust, verify_directory
from tests.unit.audit.test_export import fill
from tests.unit.audit.writers import PLENTY, make_settings, opened

ROUNDS = 3


def main(entries: int = 200_000) -> None:
    """Fill a log, export it, verify it."""
    with tempfile.TemporaryDirectory(prefix="rabta-bench-") as name:
        settings = make_settings(Path(name) / "base", limits=PLENTY)
        with opened(settings) as log:
            fill(log, entries)
            log.tick()
        target = Path(name) / "export"
        export(settings.folder, target)
        took = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            verify_directory(target, Trust(), lambda _: None)
            took.append(time.perf_counter() - started)
    print(f"verify.entries {entries} entries")
    print(f"verify.entries_s {entries / median(took):.0f} entries/s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
