"""Small faults put into the rooms that protect people, one at a time, to see that a test finds each (`make mutants`)."""
