"""Bytes to proof: what is signed, how, and how anyone checks it. Pure, used by both sides of the wire."""
