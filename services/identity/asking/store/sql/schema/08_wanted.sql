-- Which agency wants a number that waits, in the order in which each asked. of_record: the number is of a record of its own, and
-- no reader of it asked; pays: the number is asked for in this agency's share.
CREATE TABLE IF NOT EXISTS wanted (
    place     INTEGER PRIMARY KEY AUTOINCREMENT,
    token     TEXT    NOT NULL,
    agency    TEXT    NOT NULL,
    of_record INTEGER NOT NULL,
    pays      INTEGER NOT NULL,
    UNIQUE (token, agency)
) STRICT
