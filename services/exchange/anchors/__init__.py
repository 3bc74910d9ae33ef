"""Heads of other nodes' logs, entered in the log of the node that they are told to."""
