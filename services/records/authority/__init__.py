"""Whose word counts: what a version may change of other records, by who wrote it. Pure."""
