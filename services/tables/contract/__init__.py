"""What a whole table must keep to before a row of it is taken: headings, ends, totals, and one order of dates a column.

Shared by what reads records and feeds. A table is read twice: :meth:`Contract.judge` refuses a file that contradicts
itself, and only then :meth:`Contract.place` gives its rows.
"""
