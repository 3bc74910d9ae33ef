-- What was asked for and what came of it, under a blind token of agency and transaction; all else is sealed.
CREATE TABLE IF NOT EXISTS provisional_change (
    token BLOB NOT NULL PRIMARY KEY,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
