"""Who may, and why: callers, purposes, decisions, policies and tokens.

Pure; may import membership, signing and audit; never grpc, never a store.
"""
