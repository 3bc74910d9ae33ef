"""The fit of the names' tables: the corpus read, its tenth held out, expectation maximisation, the tables written."""
