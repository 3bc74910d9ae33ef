"""The server's side of the wire: from the socket to a use case and back, one ordered chain."""
