"""The stores of oversight that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

from typing import Final

from services.oversight.store.database import ROOM, open_at, open_database
from tests.conformance.room_stores import Open, Stores, stores_of

__all__ = ["STORES", "Open"]
TABLES: Final = ("session", "second_person", "touched", "refusals", "refusals_altered")
STORES: Final[Stores] = stores_of(ROOM, TABLES, open_database, open_at)
