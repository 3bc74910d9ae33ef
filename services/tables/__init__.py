"""Tables and single cells as offices write them: encodings, delimiters, digits, dates, numbers of registers, rejects.

Shared by what reads files, records and feeds alike. Pure but for ``private_csv``, which makes files.
"""
