-- How many children are counted under what, by half-year and body, both blind; all else is sealed. about: of the half-year.
CREATE TABLE IF NOT EXISTS provisional_count (
    token BLOB NOT NULL PRIMARY KEY,
    about BLOB NOT NULL,
    body  BLOB NOT NULL
) STRICT, WITHOUT ROWID
