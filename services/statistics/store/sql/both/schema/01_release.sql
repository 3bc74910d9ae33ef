-- Plans of releases in the order in which they were made, and what was counted by them.
CREATE TABLE IF NOT EXISTS release (
    number  INTEGER NOT NULL PRIMARY KEY,
    name    TEXT    NOT NULL UNIQUE,
    plan    TEXT    NOT NULL,
    release BLOB    NOT NULL
) STRICT
