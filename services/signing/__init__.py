"""Bytes to proof: what is signed, how, and how anyone checks it. Used by both sides of the wire."""
