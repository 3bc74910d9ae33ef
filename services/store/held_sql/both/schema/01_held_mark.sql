-- How far of which log the file is known to hold what concerns it, and up to which change of the records what was expunged
-- is gone from it. It is a part of the file, so a copy of the file has the mark of its time.
CREATE TABLE IF NOT EXISTS held_mark (
    one     INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    origin  TEXT    NOT NULL,
    size    INTEGER NOT NULL,
    changes INTEGER NOT NULL
) STRICT
