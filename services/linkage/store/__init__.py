"""The room's own store: stdlib SQLite, WAL, ``synchronous=FULL``; several processes read, one writes at a time."""
