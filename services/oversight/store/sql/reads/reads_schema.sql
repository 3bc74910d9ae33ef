-- purpose: who read what, made from the log and sealed; may be deleted at any time and is made again
create table if not exists followed(origin text primary key, size integer not null) strict, without rowid;
create table if not exists entry(
    id integer primary key, origin text not null, idx integer not null, time_ms integer not null, agency text not null,
    body blob not null, withheld blob not null, unique(origin, idx)
) strict;
create index if not exists entry_agency on entry(agency, time_ms);
create table if not exists mark(
    token blob not null, entry integer not null references entry(id) on delete cascade, primary key(token, entry)
) strict, without rowid;
create index if not exists mark_entry on mark(entry);
create table if not exists yearly(token blob primary key, calls integer not null) strict, without rowid;
