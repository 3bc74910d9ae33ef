"""Who looked, and how they answer for it: receipts, the log for oversight, break-glass sessions.

May import edge (routes and calls), access, membership, signing and audit; no other service.
"""
