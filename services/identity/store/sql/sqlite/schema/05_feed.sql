-- Each agencys own feed. body: sealed.
create table if not exists feed (
    agency text not null,
    sequence integer not null,
    body blob not null,
    primary key (agency, sequence)
) without rowid
