"""Provisional registration of a child without documents, behind its own firewall (docs/provisional.md).

Imports values, access and the store's port; no wire but in `wire` and `rpc`.
"""
