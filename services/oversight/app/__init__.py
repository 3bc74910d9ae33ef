"""The use cases: each asks the gates itself, and what it needs of a store through the ports."""
