-- The last place that a person was entered at: none is given twice, as tokens are made of places.
create table if not exists place (
    only integer primary key check (only = 1),
    last integer not null
)
