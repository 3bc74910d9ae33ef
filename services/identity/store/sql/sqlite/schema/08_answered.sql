-- Answers of the last day, by agency and token of the transaction id. body: sealed.
create table if not exists answered (
    agency text not null,
    token blob not null,
    question blob not null,
    body blob not null,
    until_ms integer not null,
    primary key (agency, token)
) without rowid
