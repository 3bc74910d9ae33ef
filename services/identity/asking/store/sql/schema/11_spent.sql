-- How many numbers of nobody were asked for in an agency's share, of its last day with one.
CREATE TABLE IF NOT EXISTS spent (
    agency TEXT    NOT NULL PRIMARY KEY,
    day    TEXT    NOT NULL,
    nobody INTEGER NOT NULL
) STRICT, WITHOUT ROWID
