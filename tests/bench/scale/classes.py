"""Part ``classes``: what a question costs to be decided, by how many FIRs the link store knows the bindings of.

Bindings are written by SQL past the room, a complainant's and a victim's of each FIR, of 40 agencies with 60 classes each.
"""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from services.access.engine import CedarEngine
from tests.bench import bench_classes
from tests.bench.calibrate import say
from tests.bench.scale.model import Point, per_unit
from tests.bench.scale.telling import grown, loaded, on_disk, progress

SIZES: Final = (1_000, 100_000, 1_000_000)
ASKED: Final = 100


def measure(folder: Path, sizes: Sequence[int] = SIZES) -> None:
    """Print the figures of each size, in a store of its own."""
    loaded("classes: 2 bindings a FIR, by SQL; 40 agencies of 60 classes each")
    later, disks = list[Point](), list[Point]()
    for size in sizes:
        progress(f"classes: {size} FIRs")
        one = folder / f"classes-{size}"
        one.mkdir(mode=0o700)
        first, other = asyncio.run(_decided(one, size))
        later.append(Point(size, other))
        disks.append(Point(size, float(on_disk(one))))
        say(f"scale.classes.first_ms.{size}", first, "ms")
        say(f"scale.classes.decide_ms.{size}", other, "ms")
    grown("scale.classes.decide_ms", later)
    if len(disks) > 1:
        say("scale.classes.bytes_a_fir", per_unit(disks), "bytes")


async def _decided(folder: Path, size: int) -> tuple[float, float]:
    """Median of an agency's first question, and of later ones of officers of a FIR of their own each."""
    engine, agencies = CedarEngine.load(), bench_classes.AGENCIES
    table = await bench_classes.filled(folder / "linkage.db", size)
    firsts = (bench_classes.asker(engine, number) for number in range(bench_classes.ASKING))
    first = await bench_classes.timed(table, firsts)
    own = size // agencies - 1
    others = [agencies * (1 + (7 + 13 * place) % own) + place % bench_classes.ASKING for place in range(ASKED)]
    later = await bench_classes.timed(table, (bench_classes.asker(engine, number) for number in others))
    return statistics.median(first), statistics.median(later)
