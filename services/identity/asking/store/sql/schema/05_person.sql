-- What became of a person's documents, for tokens of which the registry told it.
CREATE TABLE IF NOT EXISTS person (
    person   BLOB    NOT NULL PRIMARY KEY,
    blocked  INTEGER NOT NULL,
    deceased INTEGER NOT NULL
) STRICT, WITHOUT ROWID
