-- Claims that wait for place (app/claims_waiting.py), or behind an equal one that is open. Columns as in claim.
-- document: 1 where the source names a document; day: since 1970-01-01, in Pakistan; clock_ms: how long an answer has,
-- from when the claim comes up.
CREATE TABLE claim_waiting (
    speaker  TEXT    NOT NULL,
    fact     TEXT    NOT NULL,
    record   INTEGER NOT NULL,
    owner    TEXT    NOT NULL,
    source   INTEGER NOT NULL,
    person   TEXT    NOT NULL,
    document INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    clock_ms INTEGER NOT NULL,
    PRIMARY KEY (speaker, fact, record, owner, source)
) WITHOUT ROWID
