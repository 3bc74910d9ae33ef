"""Use cases: each starts with :mod:`services.records.app.admit`, reads through a view, notes its trail.

May import ports, rows, domain, sealing, access and signing; never wire, a store's insides or grpc.
"""
