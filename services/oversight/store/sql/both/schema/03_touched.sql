-- Whose records a session read.
CREATE TABLE IF NOT EXISTS touched (
    session  TEXT    NOT NULL REFERENCES session (id),
    owner    TEXT    NOT NULL,
    first_ms INTEGER NOT NULL,
    PRIMARY KEY (session, owner)
) STRICT, WITHOUT ROWID
