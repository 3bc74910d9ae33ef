"""The closed words of the federation as people read them, each once. Pure; every room may use it."""
