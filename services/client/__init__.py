"""A partner's side of the wire: sign, send, verify every answer, keep the evidence.

May import access (vocabulary), membership, signing and audit; knows no service and no server.
"""
