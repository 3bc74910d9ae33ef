"""A process of its own that runs detectors and has two people decide, and is killed by itself at a step.

``python -m tests.integration.linkage.detect_process FOLDER STEP``; what is on the disk then is all that is left of it.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

from tests.conformance.detectors.money import night_market, swept
from tests.fakes.alert_room import AlertWorld, handsets, investigator
from tests.fakes.killing import Killing

STEPS = {"linkage/alerting/store/alerts.py": {"settled", "_add", "said"}, "store/file.py": {"_written"}}
OFFICERS = ("fia-1", "fia-2")


async def opened(folder: Path) -> AlertWorld:
    """The same world at each call: a network and an ordinary market."""
    room = AlertWorld(folder)
    await room.authorise()
    handsets(room.told, swept(room.told))
    night_market(room.told)
    return room


async def detected_and_decided(room: AlertWorld) -> None:
    """A run, and two opinions on the alert that it raised; again where they were given before."""
    await room.run()
    (alert,) = [each for each in await room.listed() if each.level == "ALERT"]
    for officer in OFFICERS:
        await room.decide(alert.id, investigator(officer))


async def work(folder: Path, step: int) -> None:
    room = await opened(folder)
    killing = Killing(step, STEPS)
    threading.setprofile(killing)
    sys.setprofile(killing)
    killing.armed = True
    await detected_and_decided(room)
    killing.armed = False


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))
