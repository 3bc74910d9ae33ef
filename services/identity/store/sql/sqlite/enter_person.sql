-- A new person, at the place that is given.
insert into person (id, body) values (?, ?)
