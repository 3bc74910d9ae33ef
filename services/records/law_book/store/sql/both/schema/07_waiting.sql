-- Since when a guard waits for a decision: the first time, whatever is said anew meanwhile. token: blind; epoch milliseconds.
CREATE TABLE IF NOT EXISTS waiting (
    token    BLOB    NOT NULL PRIMARY KEY,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
