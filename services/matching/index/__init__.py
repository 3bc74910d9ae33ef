"""Candidates for a description among a million others: filed under keys, estimated, then scored as a pair is.

What an index answers of one entry depends on that entry, the description and published tables alone, never on what
else it holds: an entry that the caller may not see shifts no rank, no score and no brake.
"""
