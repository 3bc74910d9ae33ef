"""Checks at posts: ``posts.db`` of the node's folder."""
