"""Readers of what banks, operators, carriers and posts hand over, one file each; each yields rows of the graph.

A reader streams, is pure, and may import :mod:`services.linkage.feeds.row` and numbers' rules alone.
"""
