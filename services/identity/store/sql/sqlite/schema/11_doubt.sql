-- Questions that could be guesses, as digests.
create table if not exists doubt (
    agency text not null,
    person integer not null,
    kind text not null,
    question blob not null,
    at_ms integer not null,
    primary key (agency, person, kind, question)
) without rowid
