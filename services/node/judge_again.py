"""Judging again in an edge process: batch by batch, whenever a newer registry or time makes it due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from services.membership.registry import Registry
from services.records.app.again import NOTHING, judge_again
from services.records.app.room import Room
from services.records.errors import StorageUnavailable

POLL_S: Final = 0.5
PAUSE_S: Final = 0.01
"""Between two batches, so that pages have their turn."""
logger = logging.getLogger(__name__)


async def keep_judged(room: Room, registry: Callable[[], Registry], clock: Callable[[], int]) -> None:
    """For ever. Several processes may do so at once: each batch is taken once."""
    while True:
        try:
            left = await judge_again(room, registry(), clock())
        except StorageUnavailable:
            left = NOTHING
        except Exception as error:
            logger.error("judging again stands still: %s", type(error).__name__)
            left = NOTHING
        await asyncio.sleep(POLL_S if left == NOTHING else PAUSE_S)
