"""Adapters of the store: stdlib SQLite with one writer thread that commits in groups."""

from services.records.store.sqlite import Settings, SqliteStore, open_store

__all__ = ["Settings", "SqliteStore", "open_store"]
