-- Up to which change of the records people were taken in: one row. change: as the store of records numbers it.
CREATE TABLE IF NOT EXISTS followed (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    change INTEGER NOT NULL
) STRICT
