-- Blind index: which records carry an identifier, and from when to when the hub knew so (ms).
-- strength: 2 names one person, 1 a name key, 0 may be shared. changed: seq of the last write that could
-- change what is answered about the record; its maximum over a token stamps prepared answers.
-- born_from, born_to: days since 1970-01-01, as the record says; ordered: 1 for a protection order.
CREATE TABLE person_token (
    token     TEXT    NOT NULL,
    record    INTEGER NOT NULL,
    since_ms  INTEGER NOT NULL,
    until_ms  INTEGER NOT NULL,
    strength  INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    born_from INTEGER,
    born_to   INTEGER,
    ordered   INTEGER NOT NULL,
    PRIMARY KEY (token, record, since_ms)
) WITHOUT ROWID
