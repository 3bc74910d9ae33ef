-- One place gives way to another.
insert into joined (gone, stays) values (?, ?)
