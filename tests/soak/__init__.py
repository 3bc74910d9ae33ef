"""Runs that take too long for each change."""
