"""Who may, and why: callers, purposes, decisions, policies and tokens. Pure."""
