-- On a member's own node, releases of which the hub has told: asker (officer and case) and record are blind tokens;
-- body: the record's name, sealed.
CREATE TABLE IF NOT EXISTS hit_heard (
    asker    BLOB    NOT NULL,
    record   BLOB    NOT NULL,
    until_ms INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (asker, record)
) STRICT, WITHOUT ROWID
