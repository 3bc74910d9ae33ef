"""Lists of an answer as rows of text, the same on a terminal and on a page: their columns, and one row an entry."""
