"""Part ``log``: how long a log takes to open, what an entry costs there, and its bytes, by how many entries it holds.

Entries are loaded in bulk, in commits of 128 of some 700 bytes, as appends would have left them but for nonces and uses.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bench.bench_start import start_ms
from tests.bench.calibrate import say
from tests.bench.scale.model import Point, per_unit
from tests.bench.scale.telling import grown, loaded, on_disk, progress, room_for

SIZES: Final = (10_000, 1_000_000, 10_000_000)
BYTES_EACH: Final = 900


def measure(folder: Path, sizes: Sequence[int] = SIZES, leave: int = 30 << 30) -> None:
    """Print the figures of each size, in a log of its own. A size that the disk has no room for is left out."""
    loaded("log: entries in bulk, commits of 128 of some 700 bytes, no signature but that of one checkpoint")
    starts, disks = list[Point](), list[Point]()
    for size in sizes:
        if not room_for(folder, size * BYTES_EACH, leave):
            progress(f"log: no room for {size} entries")
            break
        progress(f"log: {size} entries")
        one = folder / f"log-{size}"
        starts.append(Point(size, start_ms(one, size)))
        disks.append(Point(size, float(on_disk(one))))
        shutil.rmtree(one)
        say(f"scale.log.start_ms.{size}", starts[-1].value, "ms")
        say(f"scale.log.disk.{size}", disks[-1].value, "bytes")
    grown("scale.log.start_ms", starts)
    if len(disks) > 1:
        say("scale.log.bytes_an_entry", per_unit(disks), "bytes")
