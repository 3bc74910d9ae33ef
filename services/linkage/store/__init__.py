"""The room's own store: stdlib SQLite, WAL, ``synchronous=FULL``; several processes read, one writes at a time.

May import the room's domain, classes, errors and statements, and signing's key files; never a use case.
"""
