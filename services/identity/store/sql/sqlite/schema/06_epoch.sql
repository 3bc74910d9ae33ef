-- The one epoch of all feeds.
create table if not exists epoch (
    only integer primary key check (only = 1),
    number integer not null
)
