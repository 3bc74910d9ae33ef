-- It begins with 1.
insert or ignore into epoch (only, number) values (1, 1)
