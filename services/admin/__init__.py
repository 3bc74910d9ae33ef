"""The admin port of one process: health, reflection, metrics, on a Unix socket of the node's folder; and who asks it.

Counts and states alone, of nobody's data.
"""
