"""A process of its own that compares a node's records, and is killed by itself once so many changes are done.

``python -m tests.integration.linkage.run_process NODE PLACE``; what is on the disk then is all that is left of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path

from services.linkage.links import Links
from services.linkage.store.links import links_of
from services.matching.default_model import default_model
from services.node import link_run
from services.records.app.changes import Follow
from services.records.wire import decode_version
from tests.fakes.live import registry
from tests.fakes.records_node import NOW_MS, Federation, open_node


async def work(folder: Path, place: int) -> None:
    context = open_node(folder, Federation(registry(), {})).context
    follow = Follow(context.store, context.keys.bodies, decode_version)
    links = Links(links_of(folder / "linkage.db"))

    def killed(done: int, _of: int) -> None:
        if done >= place:
            os.kill(os.getpid(), signal.SIGKILL)

    await link_run.LinkRun(follow, links, default_model(), lambda: NOW_MS).whole(killed)


if __name__ == "__main__":
    setattr(link_run, "AT_ONCE", 1)  # noqa: B010
    asyncio.run(work(Path(sys.argv[1]), int(sys.argv[2])))
