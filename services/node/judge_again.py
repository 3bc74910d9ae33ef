"""Judging again, for an edge process: batch by batch, whenever a newer registry or time makes it due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from services.membership.registry import Registry
from services.records.app.again import NOTHING
from services.records.errors import StorageUnavailable
from services.records.judging_port import Left

POLL_S: Final = 0.5
PAUSE_S: Final = 0.01
"""Between two batches, so that pages have their turn."""
logger = logging.getLogger(__name__)


async def keep_judged(
    batch: Callable[[Registry, int], Awaitable[Left]], registry: Callable[[], Registry], clock: Callable[[], int]
) -> None:
    """For ever. ``batch``: does one, by a registry version at a time in epoch ms, and says what is left.

    Several processes may do so at once: each batch is taken once.
    """
    while True:
        try:
            left = await batch(registry(), clock())
        except StorageUnavailable:
            left = NOTHING
        except Exception as error:
            logger.error("judging again stands still: %s", type(error).__name__)
            left = NOTHING
        await asyncio.sleep(POLL_S if left == NOTHING else PAUSE_S)
