"""A run over one scope with many leads: what it costs to make them, and to read the scope again without its own agency.

All rows came from another agency, so that the second reading is as long as the first.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from services.linkage.alerting.build import open_alerts
from services.linkage.alerting.running import Detection, Summary
from services.linkage.classes import feed_class
from services.linkage.detectors.registry import detectors
from services.linkage.filling.lists import Lists
from services.linkage.filling.reading import Reading
from services.linkage.filling.stored import StoredSnapshots
from services.linkage.snapshot_ports import Scope, Taken
from tests.bench.bench_filling import AT_ONCE, rows_of
from tests.fakes.alert_room import naming, quiet
from tests.fakes.record_changes import CASE, POLICE
from tests.fakes.records_node import SECRET
from tests.unit.linkage.filling.node import FIA, KINDS, Node, file_of
from tests.unit.linkage.world import NOW

SHARE: Final = 0.3
"""Of the world that :mod:`tests.bench.bench_filling` fills: 60,000 rows among 6,000 holders."""
AUTHORITY: Final = f"{FIA}/W/1"
SHOWN: Final = '{"born":"1980-01-01","document":"shown"}'


class _Timed(StoredSnapshots):
    """Tells how long the second reading took, in processor seconds."""

    again = 0.0

    async def take(self, scope: Scope, now_ms: int, *, of_others: bool = False) -> Taken:
        """See the port."""
        before = time.process_time()
        found = await super().take(scope, now_ms, of_others=of_others)
        self.again += (time.process_time() - before) * of_others
        return found


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        summary, spent, again = asyncio.run(_run(Node(Path(folder))))
    leads = summary.raised["LEAD"]
    print(f"detect.leads {leads} leads")
    print(f"detect.lead_ms {1000 * spent / leads:.1f} ms")
    print(f"detect.read_again_cost {again / spent:.2f} ratio")


async def _run(node: Node) -> tuple[Summary, float, float]:
    """Processor seconds of the run, and of its second reading."""
    node.world.feed.put(file_of())
    await node.order("W/1", FIA, "FIA", scope=(f"{CASE}@{POLICE}",))
    klass = await node.world.links.classes.number(feed_class(FIA, "MONEY", AUTHORITY, False))
    rows = [each._replace(authority=AUTHORITY) for each in rows_of(klass, SHARE)]
    rows = [each._replace(note=SHOWN) if each.kind == "SUBJECT" else each for each in rows]
    for place in range(0, len(rows), AT_ONCE):
        await node.world.links.feeds.add(rows[place : place + AT_ONCE])
    filler = node.filler
    snapshots = _Timed(filler, Reading(filler, node.world.engine, KINDS.get), Lists)
    await snapshots.refresh()
    alerts = open_alerts(node.folder, SECRET)
    detection = Detection(snapshots, alerts.alerts, detectors(), naming, b"seed", lambda: NOW)
    before = time.process_time()
    summary = await detection.run(quiet)
    spent = time.process_time() - before
    alerts.close()
    return summary, spent, snapshots.again


if __name__ == "__main__":
    main()
