"""A partner's client in Go, written from the protocol's page alone, and its bad calls."""
