"""The server's side of the wire: from the socket to a use case and back, one ordered chain.

May import client-free rooms below it: access, membership, signing, audit. Knows no service.
"""
