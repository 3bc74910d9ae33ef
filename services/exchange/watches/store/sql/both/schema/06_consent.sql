-- Whose desk may be told over which person: all but the times blind or sealed. token: of the subscription.
CREATE TABLE IF NOT EXISTS consent (
    token      BLOB    NOT NULL PRIMARY KEY,
    person     BLOB    NOT NULL,
    agency     BLOB    NOT NULL,
    feed       BLOB    NOT NULL,
    until_ms   INTEGER NOT NULL,
    willing_ms INTEGER NOT NULL,
    body       BLOB    NOT NULL
) STRICT, WITHOUT ROWID
