"""One program: settings, the supervisor, and what each process of a node is put together from.

The composition root; may import every room.
"""
