-- How far the registry's changes and the records are followed, and whether the registry answers. One row.
CREATE TABLE IF NOT EXISTS state (
    one      INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    feed     TEXT    NOT NULL,
    epoch    INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    followed INTEGER NOT NULL,
    heard_ms INTEGER NOT NULL,
    silent   INTEGER NOT NULL
) STRICT, WITHOUT ROWID
