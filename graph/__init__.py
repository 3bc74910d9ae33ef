"""The link graph: node and edge kinds, statements, engines, and the rights that each hop checks.

``neo4j`` is known in ``engine.py`` alone.
"""
