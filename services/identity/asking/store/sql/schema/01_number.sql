-- What a registry said of a number. token: blind, as records are found by it; person: the pairwise token of the number's
-- person; outcome: empty once what was said holds no longer; at_sequence: changes up to this one are in it.
CREATE TABLE IF NOT EXISTS number (
    token       TEXT    NOT NULL PRIMARY KEY,
    person      BLOB,
    outcome     TEXT    NOT NULL,
    at_sequence INTEGER NOT NULL,
    asked_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID
