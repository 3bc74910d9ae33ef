"""Every figure, each line ``name value unit``: calibration first, then what the project does.

make bench            all of it, well over twenty minutes on two cores
python -m tests.bench calibrate audit start policy classes hub check sync import match search postgres verify size graph questions trace network detect law fair cli console
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import (
    bench_audit,
    bench_check,
    bench_classes,
    bench_cli,
    bench_console,
    bench_detect,
    bench_fair,
    bench_graph,
    bench_hub,
    bench_import,
    bench_law,
    bench_match,
    bench_network,
    bench_policy,
    bench_postgres,
    bench_questions,
    bench_search,
    bench_size,
    bench_start,
    bench_sync,
    bench_trace,
    bench_verify,
    calibrate,
)

PARTS: dict[str, Callable[[], None]] = {
    "calibrate": calibrate.main,
    "audit": bench_audit.main,
    "start": bench_start.main,
    "policy": bench_policy.main,
    "classes": bench_classes.main,
    "hub": bench_hub.main,
    "check": bench_check.main,
    "sync": bench_sync.main,
    "import": bench_import.main,
    "match": bench_match.main,
    "search": bench_search.main,
    "postgres": bench_postgres.main,
    "verify": bench_verify.main,
    "size": bench_size.main,
    "graph": bench_graph.main,
    "questions": bench_questions.main,
    "trace": bench_trace.main,
    "network": bench_network.main,
    "detect": bench_detect.main,
    "law": bench_law.main,
    "fair": bench_fair.main,
    "cli": bench_cli.main,
    "console": bench_console.main,
}


def main() -> int:
    """Exit 2 for an unknown part."""
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        sys.stderr.write(f"unknown part: {', '.join(unknown)}; known: {', '.join(PARTS)}\n")
        return 2
    for name in chosen:
        PARTS[name]()
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
