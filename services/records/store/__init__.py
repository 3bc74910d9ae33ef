"""Adapters of the store: stdlib SQLite with one writer thread that commits in groups.

May import the room's ports, rows, errors, migrations and signing's key files; never a use case.
"""

from services.records.store.sqlite import Settings, SqliteStore, open_store

__all__ = ["Settings", "SqliteStore", "open_store"]
