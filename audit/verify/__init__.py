"""Checks a copied log offline, on its own feet: own hashing, own parsers, own readers.
May import: standard library and cryptography. Nothing else of the project, not even the rest of this room."""
