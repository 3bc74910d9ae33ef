"""Fills snapshots: columns of tokens out of feeds and records, kept in files, and read by scope."""
