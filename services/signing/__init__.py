"""Bytes to proof: what is signed, how, and how anyone checks it. Pure, used by both sides of the wire.
May import: cryptography, generated code of rabta.signing, and `audit` for Merkle hashing. Never a room above it."""
