"""Moves a link store's file into a database until it is done, or killed."""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from services.linkage.store import database as linkage
from services.store.postgres.connecting import Place
from services.store.postgres.moving import move
from services.store.postgres.source import reading


def slowly(table: str, _rows: int) -> None:
    """Long enough to be killed between two transactions."""
    if table == "bound_class":
        time.sleep(0.2)


if __name__ == "__main__":
    place = Place(sys.argv[2], linkage.ROOM, unsynced=True)
    with reading(Path(sys.argv[1])) as source:
        asyncio.run(move(source, place, "one federation's hub", slowly))
