"""Who looked, and how they answer for it: receipts, the log for oversight, break-glass sessions,
and what the agencies' issuers refused.
"""
