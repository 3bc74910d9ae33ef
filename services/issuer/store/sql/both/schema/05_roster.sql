-- The newest roster seen.
CREATE TABLE IF NOT EXISTS roster (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    sha256  BLOB    NOT NULL
) STRICT
