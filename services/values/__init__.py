"""Dates, numbers, case references, sections, names of records, and the dataclasses of records and of the network."""
