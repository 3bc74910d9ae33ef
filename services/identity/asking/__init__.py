"""The side that asks an identity registry: what is asked, what is held of its word, and what waits to be asked."""
