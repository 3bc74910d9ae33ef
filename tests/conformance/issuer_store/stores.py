"""The journals of an issuer that must behave alike: add one here and the whole suite runs on it."""

from __future__ import annotations

from typing import Final

from services.issuer.store.database import ROOM, open_at, open_database
from tests.conformance.room_stores import Open, Stores, stores_of

__all__ = ["STORES", "Open"]
TABLES: Final = ("issued", "used", "roster", "horizon", "refused", "refused_day", "passkey")
STORES: Final[Stores] = stores_of(ROOM, TABLES, open_database, open_at)
