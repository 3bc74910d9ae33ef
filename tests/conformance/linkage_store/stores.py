"""The link stores that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from services.linkage.ports import LinkStore
from services.linkage.store.database import ROOM, open_at, open_database
from services.linkage.store.links import StoredLinks
from tests.conformance.room_stores import Stores, stores_of

Open = Callable[[], LinkStore]
GIVEN: Final = "INSERT INTO linkage.feed_given (one, seq) VALUES (1, 0)"
"""The one row that a schema is made with."""
TABLES: Final = (
    "bound_key", "bound_part", "bound_class", "case_number", "decision_change", "decision_model", "decision_part", "decision_owner",
    "pair_claim",
    "decision",
    "feed_row", "authority", "class", "feed_given", "link_pair", "link_run", "link_review",
)  # fmt: skip
STORES: Final[Stores] = stores_of(ROOM, TABLES, open_database, open_at, GIVEN)


@contextmanager
def opening(name: str, folder: Path) -> Iterator[Open]:
    """What opens one store several times over the same data, as the processes of a node do."""
    with STORES[name](folder) as database:
        yield lambda: StoredLinks(database())
