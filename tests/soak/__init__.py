"""Runs that take too long for each change. May import the tests and what they test."""
