"""Use cases: each asks the gates first, and answers again what it answered under the same transaction id."""
