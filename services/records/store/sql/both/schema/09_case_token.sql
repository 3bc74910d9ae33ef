-- Blind index: which records carry a case number, and from when to when the hub knew so (ms).
-- file: 1 for the case file itself.
CREATE TABLE case_token (
    token    TEXT    NOT NULL,
    record   INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    file     INTEGER NOT NULL,
    PRIMARY KEY (token, record, since_ms)
) WITHOUT ROWID
