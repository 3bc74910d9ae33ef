"""Patterns of trafficking in a snapshot, one file each: snapshot in, findings with their rows out. Pure.

The directory is the registry. A detector names nobody: ``naming.py`` says who may be.
"""
