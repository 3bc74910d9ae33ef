"""Adapters of the store: stdlib SQLite, and PostgreSQL (``postgres.py``); one thread of each commits in groups."""

from services.records.store.sqlite import Settings, SqliteStore, open_store

__all__ = ["Settings", "SqliteStore", "open_store"]
