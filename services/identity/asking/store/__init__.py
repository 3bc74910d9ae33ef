"""Adapter of the book: ``identity.db`` of a node's folder."""
