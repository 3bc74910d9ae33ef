"""One program: settings, the supervisor, and what each process of a node is put together from.

The composition root: it alone knows every service.
"""
