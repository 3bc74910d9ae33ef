-- purpose: what issuers told of their refusals, a statement a day, its content sealed
create table if not exists refusals(
    agency text not null, number integer not null, day text not null, sha256 blob not null, received_ms integer not null,
    body blob not null, primary key(agency, number), unique(agency, day)
) strict, without rowid;
create table if not exists refusals_altered(agency text primary key, count integer not null) strict, without rowid;
