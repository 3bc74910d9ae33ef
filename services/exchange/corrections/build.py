"""The room put together over its store, and over the records that a node hands in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from services.exchange.corrections.app import Corrections
from services.exchange.corrections.ports import Records
from services.exchange.corrections.store.proposals import FILE, ROOT, StoredProposals
from services.exchange.desk.store.database import open_database
from services.signing.derive import derive
from services.signing.sealing import Sealer


class OpenCorrections(NamedTuple):
    """The proposals of a process that serves them, over a store that is open."""

    proposals: StoredProposals
    tokens: Sealer
    close: Callable[[], None]

    def over(self, records: Records) -> Corrections:
        """What the methods call, asking these records who sees what."""
        return Corrections(self.proposals, records, self.tokens)


def open_corrections(folder: Path, secret: bytes) -> OpenCorrections:
    """Over ``corrections.db`` of the node's folder. ``secret``: the node's, of which keys are derived.

    Raises UnsafeFile, DeskUnavailable.
    """
    database = open_database(folder / FILE, ROOT)
    return OpenCorrections(StoredProposals(database, secret), Sealer(derive(secret, "page-token")), database.close)
