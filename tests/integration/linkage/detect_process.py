"""A process of its own that fills, detects and has two people decide, and is killed by itself at a step.

``python -m tests.integration.linkage.detect_process FOLDER STEP``, of a hub that was told a case and closed; what is on
the disk then is all that is left of it.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

from services.linkage import wire
from services.membership.registry import load_registry
from services.node.detector import opened
from services.node.settings import NodeSettings
from services.values.network import DecideAlertRequest
from tests.fakes.killing import Killing
from tests.fakes.records_node import NOW_MS, Federation
from tests.integration.linkage.detect_hub import DetectHub, Known, investigator, sha

STEPS = {
    "linkage/filling/folder.py": {"add", "keep"},
    "linkage/alerting/store/alerts.py": {"settled", "_add", "said"},
    "linkage/alerting/running.py": {"run", "_one"},
    "linkage/alerting/app.py": {"say"},
}
"""In a transaction, before and after it, and where files are written."""
OFFICERS = ("pp-7", "pp-8")
REGISTRY = "registry"


def hub_in(folder: Path) -> DetectHub:
    """As its folder has it."""
    registry = folder / REGISTRY
    return DetectHub(folder, Known(Federation(load_registry((registry / "1.signed").read_bytes()), {}), registry))


async def detected_and_decided(folder: Path) -> None:
    """A run as the detector process makes it, and two opinions on the alert that it raised; again where they were given."""
    settings = NodeSettings(folder)
    async with opened(settings, lambda: NOW_MS) as process:
        await process.once(settings)
    hub = hub_in(folder)
    listed = await hub.room.desk.list(hub.records.inquiry(investigator()))
    (alert,) = [each for each in listed.alerts if each.level == "ALERT"]
    for officer in OFFICERS:
        said = DecideAlertRequest(alert.id, f"opinion-{officer}", True, "PATTERN_HOLDS", "so")
        await hub.room.desk.say(hub.records.inquiry(investigator(officer)), said, sha(wire.encode(said)))
    await hub.close()


async def work(folder: Path, step: int) -> None:
    killing = Killing(step, STEPS)
    threading.setprofile(killing)
    sys.setprofile(killing)
    killing.armed = True
    await detected_and_decided(folder)
    killing.armed = False


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))
