"""Alerts as a service: what detectors raise in a scope is kept, shown by the rights of each row, and decided by two."""
