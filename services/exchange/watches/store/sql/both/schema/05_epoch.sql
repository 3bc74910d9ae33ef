-- The epoch of all feeds: by chance, once a file.
CREATE TABLE IF NOT EXISTS epoch (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL
) STRICT
