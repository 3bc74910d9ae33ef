"""Part ``sync``: how long a member's node takes to catch up from nothing, and in what memory, by how much a hub gives it.

Every version goes the whole way over the wire: taken by the hub, given, proven, judged and logged on both sides.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from services.demo.population import bulk
from services.signing.es256 import PrivateKey
from tests.bench.bench_import import submit
from tests.bench.bench_sync import SIZES as ITEMS
from tests.bench.bench_sync import caught_up, giving, receiving, resident
from tests.bench.bulk import Page, drafts, pages
from tests.bench.calibrate import say
from tests.bench.hub import OWNER
from tests.bench.scale.model import Point
from tests.bench.scale.telling import grown, progress, room_for

SIZES: Final = (100_000, 1_000_000)
BYTES_EACH: Final = 10_000
"""More than a version takes at the hub, in its journal of pages and at the member together."""
AT_ONCE: Final = 50_000
"""Versions that are made ready together."""


def measure(folder: Path, sizes: Sequence[int] = SIZES, leave: int = 30 << 30) -> None:
    """Print the figures of each size in turn, of one hub that grows. A size that the disk has no room for is left out."""
    paces, memories = list[Point](), list[Point]()
    with giving(folder / "federation") as hub, receiving(hub) as receiver:
        key = PrivateKey.load(hub.local.files.agency(OWNER).page_key)
        versions = drafts(OWNER, bulk(max(sizes), 1))
        held = 0
        last: Page | None = None
        for size in sizes:
            if not room_for(folder, (size - held) * BYTES_EACH, leave):
                progress(f"sync: no room for {size} versions")
                break
            while held < size:
                some = islice(versions, min(AT_ONCE, size - held))
                made = list(pages(hub.registry, OWNER, key, some, last))
                asyncio.run(submit(hub, OWNER, made))
                held, last = held + sum(page.versions for page in made), made[-1]
                progress(f"sync: the hub has {held} versions")
            receiver.forget()
            seconds, records = caught_up(receiver, ITEMS[0])
            paces.append(Point(size, seconds / records * 1000))
            memories.append(Point(size, float(resident())))
            say(f"scale.sync.records_s.{size}", records / seconds, "records/s")
            say(f"scale.sync.memory.{size}", memories[-1].value, "bytes")
    grown("scale.sync.record_ms", paces)
    grown("scale.sync.memory", memories)
