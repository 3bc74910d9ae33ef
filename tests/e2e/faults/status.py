"""What `rabta status` prints of a node's processes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from services.admin import asking
from services.cli.status import line


def status_of(folder: Path) -> str:
    return "\n".join(line(name, answer) for name, answer in asyncio.run(asking.statuses(folder)).items())
