"""The link graph: node and edge kinds, statements, engines, and the rights that each hop checks.

May import nothing of ours: no gRPC, no log, no services. ``neo4j`` is imported in ``engine.py`` alone.
"""
