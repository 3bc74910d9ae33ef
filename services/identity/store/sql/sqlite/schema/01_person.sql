-- Persons. body: sealed.
create table if not exists person (
    id integer primary key,
    body blob not null
)
