-- Numbers of nobody that an agency asked for on a day, as blind tokens.
create table if not exists unknown (
    agency text not null,
    day text not null,
    token blob not null,
    primary key (agency, day, token)
) without rowid
