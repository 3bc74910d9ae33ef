-- Provisional identities. Under a blind token of the id; all else is sealed, and rows say nothing of when or by whom.
CREATE TABLE IF NOT EXISTS provisional (
    token BLOB NOT NULL PRIMARY KEY,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
