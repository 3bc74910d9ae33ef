"""``python -m services.node.reporter FOLDER``: brings the refusals of every issuer of a federation on one machine.

A member that runs its issuer on a machine of its own has ``rabta token report`` for it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path

from services.client.profile import load_profile
from services.client.refusals import follow
from services.node.machine import open_machine
from services.signing.refusals_folder import RefusalsFolder

logger = logging.getLogger(__name__)


async def report(folder: Path) -> None:
    """For every issuer at once, until cancelled."""
    local = open_machine(folder)
    async with asyncio.TaskGroup() as group:
        for agency in local.issuers:
            home = RefusalsFolder(local.files.agency(agency).issuer.folder)
            group.create_task(follow(load_profile(local.profile(agency)), home, logger.warning))


def run(folder: Path) -> None:
    """Until told to stop."""
    os.umask(0o077)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    with suppress(KeyboardInterrupt):
        asyncio.run(report(folder))


if __name__ == "__main__":
    run(Path(sys.argv[1]))
