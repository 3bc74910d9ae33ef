"""All that the room keeps, over one database."""

from __future__ import annotations

from pathlib import Path

from services.linkage.store.class_rows import StoredClassRows
from services.linkage.store.database import open_database
from services.linkage.store.decisions import StoredDecisions
from services.linkage.store.feeds import StoredFeeds
from services.linkage.store.pair_claims import StoredPairClaims
from services.linkage.store.reviews import StoredReviews, StoredRuns
from services.store.database import Database


class StoredLinks:
    """See :class:`services.linkage.ports.LinkStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.classes = StoredClassRows(database)
        self.feeds = StoredFeeds(database)
        self.decisions = StoredDecisions(database)
        self.claims = StoredPairClaims(database)
        self.reviews = StoredReviews(database)
        self.runs = StoredRuns(database)

    async def close(self) -> None:
        """See the port."""
        self._database.close()


def links_of(path: Path) -> StoredLinks:
    """Those of the file at ``path``. Raises what :func:`services.linkage.store.database.open_database` raises."""
    return StoredLinks(open_database(path))
