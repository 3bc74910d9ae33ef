"""Rooms of the node: what a call passes through, from the wire to the store and back.

Layers point down: cli > services > edge | client > access > membership > signing > audit.
"""
