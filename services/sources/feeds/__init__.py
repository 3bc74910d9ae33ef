"""Readers of what banks, operators, carriers and posts hand over, one file each; each yields rows of the graph.

A reader streams, is pure, and may import this room, the rules of :mod:`services.tables` and the counts of
:mod:`services.store.seen` alone.
"""
