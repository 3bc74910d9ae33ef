-- What an act came to, under a blind token of who asked for it and its request id; sealed.
CREATE TABLE IF NOT EXISTS said_act (
    token BLOB NOT NULL PRIMARY KEY,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
