"""Tables and single cells as offices write them: encodings, delimiters, digits, dates, numbers of registers, rejects.

Pure and shared by what reads files, records and feeds alike.
"""
