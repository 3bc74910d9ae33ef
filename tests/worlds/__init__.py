"""Worlds of many people for detectors: everyday life, what resembles trafficking, and planted networks, from a seed.

What is true of somebody is kept apart from the snapshot, in which detectors look.
"""
