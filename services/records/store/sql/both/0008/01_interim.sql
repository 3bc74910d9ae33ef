-- When a word that holds for a time began for a person (interim.py). It outlives the records that say it.
-- token: of the person, or of case and person; speaker: '' where all speak as one. extended_ms: until when oversight
-- let it go on; ended: 1 where oversight ended it.
CREATE TABLE interim (
    fact        TEXT    NOT NULL,
    token       TEXT    NOT NULL,
    speaker     TEXT    NOT NULL,
    since_ms    INTEGER NOT NULL,
    extended_ms INTEGER NOT NULL,
    ended       INTEGER NOT NULL,
    PRIMARY KEY (token, fact, speaker)
) WITHOUT ROWID
