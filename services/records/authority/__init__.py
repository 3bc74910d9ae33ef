"""Whose word counts: what a version may change of other records, by who wrote it. Pure.

May import the room's domain and the membership registry's jurisdiction; never the store or the wire.
"""
