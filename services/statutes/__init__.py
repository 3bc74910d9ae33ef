"""Dated law as data and pure functions: who is a child, what fits, what is due. It decides nothing about anybody."""
