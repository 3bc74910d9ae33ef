-- Who is to be looked at by the clock of guards. token: blind; body: the person's token, sealed; due_ms: next, epoch milliseconds.
CREATE TABLE IF NOT EXISTS guarded (
    token  BLOB    NOT NULL PRIMARY KEY,
    body   BLOB    NOT NULL,
    due_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
