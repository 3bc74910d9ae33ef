-- Releases that were granted, and to which agency. token: of the request; receiver, record: blind tokens.
CREATE TABLE IF NOT EXISTS hit_granted (
    token    BLOB    NOT NULL PRIMARY KEY,
    receiver BLOB    NOT NULL,
    record   BLOB    NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
