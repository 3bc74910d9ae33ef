-- Who follows a person.
create index if not exists given_person on given (person)
