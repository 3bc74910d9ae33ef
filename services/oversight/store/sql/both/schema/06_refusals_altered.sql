-- How often an agency told otherwise what it told before.
CREATE TABLE IF NOT EXISTS refusals_altered (
    agency TEXT    NOT NULL PRIMARY KEY,
    count  INTEGER NOT NULL
) STRICT, WITHOUT ROWID
