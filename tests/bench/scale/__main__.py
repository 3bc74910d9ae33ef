"""``make scale``, or ``python -m tests.bench.scale [PART [SIZE ...]]``: how a node grows, part by part, each under an hour.

Without a part all of them run, and then the model: what a year of a country takes, and what is full first.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tests.bench.calibrate import say
from tests.bench.scale import classes, graph, log, records, sync
from tests.bench.scale.model import Load, first_to_break
from tests.bench.scale.telling import progress

Measure = Callable[..., None]
PARTS: Final[dict[str, Measure]] = {
    "records": records.measure,
    "records_postgres": records.measure_postgres,
    "log": log.measure,
    "classes": classes.measure,
    "graph": graph.measure,
    "sync": sync.measure,
}
DISK: Final = 1 << 40
YEAR: Final = (
    Load("versions", 3_000_000, 1_570.0),
    Load("entries", 40_000_000, 768.0),
    Load("firs", 1_000_000, 422.0),
    Load("edges", 10_000_000, 213.0),
)
"""A year of a country that enters a million FIRs: three versions each, forty reads and changes each, ten ties each. Bytes
as ``docs/scale.md`` has them measured."""


def model() -> None:
    """What a year takes, and what fills a disk of one TiB first."""
    for load in YEAR:
        say(f"scale.model.{load.name}_gb_a_year", load.a_year * load.bytes_each / 1e9, "GB")
    whole, alone = first_to_break(DISK, YEAR)
    say("scale.model.years_of_a_tib", whole.years, "years")
    for one in alone:
        say(f"scale.model.{one.name}_in_a_tib", one.units, one.name)
    progress(f"model: {whole.name} take most of the disk")


def main(words: Sequence[str]) -> int:
    """Exit 2 for an unknown part, or a size that is none."""
    name, sizes = (words[0], words[1:]) if words else ("", [])
    if (name and name not in (*PARTS, "model")) or not all(size.isdecimal() and int(size) for size in sizes):
        sys.stderr.write(f"scale: [PART [SIZE ...]]; parts: {', '.join((*PARTS, 'model'))}\n")
        return 2
    for part, measure in PARTS.items():
        if name in ("", part):
            with tempfile.TemporaryDirectory(prefix="rabta-scale-") as folder:
                measure(Path(folder), *([tuple(map(int, sizes))] if sizes else []))
    if name in ("", "model"):
        model()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
