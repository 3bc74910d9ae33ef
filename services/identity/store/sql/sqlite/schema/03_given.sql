-- Whose token an agency was given: it follows what becomes of them.
create table if not exists given (
    agency text not null,
    person integer not null,
    primary key (agency, person)
) without rowid
