"""Offender records: search, history, submit, with the law's rules over what is stored.

May import edge, access, membership, signing and audit; never another service.
"""
