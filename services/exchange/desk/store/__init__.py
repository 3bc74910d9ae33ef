"""Requests at rest: a file, and the adapter of the port over the statements of a room."""
