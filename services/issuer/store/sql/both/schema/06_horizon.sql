-- Time that is past for good.
CREATE TABLE IF NOT EXISTS horizon (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    expires_ms INTEGER NOT NULL
) STRICT
