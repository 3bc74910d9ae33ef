"""Adapters of the ports: sessions and refusals on SQLite or PostgreSQL (``database.py``), and ``reads.db``."""
