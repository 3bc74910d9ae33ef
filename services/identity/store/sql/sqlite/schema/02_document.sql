-- Numbers of documents, as blind tokens of 32 bytes. One may have been given to several.
create table if not exists document (
    token blob not null,
    person integer not null,
    primary key (token, person)
) without rowid
