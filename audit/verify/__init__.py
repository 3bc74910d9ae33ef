"""Checks a copied log offline, on its own feet: own hashing, own parsers, own readers.
It shares no code with the log, so that a fault of the writer is not repeated by who checks it."""
