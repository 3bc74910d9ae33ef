"""The journal on SQLite: one file, of one process."""
