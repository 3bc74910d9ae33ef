-- Before the first.
insert or ignore into place (only, last) values (1, 0)
