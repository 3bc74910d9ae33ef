"""Readers of what banks, operators, carriers and posts hand over, one file each; each yields rows of the graph.

A reader streams and is pure, but for the counts that it keeps in :mod:`services.store.seen`.
"""
