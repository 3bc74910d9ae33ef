"""The clock of guards over a hub's stores, and how often it goes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, NamedTuple

from services.node.guard_law import ReadGuards
from services.records.app.guard_clock import GuardClock
from services.records.build import build_app
from services.records.law_book.store.database import FILE, open_database
from services.records.law_book.store.guarded import SealedIndex
from services.records.law_book.store.said import SealedBook
from services.records.ports import Store
from services.records.sealing import Keys

EVERY_S: Final = 60.0
"""From the end of one turn to the next (policy): the shortest time that the law gives is a day."""
logger = logging.getLogger(__name__)


class Guards(NamedTuple):
    """``close``: lets go of the book; the records are the caller's own."""

    clock: GuardClock
    close: Callable[[], None]


def open_guards(folder: Path, secret: bytes, store: Store, keys: Keys) -> Guards:
    """Over ``law.db`` of the node's folder and records that are open. Raises BadLaw, UnsafeFile, StorageUnavailable."""
    book = open_database(folder / FILE)
    context = build_app(store, keys, guard_law=ReadGuards(), law_book=SealedBook(book, secret))
    return Guards(GuardClock(context, SealedIndex(book, secret)), book.close)


async def keep_told(
    turn: Callable[[int], Awaitable[None]], clock: Callable[[], int], told: Callable[[int], None]
) -> None:
    """For ever. ``turn``: tells every desk that is to know at a time, epoch milliseconds; ``told``: hears when it has.

    What fails is tried again at the next turn.
    """
    while True:
        now_ms = clock()
        try:
            await turn(now_ms)
            told(now_ms)
        except Exception as error:
            logger.error("the clock of guards stands still: %s", type(error).__name__)
        await asyncio.sleep(EVERY_S)
