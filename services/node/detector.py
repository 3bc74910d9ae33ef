"""The process that runs detectors over every case and operation of a hub, by a schedule; one of a node at a time.

Beside them runs the clock of guards, which is of a hub too, and gives way to whoever asks.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

from audit.heartbeat import Heartbeat
from services.access.engine import CedarEngine
from services.access.errors import Refused
from services.admin.condition import Condition, Process, Report
from services.admin.figures import of_detector
from services.admin.openmetrics import Family
from services.admin.rpc import admin_port
from services.edge.service import Part
from services.linkage.alerting.build import open_alerts
from services.linkage.alerting.running import Detection, Progress, Summary
from services.linkage.detectors.registry import detectors
from services.linkage.links import Links
from services.membership.watch import RegistryFolder
from services.node.admin_ports import readable
from services.node.damaged_files import check_databases
from services.node.guards_told import Guards, keep_told, open_guards
from services.node.link_store import open_links
from services.node.network import naming
from services.node.record_feed import RecordFeed
from services.node.records_store import open_records
from services.node.settings import NodeSettings
from services.node.snapshots import filler_of, kinds_in, snapshots_of
from services.node.stopping import run_until, told_to_stop
from services.node.watchdog import beating
from services.records.app.changes import Follow
from services.records.sealing import Keys
from services.records.wire import decode_held
from services.signing.derive import derive
from services.signing.keyfile import read_secret
from services.store.folder_lock import Held, held_alone

EVERY_S: Final = 900.0
"""From the end of one run to the next (policy): what is raised or withdrawn by rows of feeds is that old at most."""
PAUSE_S: Final = 5.0
LOCK: Final = "detector.lock"
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class DetectorCounts:
    """What the process has done since it began. ``seconds``: of the last run. Findings by rule, raised by level.

    ``guards_ms``: when every desk had last been told that was to know of a guard, epoch milliseconds.
    """

    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    withdrawn: int = 0
    guards_ms: int = 0

    def add(self, done: Summary) -> None:
        """Count what one run did, beside what those before it did."""
        self.seconds = done.seconds
        self.found.update(done.found)
        self.raised.update(done.raised)
        self.withdrawn += done.withdrawn

    def families(self, _report: Report) -> list[Family]:
        """What the admin port tells."""
        return of_detector(self.seconds, self.found, self.raised, self.withdrawn, self.guards_ms)


def _unwatched(_done: int, _of: int) -> None:
    """Nobody watches how far a run is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A node's detection and its clock of guards, over its stores. ``head``: reads the store of records."""

    detection: Detection
    registries: RegistryFolder
    head: Callable[[], Awaitable[object]]
    guards: Guards

    async def once(self, settings: NodeSettings, progress: Progress = _unwatched) -> Summary:
        """One whole run, alone on the node, by the newest registry. Raises Held while another one runs."""
        with held_alone(settings.folder / LOCK):
            self.registries.poll()
            return await self.detection.run(progress)


@asynccontextmanager
async def opened(settings: NodeSettings, clock: Callable[[], int]) -> AsyncIterator[Opened]:
    """Open everything, and close it again. Raises StorageUnavailable where a database is damaged."""
    check_databases(settings.folder)
    secret = read_secret(settings.folder / "secret.key")
    keys, store = Keys.from_secret(secret, settings.folder), open_records(settings)
    links, alerts = Links(open_links(settings)), open_alerts(settings.folder, secret)
    registries = RegistryFolder(settings.folder / "registry")
    feed = RecordFeed(Follow(store, keys.bodies, decode_held))
    filler = filler_of(settings, feed, links, clock)
    snapshots = snapshots_of(filler, CedarEngine.load(), kinds_in(registries.current), settings)
    names, seed = naming(derive(secret, "alerts", 3)), derive(secret, "alerts", 4)
    detection = Detection(snapshots, alerts.alerts, detectors(), names, seed, clock)
    guards = open_guards(settings.folder, secret, store, keys)
    try:
        yield Opened(detection, registries, feed.head, guards)
    finally:
        guards.close()
        alerts.close()
        await links.close()
        await store.close()


async def run_detector(settings: NodeSettings, clock: Callable[[], int]) -> None:
    """Run until told to stop; a scope under way is whole or not at all. Raises as :func:`opened` does."""
    stopping, counts = told_to_stop(), DetectorCounts()
    alive = asyncio.ensure_future(beating(Heartbeat.inherited()))
    async with opened(settings, clock) as node, admin_port(settings.folder, _port(clock(), node), counts.families):
        await run_until(stopping, _keeping(settings, node, counts, clock))
    alive.cancel()


async def _keeping(settings: NodeSettings, node: Opened, counts: DetectorCounts, clock: Callable[[], int]) -> None:
    def told(now_ms: int) -> None:
        counts.guards_ms = now_ms

    await asyncio.gather(_detecting(settings, node, counts), keep_told(node.guards.clock.turn, clock, told))


async def _detecting(settings: NodeSettings, node: Opened, counts: DetectorCounts) -> None:
    while True:
        pause = EVERY_S
        try:
            counts.add(await node.once(settings))
        except Held:
            pause = PAUSE_S
        except Refused as refused:
            logger.warning("a run of detectors was not ended: %s", refused.reason)
            pause = PAUSE_S
        await asyncio.sleep(pause)


def _port(now_ms: int, node: Opened) -> Process:
    async def look() -> Report:
        return Report({Part.RECORDS: Condition.OK if await readable(node.head) else Condition.DOWN})

    return Process("detector", look, now_ms)
