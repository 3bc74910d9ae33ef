-- A number of a person.
insert or ignore into document (token, person) values (?, ?)
