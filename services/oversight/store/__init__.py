"""Adapters of the ports on SQLite: ``oversight.db``, shared by all processes of a node, and ``reads.db``."""
