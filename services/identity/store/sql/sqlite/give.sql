-- An agency follows a person.
insert or ignore into given (agency, person) values (?, ?)
