"""A partner's side of the wire: sign, send, verify every answer, keep the evidence."""
