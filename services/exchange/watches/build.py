"""The room put together over its store, and over the records that a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.exchange.watches.app import Watching
from services.exchange.watches.ports import NoQuestions, Questions, Records
from services.exchange.watches.store.database import FILE, open_database
from services.exchange.watches.store.watches import StoredWatches


class OpenWatches(NamedTuple):
    """The subscriptions of a process that serves them, over a store that is open."""

    watches: StoredWatches
    close: Callable[[], None]

    def over(self, records: Records, questions: Questions | None = None) -> Watching:
        """What the methods call, asking these who sees what. ``questions``: None where no link graph is served."""
        return Watching(self.watches, records, questions or NoQuestions())


def open_watches(folder: Path, secret: bytes) -> OpenWatches:
    """Over ``watches.db`` of the node's folder. ``secret``: the node's, of which keys are derived.

    Raises UnsafeFile, WatchesUnavailable.
    """
    database = open_database(folder / FILE)
    return OpenWatches(StoredWatches(database, secret), database.close)
