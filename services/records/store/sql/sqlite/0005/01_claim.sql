-- What somebody's word about another's record comes to (authority/claims.py). record: the one it concerns, of owner;
-- 0 and '' where oversight alone is told. source: the record whose word it is, of speaker. due_ms: 0 for a notice.
-- until_ms: until when oversight lets it hold. One claim for each fact and record.
CREATE TABLE claim (
    id        INTEGER PRIMARY KEY,
    handle    TEXT    NOT NULL UNIQUE,
    fact      TEXT    NOT NULL,
    record    INTEGER NOT NULL,
    owner     TEXT    NOT NULL,
    source    INTEGER NOT NULL,
    speaker   TEXT    NOT NULL,
    court     TEXT    NOT NULL,
    order_no  TEXT    NOT NULL,
    raised_ms INTEGER NOT NULL,
    due_ms    INTEGER NOT NULL,
    state     TEXT    NOT NULL,
    until_ms  INTEGER NOT NULL DEFAULT 0
)
