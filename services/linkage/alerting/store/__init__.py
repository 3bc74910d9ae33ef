"""Alerts at rest, sealed: their statements, their file, and the adapter of the port."""
