"""The room put together over its store, and over the records that a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.exchange.desk.store.database import open_database
from services.exchange.hits.app import Hits
from services.exchange.hits.ports import Records
from services.exchange.hits.queue import Queue
from services.exchange.hits.store.database import FILE, ROOT
from services.exchange.hits.store.requests import StoredHits
from services.signing.derive import derive
from services.signing.sealing import Sealer


class UseCases(NamedTuple):
    """What the service's methods call."""

    hits: Hits
    queue: Queue


class OpenDesk(NamedTuple):
    """The requests of a process that serves them, over a store that is open."""

    requests: StoredHits
    tokens: Sealer
    close: Callable[[], None]

    def over(self, records: Records) -> UseCases:
        """What the methods call, asking these records who may know of what."""
        return UseCases(Hits(self.requests, records), Queue(self.requests, records, self.tokens))


def open_desk(folder: Path, secret: bytes) -> OpenDesk:
    """Over ``desk.db`` of the node's folder. ``secret``: the node's, of which keys are derived.

    Raises UnsafeFile, DeskUnavailable.
    """
    database = open_database(folder / FILE, ROOT, marked=True)
    return OpenDesk(StoredHits(database, secret), Sealer(derive(secret, "page-token")), database.close)
