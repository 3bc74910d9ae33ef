-- Of which matter a desk was told. token: blind, of the matter; about: blind, of the person; body: the matter's parts, sealed.
CREATE TABLE IF NOT EXISTS told_of (
    token BLOB NOT NULL PRIMARY KEY,
    about BLOB NOT NULL,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
