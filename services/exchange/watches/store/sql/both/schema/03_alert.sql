-- What was told, counted by officer and case. match: token of subscription and match; record: token of its record.
CREATE TABLE IF NOT EXISTS alert (
    feed     BLOB    NOT NULL,
    sequence INTEGER NOT NULL,
    match    BLOB    NOT NULL,
    record   BLOB    NOT NULL,
    told_ms  INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    PRIMARY KEY (feed, sequence),
    UNIQUE (feed, match)
) STRICT, WITHOUT ROWID
