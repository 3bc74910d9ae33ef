-- Places of persons who were found to be others.
create table if not exists joined (
    gone integer primary key,
    stays integer not null
)
